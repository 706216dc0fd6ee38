//! Keys that fall due, each at one moment.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// A set of keys with one deadline each, ordered by deadline.
#[derive(Debug)]
pub(super) struct Deadlines<K> {
    by_key: BTreeMap<K, Instant>,
    by_time: BTreeSet<(Instant, K)>,
}

impl<K: Clone + Ord> Deadlines<K> {
    pub(super) fn new() -> Deadlines<K> {
        Deadlines { by_key: BTreeMap::new(), by_time: BTreeSet::new() }
    }

    /// Sets or moves a key's deadline. Says whether the key is new.
    pub(super) fn set(&mut self, key: &K, at: Instant) -> bool {
        let before = self.by_key.insert(key.clone(), at);
        if let Some(before) = before {
            self.by_time.remove(&(before, key.clone()));
        }
        self.by_time.insert((at, key.clone()));
        before.is_none()
    }

    /// A key's deadline is now, or as soon as it was. Changes nothing where there is none.
    pub(super) fn end(&mut self, key: &K, now: Instant) {
        if self.by_key.get(key).is_some_and(|at| *at > now) {
            self.set(key, now);
        }
    }

    /// Forgets a key. Says whether it was there.
    pub(super) fn cancel(&mut self, key: &K) -> bool {
        let Some(at) = self.by_key.remove(key) else { return false };
        self.by_time.remove(&(at, key.clone()));
        true
    }

    /// Takes out the keys whose deadline has come, earliest first.
    pub(super) fn take_due(&mut self, now: Instant) -> Vec<K> {
        let mut due = Vec::new();
        while let Some((_, key)) = self.by_time.first().filter(|(at, _)| *at <= now).cloned() {
            self.cancel(&key);
            due.push(key);
        }
        due
    }

    pub(super) fn next(&self) -> Option<Instant> {
        self.by_time.first().map(|(at, _)| *at)
    }

    /// The first key that is not before this one.
    pub(super) fn first_from(&self, key: &K) -> Option<&K> {
        self.by_key.range(key..).next().map(|(key, _)| key)
    }

    /// Every key, in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &K> {
        self.by_key.keys()
    }

    pub(super) fn contains(&self, key: &K) -> bool {
        self.by_key.contains_key(key)
    }

    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }
}
