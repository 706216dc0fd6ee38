//! How long it takes until somebody's turn, from how long it really took lately.
//!
//! The team of a line can help so many at once, and half of those it helped lately took no longer than the median. So
//! a hand becomes free about every `median / at once`, and who stands at place `n` waits for `n` of them:
//! `n × median / at once`. It says nothing before there are a few real times to go by, nor while nobody helps. It does
//! not know of who comes before by being more urgent, nor of closing time.

use std::collections::VecDeque;

use jiff::SignedDuration;

/// The last service times that count.
pub const SAMPLES: usize = 50;
/// Times that are needed before anything is said.
pub const SAMPLES_LEAST: usize = 5;
/// The longest estimate that is told: past a day it is no estimate.
pub const ESTIMATE_MOST: SignedDuration = SignedDuration::from_hours(24);

/// How long a team's last conversations took, from being taken to being settled or given back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceTimes {
    last: VecDeque<SignedDuration>,
}

impl ServiceTimes {
    /// Adds the newest; the oldest is forgotten past [`SAMPLES`].
    pub fn add(&mut self, took: SignedDuration) {
        if self.last.len() == SAMPLES {
            self.last.pop_front();
        }
        self.last.push_back(took.max(SignedDuration::ZERO));
    }

    /// Half took no longer; `None` below [`SAMPLES_LEAST`].
    pub fn median(&self) -> Option<SignedDuration> {
        if self.last.len() < SAMPLES_LEAST {
            return None;
        }
        let mut sorted: Vec<SignedDuration> = self.last.iter().copied().collect();
        sorted.sort_unstable();
        sorted.get((sorted.len() - 1) / 2).copied()
    }

    /// How long it takes until the turn of who stands at this place, where the team can help `at_once`: the
    /// capacities of those who can be reached, together.
    pub fn estimate(&self, position: u32, at_once: u32) -> Option<SignedDuration> {
        let median = self.median()?.min(ESTIMATE_MOST);
        let estimate = (median.as_millis() * i128::from(position)).checked_div(i128::from(at_once))?;
        let millis = i64::try_from(estimate.min(ESTIMATE_MOST.as_millis())).ok()?;
        Some(SignedDuration::from_millis(millis))
    }
}
