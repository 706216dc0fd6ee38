//! The judge against histories that are known to be honest, and the same histories spoiled.

use std::sync::Arc;

use proptest::{collection::vec, prelude::*};

use super::super::{
    checker::{Fault, check},
    plants::Plant,
    record::{Conversation, Entry, Intent, Kind, Reader, Side, Text, Writer},
};

/// One thing that somebody says: by whom, as a note or not, and what became of it.
#[derive(Clone, Copy, Debug)]
struct Said {
    by: usize,
    note: bool,
    fate: Fate,
    resent: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Acknowledged,
    /// On disk, and the acknowledgement was lost.
    Stored,
    /// The line was cut on the way there.
    Unheard,
    /// Refused, and said again after what followed it.
    Refused,
}

const NAMES: [&str; 3] = ["customer-0", "agent-0", "agent-1"];

fn said() -> impl Strategy<Value = Said> {
    let fate = prop_oneof![
        6 => Just(Fate::Acknowledged), 1 => Just(Fate::Stored), 1 => Just(Fate::Unheard), 1 => Just(Fate::Refused)
    ];
    (0..NAMES.len(), any::<bool>(), fate, 0..3_u32).prop_map(|(by, note, fate, resent)| Said {
        by,
        note,
        fate,
        resent,
    })
}

/// A server and people who keep every promise.
#[derive(Default)]
struct Honest {
    stored: Vec<Entry>,
    intents: [Vec<Intent>; 3],
}

impl Honest {
    fn append(&mut self, by: &str, kind: Kind, client_id: Option<Text>, content: Option<Text>) -> Entry {
        let prev_seq = self.stored.len() as u64;
        let id = Arc::from(format!("id-{prev_seq}"));
        let entry = Entry { seq: prev_seq + 1, prev_seq, id, kind, author: by.into(), client_id, content };
        self.stored.push(entry.clone());
        entry
    }

    fn take(&mut self, by: usize, nth: usize) {
        let intent = self.intents[by][nth].clone();
        let entry = self.append(NAMES[by], intent.kind, Some(intent.client_id), Some(intent.content));
        self.intents[by][nth].acknowledged = vec![entry; intent.sent as usize];
    }

    fn hear(&mut self, said: Said, number: usize) {
        let kind = if said.note && said.by > 0 { Kind::Note } else { Kind::Message };
        let intent = Intent {
            client_id: format!("{number}").into(),
            kind,
            content: format!("this is {number}").into(),
            sent: said.resent + 1,
            acknowledged: Vec::new(),
            refused: if said.fate == Fate::Refused { vec!["overloaded".into()] } else { Vec::new() },
        };
        self.intents[said.by].push(intent);
        let nth = self.intents[said.by].len() - 1;
        match said.fate {
            Fate::Acknowledged => self.take(said.by, nth),
            Fate::Stored => {
                self.take(said.by, nth);
                self.intents[said.by][nth].acknowledged.clear();
            }
            Fate::Unheard | Fate::Refused => {}
        }
        if said.by == 1 && !self.stored.iter().any(|entry| entry.kind == Kind::Activity("assigned".into())) {
            self.append("agent-0", Kind::Activity("assigned".into()), None, None);
        }
    }

    fn end(mut self) -> Conversation {
        for by in 0..NAMES.len() {
            for nth in 0..self.intents[by].len() {
                if !self.intents[by][nth].refused.is_empty() {
                    self.take(by, nth);
                }
            }
        }
        let mut before = 0;
        let visible = self.stored.iter().filter(|entry| entry.kind != Kind::Note);
        let stored_for_customer: Vec<_> = visible
            .map(|entry| Entry { prev_seq: std::mem::replace(&mut before, entry.seq), ..entry.clone() })
            .collect();
        let reader = |name: &str, side, saw: &[Entry]| Reader { name: name.into(), side, saw: saw.to_vec() };
        Conversation {
            id: "conversation".into(),
            readers: vec![
                reader("customer-0", Side::Customer, &stored_for_customer),
                reader("agent-0", Side::Agent, &self.stored),
                reader("agent-1", Side::Agent, &self.stored),
            ],
            writers: (NAMES.iter().zip(self.intents))
                .map(|(name, intents)| Writer { name: (*name).into(), intents })
                .collect(),
            stored: self.stored,
            stored_for_customer,
        }
    }
}

fn history(all: Vec<Said>) -> Conversation {
    let mut honest = Honest::default();
    honest.append("customer-0", Kind::Activity("created".into()), None, None);
    for (number, said) in all.into_iter().enumerate() {
        honest.hear(said, number);
    }
    honest.end()
}

/// A history with something for every plant.
fn full() -> Conversation {
    let say = |by| Said { by, note: by == 2, fate: Fate::Acknowledged, resent: 1 };
    history([0, 1, 2, 0, 1, 2].map(say).to_vec())
}

proptest! {
    #[test]
    fn an_honest_history_raises_no_alarm(all in vec(said(), 0..60)) {
        let found = check(&history(all));
        prop_assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn whatever_is_planted_anywhere_is_seen(all in vec(said(), 1..60), at in any::<usize>()) {
        let record = history(all);
        for plant in Plant::ALL {
            prop_assert_ne!(plant.is_seen_in(&record, at), Some(false), "{:?}", plant);
        }
    }
}

#[test]
fn every_plant_finds_a_place_and_is_seen_for_what_it_is() {
    let record = full();
    assert_eq!(check(&record), []);
    for at in 0..50 {
        assert_eq!(Plant::ALL.map(|plant| plant.is_seen_in(&record, at)), [Some(true); 8]);
    }
    assert_eq!(
        Plant::ALL.map(Plant::fault),
        [
            Fault::Lost,
            Fault::Doubled,
            Fault::OutOfOrder,
            Fault::Gap,
            Fault::Changed,
            Fault::FromNowhere,
            Fault::Missed,
            Fault::SeenTwice,
        ]
    );
}

#[test]
fn a_record_too_small_for_a_plant_says_so() {
    let record = history(Vec::new());
    assert_eq!(Plant::Drop.is_seen_in(&record, 7), None);
    assert_eq!(Plant::Swap.is_seen_in(&record, 7), None);
    assert_eq!(Plant::ReaderMissed.is_seen_in(&record, 7), Some(true));
}

#[test]
fn an_acknowledgement_that_tells_another_story_is_seen() {
    let mut record = full();
    record.writers[0].intents[0].acknowledged[1].seq += 1;
    let found = check(&record);
    assert_eq!((found.len(), found[0].fault), (1, Fault::Changed), "{found:#?}");
}

#[test]
fn a_note_that_a_customer_could_read_is_seen() {
    let mut record = full();
    let note = record.stored.iter().find(|entry| entry.kind == Kind::Note).unwrap().clone();
    record.readers[0].saw.push(note);
    assert!(check(&record).iter().any(|found| found.fault == Fault::FromNowhere));
    record.stored_for_customer = record.stored.clone();
    assert!(check(&record).iter().any(|found| found.fault == Fault::Gap));
}

#[test]
fn a_reader_who_was_shown_the_past_after_the_future_is_seen() {
    let mut record = full();
    record.readers[1].saw.swap(1, 3);
    let faults: Vec<_> = check(&record).into_iter().map(|found| found.fault).collect();
    assert_eq!(faults, [Fault::OutOfOrder, Fault::OutOfOrder]);
}
