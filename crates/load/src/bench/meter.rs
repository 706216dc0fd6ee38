//! Counts and times messages while a scene plays.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;

use super::phrase::{Ear, Mark, Said};

/// Nanoseconds that latencies are told apart within, and the longest one that is.
const LATENCY_RANGE: (u64, u64) = (1_000, 120_000_000_000);
/// Significant digits that are kept of each.
const LATENCY_DIGITS: u8 = 3;

/// An empty histogram of nanoseconds.
pub(super) fn latencies() -> Histogram<u64> {
    let Ok(histogram) = Histogram::new_with_bounds(LATENCY_RANGE.0, LATENCY_RANGE.1, LATENCY_DIGITS) else {
        unreachable!("the bounds are constants that a histogram takes");
    };
    histogram
}

/// Counts and times messages while a scene plays. What was meant for a moment outside the measured time is
/// followed to its end as well, and left out of the figures.
pub(super) struct Meter {
    ear: Ear,
    began: Instant,
    /// The measured time, in nanoseconds after the load began.
    window: Range<u64>,
    /// From the moment a message was meant for to its acknowledgement, in nanoseconds.
    pub(super) acked: Histogram<u64>,
    /// From the moment a message was meant for to its arrival at an agent, in nanoseconds.
    pub(super) arrived: Histogram<u64>,
    /// Acknowledgements that came within the measured time.
    pub(super) acked_within: u64,
    /// Messages sent at any time.
    pub(super) sent: u64,
    /// Messages acknowledged at any time.
    pub(super) acked_ever: u64,
    /// Messages that arrived at any time.
    pub(super) arrived_ever: u64,
    /// Messages that arrived twice or in the wrong order.
    pub(super) disordered: u64,
    /// Messages refused.
    pub(super) refused: u64,
    newest: Vec<u64>,
}

impl Meter {
    pub(super) fn new(conversations: usize) -> Self {
        Self {
            ear: Ear::new(),
            began: Instant::now(),
            window: 0..0,
            acked: latencies(),
            arrived: latencies(),
            acked_within: 0,
            sent: 0,
            acked_ever: 0,
            arrived_ever: 0,
            disordered: 0,
            refused: 0,
            newest: vec![0; conversations],
        }
    }

    /// Nanoseconds after the load began.
    pub(super) fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// Measures what lies within some time from now on. That time.
    pub(super) fn measure_after(&mut self, wait: Duration, lasts: Duration) -> Range<u64> {
        let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let from = self.now().saturating_add(nanos(wait));
        self.window = from..from.saturating_add(nanos(lasts));
        self.window.clone()
    }

    /// Takes note of one text. What it was.
    pub(super) fn hear(&mut self, text: &[u8]) -> Said {
        let said = self.ear.read(text);
        match &said {
            Said::Acked(mark) => {
                let now = self.now();
                self.acked_ever += 1;
                self.acked_within += u64::from(self.window.contains(&now));
                if self.window.contains(&mark.moment) {
                    self.acked.saturating_record(now - mark.moment.min(now));
                }
            }
            Said::Arrived(mark) => self.arrive(mark),
            Said::Refused => self.refused += 1,
            Said::Other => {}
        }
        said
    }

    fn arrive(&mut self, mark: &Mark) {
        let now = self.now();
        self.arrived_ever += 1;
        if self.window.contains(&mark.moment) {
            self.arrived.saturating_record(now - mark.moment.min(now));
        }
        if let Some(newest) = self.newest.get_mut(mark.conversation) {
            self.disordered += u64::from(*newest >= mark.moment);
            *newest = mark.moment;
        }
    }

    /// Whether some message was neither refused nor has come to its end, on both sides.
    pub(super) fn under_way(&self) -> bool {
        self.sent > self.refused + self.acked_ever.min(self.arrived_ever)
    }

    /// Messages that were acknowledged and did not arrive.
    pub(super) fn missing(&self) -> u64 {
        self.acked_ever.saturating_sub(self.arrived_ever)
    }
}
