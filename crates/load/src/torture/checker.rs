//! The judge: compares what was read back with what everybody did and saw. It knows nothing of how the record
//! came about, asks nobody, and trusts no answer of the server.
//!
//! Start reading at [`check`]: its five questions are the whole promise.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::record::{Conversation, Entry, Intent, Kind, Reader, Text, Writer};

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Fault {
    /// It was acknowledged and is not there.
    Lost,
    /// It was sent once and is there twice.
    Doubled,
    /// It is there, and not as it was sent or acknowledged.
    Changed,
    /// It stands before something that was sent earlier, or came before it.
    OutOfOrder,
    /// The places in the timeline have a hole.
    Gap,
    /// Nobody sent it.
    FromNowhere,
    /// A reader was not shown what they may see.
    Missed,
    /// A reader was shown it again.
    SeenTwice,
    /// The server said something on a live line that nobody can read.
    Unreadable,
}

impl Fault {
    /// Every fault, in the order in which reports name them.
    pub const ALL: [Self; 9] = [
        Self::Lost,
        Self::Doubled,
        Self::Changed,
        Self::OutOfOrder,
        Self::Gap,
        Self::FromNowhere,
        Self::Missed,
        Self::SeenTwice,
        Self::Unreadable,
    ];

    /// What it is called in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Doubled => "stored twice",
            Self::Changed => "changed",
            Self::OutOfOrder => "out of order",
            Self::Gap => "gaps",
            Self::FromNowhere => "from nowhere",
            Self::Missed => "missed by a reader",
            Self::SeenTwice => "shown twice",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What.
    pub fault: Fault,
    /// In which conversation; in none where that could not be read.
    pub conversation: Text,
    /// Which entry, whose, and how.
    pub what: String,
}

impl Finding {
    /// Somebody was told something that cannot be read, which could have been anything.
    pub(crate) fn unreadable(who: &str, why: &str) -> Self {
        Self { fault: Fault::Unreadable, conversation: "".into(), what: format!("told to {who}: {why}") }
    }
}

/// Judges one conversation. Nothing found: every promise was kept in it.
pub fn check(conversation: &Conversation) -> Vec<Finding> {
    let mut verdict = Verdict { conversation, found: Vec::new() };
    verdict.is_it_dense();
    verdict.is_everything_sent_there_once();
    verdict.does_each_sender_stand_in_order();
    verdict.was_everything_there_sent();
    verdict.was_everything_shown_once_in_order();
    verdict.found
}

struct Verdict<'a> {
    conversation: &'a Conversation,
    found: Vec<Finding>,
}

