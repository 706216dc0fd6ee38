//! Whether the clock can be believed for things that cannot be undone.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

/// Further than this from where it should be by now, the clock has been set.
const STEP: SignedDuration = SignedDuration::from_mins(10);
/// A clock that has been set is believed again after this long: one that was set wrong is mostly set right by
/// then.
const TRUST_AFTER: Duration = Duration::from_secs(60 * 60);

/// Compares the clock with the time that has passed.
pub(crate) struct Steady {
    clock: Timestamp,
    seen: Instant,
    trusted_from: Instant,
}

impl Steady {
    /// Begins with a clock that is believed.
    pub(crate) const fn from(clock: Timestamp, now: Instant) -> Self {
        Self { clock, seen: now, trusted_from: now }
    }

    /// Looks at the clock again, and says whether it is believed.
    pub(crate) fn is_trusted(&mut self, clock: Timestamp, now: Instant) -> bool {
        let passed = SignedDuration::try_from(now - self.seen).unwrap_or(SignedDuration::MAX);
        let step = clock.duration_since(self.clock) - passed;
        (self.clock, self.seen) = (clock, now);
        if step.abs() > STEP {
            tracing::warn!(seconds = step.as_secs(), "the clock was set; nothing is swept for an hour");
            self.trusted_from = now + TRUST_AFTER;
        }
        now >= self.trusted_from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(60 * 60);

    #[test]
    fn a_clock_that_was_set_is_believed_after_an_hour() {
        let (at, now) = (Timestamp::UNIX_EPOCH, Instant::now());
        let mut steady = Steady::from(at, now);
        assert!(steady.is_trusted(at + HOUR, now + HOUR), "an hour an hour later");
        assert!(!steady.is_trusted(at + 50 * HOUR, now + 2 * HOUR), "two days ahead");
        assert!(!steady.is_trusted(at + 50 * HOUR + HOUR / 2, now + 2 * HOUR + HOUR / 2), "half an hour on");
        assert!(!steady.is_trusted(at + 3 * HOUR, now + 3 * HOUR), "and back: one hour more");
        assert!(steady.is_trusted(at + 4 * HOUR, now + 4 * HOUR));
        assert!(!steady.is_trusted(at, now + 4 * HOUR), "back");
    }
}
