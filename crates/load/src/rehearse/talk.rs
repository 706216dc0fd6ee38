//! One conversation as one person knows it: what they meant to say and what they were shown.

use std::collections::{BTreeMap, HashSet};

use crate::torture::{Entry, Intent, Kind, Text};

/// One conversation as one person knows it.
#[derive(Debug)]
pub(super) struct Talk {
    pub(super) conversation: Text,
    /// Its place among all, which sets people apart in time.
    pub(super) place: usize,
    pub(super) intents: Vec<Intent>,
    /// Everything shown, on whichever line, in order.
    pub(super) saw: Vec<Entry>,
    cursor: u64,
    /// What came before something it follows: an acknowledgement and a colleague's message overtake each other.
    ahead: BTreeMap<u64, Entry>,
    /// Shown as one's own when it was acknowledged; it may still come as an event, where it was sent on a line
    /// that is gone.
    own: HashSet<u64>,
}

impl Talk {
    pub(super) fn new(conversation: Text, place: usize) -> Self {
        let (ahead, own) = (BTreeMap::new(), HashSet::new());
        Self { conversation, place, intents: Vec::new(), saw: Vec::new(), cursor: 0, ahead, own }
    }

    /// What has been shown reaches up to here without a gap.
    pub(super) const fn cursor(&self) -> u64 {
        self.cursor
    }

    /// Means to say something at a moment, in nanoseconds. Which one it is.
    pub(super) fn mean(&mut self, who: &Text, moment: u64) -> usize {
        let nth = self.intents.len();
        self.intents.push(Intent {
            client_id: format!("{nth}-{moment:x}").into(),
            kind: Kind::Message,
            content: format!("{who} says {nth}: is this how it should be?").into(),
            sent: 0,
            acknowledged: Vec::new(),
            refused: Vec::new(),
        });
        nth
    }

    /// Those that are not acknowledged, in order.
    pub(super) fn open(&self) -> Vec<usize> {
        let open = self.intents.iter().enumerate().filter(|(_, intent)| intent.acknowledged.is_empty());
        open.map(|(nth, _)| nth).collect()
    }

    /// One's own message was acknowledged. Whether for the first time.
    pub(super) fn acknowledged(&mut self, nth: usize, entry: Entry) -> bool {
        if entry.seq > self.cursor && self.own.insert(entry.seq) {
            self.ahead.entry(entry.seq).or_insert_with(|| entry.clone());
            self.show_what_follows();
        }
        let Some(intent) = self.intents.get_mut(nth) else { return false };
        intent.acknowledged.push(entry);
        intent.acknowledged.len() == 1
    }

    /// An entry came live.
    pub(super) fn hear(&mut self, entry: Entry) {
        if self.own.contains(&entry.seq) {
            return;
        }
        if entry.seq <= self.cursor || self.ahead.contains_key(&entry.seq) {
            // For the judge to see.
            self.saw.push(entry);
            return;
        }
        self.ahead.insert(entry.seq, entry);
        self.show_what_follows();
    }

    /// A page came of what follows a seq.
    pub(super) fn turn(&mut self, asked_after: u64, entries: impl Iterator<Item = Entry>) {
        for entry in entries {
            self.ahead.remove(&entry.seq);
            // What was shown since it was asked for stands on it once more.
            if entry.seq <= asked_after || entry.seq > self.cursor {
                self.cursor = self.cursor.max(entry.seq);
                self.saw.push(entry);
            }
        }
        self.show_what_follows();
    }

    /// The line is gone: what waited for something before it is asked for again.
    pub(super) fn forget_what_is_ahead(&mut self) {
        for seq in std::mem::take(&mut self.ahead).into_keys() {
            self.own.remove(&seq);
        }
    }

    fn show_what_follows(&mut self) {
        while let Some(next) = self.ahead.first_entry().filter(|next| next.get().prev_seq <= self.cursor) {
            let entry = next.remove();
            self.cursor = entry.seq;
            self.saw.push(entry);
        }
    }
}

/// The moment that a client id carries, in nanoseconds.
pub(super) fn moment_of(client_id: &str) -> Option<u64> {
    u64::from_str_radix(client_id.split_once('-')?.1, 16).ok()
}