impl Verdict<'_> {
    fn find(&mut self, fault: Fault, what: String) {
        self.found.push(Finding { fault, conversation: self.conversation.id.clone(), what });
    }

    /// The whole timeline counts 1, 2, 3…; the customer's is the same without what they may not see, and each
    /// entry names the one before it.
    fn is_it_dense(&mut self) {
        for (entry, place) in self.conversation.stored.iter().zip(1..) {
            if (entry.seq, entry.prev_seq) != (place, place - 1) {
                let what = format!("place {place} holds seq {} after {}", entry.seq, entry.prev_seq);
                return self.find(Fault::Gap, what);
            }
        }
        let visible = self.conversation.stored.iter().filter(|entry| entry.kind != Kind::Note);
        let mut before = 0;
        let mut shown = self.conversation.stored_for_customer.iter();
        for entry in visible {
            let wanted = Entry { prev_seq: before, ..entry.clone() };
            match shown.next() {
                Some(shown) if *shown == wanted => before = entry.seq,
                other => {
                    let what = format!("the customer reads {} instead of {}", name(other), name(Some(entry)));
                    return self.find(Fault::Gap, what);
                }
            }
        }
        if let Some(more) = shown.next() {
            self.find(Fault::Gap, format!("the customer also reads {}", name(Some(more))));
        }
    }

    /// Acknowledged means stored, once, as it was sent, where the acknowledgement said. What was sent and never
    /// acknowledged may be there or not, but not twice and not changed.
    fn is_everything_sent_there_once(&mut self) {
        let stored = by_sender(&self.conversation.stored);
        for writer in &self.conversation.writers {
            for intent in &writer.intents {
                let copies = stored.get(&(&writer.name, &intent.client_id)).map_or(&[][..], Vec::as_slice);
                match copies {
                    [] if intent.acknowledged.is_empty() => {}
                    [] => self.find(Fault::Lost, format!("{} of {}", intent.client_id, writer.name)),
                    [copy] => self.is_it_as_it_was_sent(writer, intent, copy),
                    copies => {
                        let places: Vec<_> = copies.iter().map(|copy| copy.seq).collect();
                        let what = format!("{} of {} at {places:?}", intent.client_id, writer.name);
                        self.find(Fault::Doubled, what);
                    }
                }
            }
        }
    }

    fn is_it_as_it_was_sent(&mut self, writer: &Writer, intent: &Intent, copy: &Entry) {
        let which = format!("{} of {}", intent.client_id, writer.name);
        if copy.kind != intent.kind || copy.content.as_ref() != Some(&intent.content) {
            self.find(Fault::Changed, format!("{which}: {:?} became {:?}", intent.content, copy.content));
        }
        for told in &intent.acknowledged {
            // A customer is told another place before it than an agent reads.
            if *told != (Entry { prev_seq: told.prev_seq, ..copy.clone() }) {
                let what =
                    format!("{which} was acknowledged as {} and is {}", name(Some(told)), name(Some(copy)));
                self.find(Fault::Changed, what);
            }
        }
    }

    /// Whatever somebody sent later stands later. Somebody whose message was refused may say it later than what
    /// followed it, so refused ones are left out.
    fn does_each_sender_stand_in_order(&mut self) {
        let stored = by_sender(&self.conversation.stored);
        for writer in &self.conversation.writers {
            let taken = writer.intents.iter().filter(|intent| intent.refused.is_empty());
            let places = taken.filter_map(|intent| {
                let copies = stored.get(&(&writer.name, &intent.client_id))?;
                Some((copies.first()?.seq, &intent.client_id))
            });
            let places: Vec<_> = places.collect();
            for pair in places.windows(2).filter(|pair| pair[0].0 >= pair[1].0) {
                let what = format!("{} of {} stands before {}", pair[1].1, writer.name, pair[0].1);
                self.find(Fault::OutOfOrder, what);
            }
        }
    }

    /// Nothing is there that nobody sent. Of things that happen, only these can have happened here.
    fn was_everything_there_sent(&mut self) {
        let writers = &self.conversation.writers;
        let intents =
            writers.iter().flat_map(|writer| writer.intents.iter().map(move |intent| (writer, intent)));
        let sent: HashSet<_> =
            intents.map(|(writer, intent)| (&writer.name, Some(&intent.client_id), &intent.kind)).collect();
        let mut happened = HashSet::new();
        for entry in &self.conversation.stored {
            let known = match &entry.kind {
                Kind::Activity(what) => {
                    matches!(&**what, "created" | "assigned")
                        && happened.insert(what)
                        && entry.content.is_none()
                }
                kind => sent.contains(&(&entry.author, entry.client_id.as_ref(), kind)),
            };
            if !known {
                self.find(Fault::FromNowhere, name(Some(entry)));
            }
        }
    }

    fn was_everything_shown_once_in_order(&mut self) {
        for reader in &self.conversation.readers {
            self.was_everything_shown_to(reader);
        }
    }

    /// What a reader was shown, line after line, is the timeline they may see: each entry, once, in its order.
    fn was_everything_shown_to(&mut self, reader: &Reader) {
        let timeline = self.conversation.timeline(reader.side);
        let stored: HashMap<u64, &Entry> = timeline.iter().map(|entry| (entry.seq, entry)).collect();
        let mut seen = HashSet::new();
        let mut before = 0;
        for shown in &reader.saw {
            let told = format!("{} to {}", name(Some(shown)), reader.name);
            match stored.get(&shown.seq) {
                Some(entry) if *entry == shown => {}
                Some(entry) => self.find(Fault::Changed, format!("{told}, and is {}", name(Some(entry)))),
                None => self.find(Fault::FromNowhere, told.clone()),
            }
            if !seen.insert(shown.seq) {
                self.find(Fault::SeenTwice, told);
            } else if shown.seq < before {
                self.find(Fault::OutOfOrder, format!("{told} after {before}"));
            }
            before = before.max(shown.seq);
        }
        for missed in timeline.iter().filter(|entry| !seen.contains(&entry.seq)) {
            self.find(Fault::Missed, format!("{} by {}", name(Some(missed)), reader.name));
        }
    }
}

/// Everything somebody wrote, by who and by their own name for it.
fn by_sender(stored: &[Entry]) -> HashMap<(&Text, &Text), Vec<&Entry>> {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for entry in stored {
        if let Some(client_id) = &entry.client_id {
            found.entry((&entry.author, client_id)).or_default().push(entry);
        }
    }
    found
}

fn name(entry: Option<&Entry>) -> String {
    let Some(entry) = entry else { return "nothing".to_owned() };
    let which = entry.client_id.as_deref().unwrap_or(&entry.id);
    format!("{which} of {} at {} after {}", entry.author, entry.seq, entry.prev_seq)
}
