//! How far each timeline that somebody here follows has been told.
//!
//! Entries come from three sides: what this node commits, what other nodes publish, and the change feed, which knows
//! of everything the other two have lost. Whichever comes first is told; what comes again is not; and what comes
//! before its time shows a gap, which is read from the store.

use foldhash::HashMap;
use parking_lot::Mutex;

use deskbell_realtime::{Hub, Topic};

/// The timelines followed on this node, by topic.
#[derive(Default)]
pub(crate) struct Gate {
    told: Mutex<HashMap<Topic, Told>>,
    /// Up to where timelines are still to be told, since the store could not be read when it was time.
    owed: Mutex<HashMap<Topic, u64>>,
}

#[derive(Clone, Copy)]
struct Told {
    up_to: u64,
    /// Who may see the conversation, as this node has last made sure of it; see [`super::relay`].
    audience: Option<u64>,
}

/// What is to be done with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Nobody here follows its timeline.
    Nobodys,
    /// It has been told.
    Had,
    /// It is the next one.
    Next,
    /// Others are missing: those after this seq.
    TooEarly(u64),
}

impl Gate {
    /// Has `subscribe` run so that whatever comes after `head` is told to the subscription; nothing is forgotten
    /// meanwhile.
    pub(crate) fn follow<T>(&self, topic: &Topic, head: u64, subscribe: impl FnOnce() -> T) -> T {
        let mut told = self.told.lock();
        told.entry(topic.clone()).or_insert(Told { up_to: head, audience: None });
        subscribe()
    }

    /// Whose turn it is: that of the entry `seq`, before which this topic's readers see `prev`?
    pub(crate) fn turn(&self, topic: &Topic, prev: u64, seq: u64) -> Turn {
        match self.told.lock().get(topic) {
            None => Turn::Nobodys,
            Some(told) if seq <= told.up_to => Turn::Had,
            Some(told) if prev <= told.up_to => Turn::Next,
            Some(told) => Turn::TooEarly(told.up_to),
        }
    }

    /// How far a timeline has been told, where somebody follows it.
    pub(crate) fn up_to(&self, topic: &Topic) -> Option<u64> {
        self.told.lock().get(topic).map(|told| told.up_to)
    }

    /// It has been told up to here.
    pub(crate) fn has_told(&self, topic: &Topic, seq: u64) {
        if let Some(told) = self.told.lock().get_mut(topic) {
            told.up_to = told.up_to.max(seq);
        }
    }

    /// A timeline is to be told up to here as soon as the store can be read again.
    pub(crate) fn owes(&self, topic: &Topic, seq: u64) {
        let mut owed = self.owed.lock();
        let up_to = owed.entry(topic.clone()).or_default();
        *up_to = seq.max(*up_to);
    }

    /// What is owed, once: whoever asks tells it, or owes it again.
    pub(crate) fn debts(&self) -> Vec<(Topic, u64)> {
        self.owed.lock().drain().collect()
    }

    /// Whether this node has made sure of this audience last; from now on it has.
    pub(crate) fn knows_audience(&self, topic: &Topic, audience: u64) -> bool {
        match self.told.lock().get_mut(topic) {
            Some(told) => told.audience.replace(audience) == Some(audience),
            None => true,
        }
    }

    /// Forgets the timelines that nobody follows any more.
    pub(crate) fn forget_unfollowed(&self, hub: &Hub) {
        let mut told = self.told.lock();
        told.retain(|topic, _| hub.subscriber_count(topic) > 0);
        if told.len() < told.capacity() / 4 {
            told.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use deskbell_realtime::{Bounds, Person};

    use super::*;

    #[test]
    fn each_entry_has_its_turn_once_whoever_brings_it() {
        let (gate, topic) = (Gate::default(), Topic::new("t"));
        assert_eq!(gate.turn(&topic, 0, 1), Turn::Nobodys);
        gate.follow(&topic, 3, || ());
        assert_eq!(gate.turn(&topic, 2, 3), Turn::Had, "the page has it");
        assert_eq!(gate.turn(&topic, 5, 6), Turn::TooEarly(3), "4 and 5 are missing");
        assert_eq!(gate.turn(&topic, 3, 5), Turn::Next, "4 is a note that these readers do not see");
        gate.has_told(&topic, 5);
        assert_eq!(gate.turn(&topic, 3, 5), Turn::Had);
        gate.follow(&topic, 9, || ());
        assert_eq!(gate.up_to(&topic), Some(5), "a second reader's page changes nothing for the first");
    }

    #[test]
    fn what_is_owed_is_asked_for_once_and_up_to_its_newest() {
        let (gate, topic) = (Gate::default(), Topic::new("t"));
        assert!(gate.debts().is_empty());
        gate.owes(&topic, 7);
        gate.owes(&topic, 5);
        assert_eq!(gate.debts(), [(topic, 7)]);
        assert!(gate.debts().is_empty());
    }

    #[test]
    fn what_nobody_follows_is_forgotten() {
        let hub = Hub::new(Bounds::default());
        let format = hub.register_format(|event| event.payload.clone());
        let session = hub.open(&Person::new("ana"), format);
        let (gate, topic) = (Gate::default(), Topic::new("t"));
        gate.follow(&topic, 1, || hub.subscribe(&session, &topic)).unwrap();
        gate.forget_unfollowed(&hub);
        assert_eq!(gate.up_to(&topic), Some(1));
        assert!(!gate.knows_audience(&topic, 7) && gate.knows_audience(&topic, 7));
        hub.unsubscribe(&session, &topic);
        gate.forget_unfollowed(&hub);
        assert_eq!(gate.up_to(&topic), None);
    }
}
