//! Which conversations have a newer message than their place in lists tells, as far as one writer knows.
//!
//! Moving one costs every index of the table a row, so it is put off: a conversation moves once in a while however
//! often it is written in, and before this node reads a list. What a node leaves waiting when it dies is moved by
//! whoever holds the lease, who finds it in the feed.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use foldhash::HashSet;

/// How long a conversation may wait while commits go on, and so how far behind another node's lists may be.
const PATIENCE: Duration = Duration::from_secs(1);
/// So many move with one commit at most, unless a list is to be read.
const PORTION: usize = 64;

/// Conversations waiting to be moved.
#[derive(Default)]
pub(crate) struct Places {
    waiting: VecDeque<(i64, Instant)>,
    known: HashSet<i64>,
}

impl Places {
    /// Has a conversation wait.
    pub(crate) fn wait(&mut self, pk: i64, now: Instant) {
        if self.known.insert(pk) {
            self.waiting.push_back((pk, now));
        }
    }

    /// Those that are to be moved with this commit.
    pub(crate) fn due(&self, all: bool, now: Instant) -> Vec<i64> {
        let patient = |one: &&(i64, Instant)| all || now.duration_since(one.1) >= PATIENCE;
        let portion = if all { self.waiting.len() } else { PORTION };
        let mut due: Vec<i64> =
            self.waiting.iter().take(portion).take_while(patient).map(|one| one.0).collect();
        due.sort_unstable();
        due
    }

    /// These are committed where they belong, and wait no longer.
    pub(crate) fn moved(&mut self, moved: &[i64]) {
        for pk in moved {
            self.known.remove(pk);
        }
        self.waiting.retain(|(pk, _)| self.known.contains(pk));
    }

    /// How many wait.
    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }
}
