//! Faults planted into a copy of a record: a judge that does not see them would see no others either.

use std::{collections::HashMap, sync::Arc};

use serde::Serialize;

use super::{
    checker::{Fault, check},
    record::{Conversation, Entry, Kind},
};

/// A way to spoil a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Plant {
    /// An acknowledged entry is taken out.
    Drop,
    /// An entry is stored once more.
    Double,
    /// Two entries of one sender change places.
    Swap,
    /// The places after one entry are all one further.
    Gap,
    /// A text is changed.
    ChangeContent,
    /// An entry appears that nobody sent.
    Foreign,
    /// A reader was not shown one entry.
    ReaderMissed,
    /// A reader was shown one entry again.
    ReaderSawTwice,
}

impl Plant {
    /// Every way.
    pub const ALL: [Self; 8] = [
        Self::Drop,
        Self::Double,
        Self::Swap,
        Self::Gap,
        Self::ChangeContent,
        Self::Foreign,
        Self::ReaderMissed,
        Self::ReaderSawTwice,
    ];

    /// As what the judge has to see it.
    pub fn fault(self) -> Fault {
        match self {
            Self::Drop => Fault::Lost,
            Self::Double => Fault::Doubled,
            Self::Swap => Fault::OutOfOrder,
            Self::Gap => Fault::Gap,
            Self::ChangeContent => Fault::Changed,
            Self::Foreign => Fault::FromNowhere,
            Self::ReaderMissed => Fault::Missed,
            Self::ReaderSawTwice => Fault::SeenTwice,
        }
    }

    /// Spoils a record; `at` chooses where. False where the record is too small to be spoiled like this.
    pub fn into(self, record: &mut Conversation, at: usize) -> bool {
        self.try_into_record(record, at).is_some()
    }

    /// Whether the judge sees it in this record, beside whatever else there may be; none where the record is
    /// too small for it.
    pub fn is_seen_in(self, record: &Conversation, at: usize) -> Option<bool> {
        let mut spoiled = record.clone();
        self.try_into_record(&mut spoiled, at)?;
        let honest = check(record);
        Some(check(&spoiled).iter().any(|found| found.fault == self.fault() && !honest.contains(found)))
    }

    fn try_into_record(self, record: &mut Conversation, at: usize) -> Option<()> {
        match self {
            Self::Drop => {
                let acknowledged = record.writers.iter().flat_map(|writer| &writer.intents);
                let acknowledged: Vec<_> =
                    acknowledged.filter_map(|intent| Some(intent.acknowledged.first()?.id.clone())).collect();
                let id = &acknowledged[choose(at, acknowledged.len())?];
                record.stored.retain(|entry| entry.id != *id);
                record.stored_for_customer.retain(|entry| entry.id != *id);
            }
            Self::Double => {
                let written = written(&record.stored);
                let copy = record.stored[written[choose(at, written.len())?]].clone();
                append(record, copy);
            }
            Self::Swap => {
                let (one, other) = two_of_one_sender(record, at)?;
                let (first, second) = (record.stored[one].clone(), record.stored[other].clone());
                let place = |entry: Entry, of: &Entry| Entry { seq: of.seq, prev_seq: of.prev_seq, ..entry };
                record.stored[one] = place(second.clone(), &first);
                record.stored[other] = place(first, &second);
            }
            Self::Gap => {
                let from = choose(at, record.stored.len())?;
                record.stored[from..].iter_mut().for_each(|entry| entry.seq += 1);
            }
            Self::ChangeContent => {
                let written = written(&record.stored);
                let entry = &mut record.stored[written[choose(at, written.len())?]];
                entry.content = Some(format!("{}!", entry.content.as_deref()?).into());
            }
            Self::Foreign => {
                let like = record.stored.first()?.clone();
                let content = Some("nobody said this".into());
                append(
                    record,
                    Entry { kind: Kind::Message, client_id: Some("foreign".into()), content, ..like },
                );
            }
            Self::ReaderMissed => {
                let reader = choose(at, record.readers.len())?;
                let saw = &mut record.readers[reader].saw;
                saw.remove(choose(at, saw.len())?);
            }
            Self::ReaderSawTwice => {
                let reader = choose(at, record.readers.len())?;
                let saw = &mut record.readers[reader].saw;
                let again = saw[choose(at, saw.len())?].clone();
                saw.push(again);
            }
        }
        Some(())
    }
}

fn choose(at: usize, of: usize) -> Option<usize> {
    at.checked_rem(of)
}

/// The places of what somebody wrote.
fn written(stored: &[Entry]) -> Vec<usize> {
    let written = stored.iter().enumerate().filter(|(_, entry)| entry.client_id.is_some());
    written.map(|(place, _)| place).collect()
}

/// Puts an entry behind all others.
fn append(record: &mut Conversation, entry: Entry) {
    let last = record.stored.last().map_or(0, |last| last.seq);
    let id = Arc::from(format!("{}, planted", entry.id));
    record.stored.push(Entry { seq: last + 1, prev_seq: last, id, ..entry });
}

/// The places of two entries of one sender that have to keep their order.
fn two_of_one_sender(record: &Conversation, at: usize) -> Option<(usize, usize)> {
    let places: HashMap<_, _> = record
        .stored
        .iter()
        .enumerate()
        .filter_map(|(place, entry)| Some(((&entry.author, entry.client_id.as_ref()?), place)))
        .collect();
    let mut pairs = Vec::new();
    for writer in &record.writers {
        let in_order = writer.intents.iter().filter(|intent| intent.refused.is_empty());
        let of_writer = in_order.filter_map(|intent| places.get(&(&writer.name, &intent.client_id)).copied());
        let of_writer: Vec<_> = of_writer.collect();
        pairs.extend(of_writer.windows(2).map(|pair| (pair[0], pair[1])));
    }
    pairs.get(choose(at, pairs.len())?).copied()
}
