//! One rate for one session, in a few bytes.

use std::time::{Duration, Instant};

use super::RateLimited;

/// How fast one session may go on. Owned by the session's loop, so it needs no lock and no map.
///
/// A second's quota may be used at once; it comes back evenly.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    per_second: u32,
    /// When all that was used will be back.
    whole_at: Option<Instant>,
}

impl Pace {
    /// So many a second; 0 switches the limit off.
    pub fn per_second(quota: u32) -> Pace {
        Pace { per_second: quota, whole_at: None }
    }

    /// Counts one, or says when one more is allowed. A refusal is not counted.
    pub fn check(&mut self, now: Instant) -> Result<(), RateLimited> {
        if self.per_second == 0 {
            return Ok(());
        }
        let one = Duration::from_secs(1) / self.per_second;
        let used = self.whole_at.map_or(Duration::ZERO, |at| at.saturating_duration_since(now));
        let most = one * (self.per_second - 1);
        if used > most {
            return Err(RateLimited::after(used - most));
        }
        self.whole_at = Some(now + used + one);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_s_worth_at_once_and_then_evenly() {
        let (mut pace, start) = (Pace::per_second(20), Instant::now());
        assert!((0..20).all(|_| pace.check(start).is_ok()));
        assert_eq!(pace.check(start), Err(RateLimited { retry_after_ms: 50 }));
        let later = start + Duration::from_millis(50);
        assert_eq!(pace.check(later), Ok(()));
        assert!(pace.check(later).is_err());
        let rested = start + Duration::from_secs(10);
        assert_eq!((0..100).filter(|_| pace.check(rested).is_ok()).count(), 20);
    }

    #[test]
    fn one_a_second_and_none_for_no_limit() {
        let (mut slow, start) = (Pace::per_second(1), Instant::now());
        assert_eq!(slow.check(start), Ok(()));
        assert_eq!(slow.check(start), Err(RateLimited { retry_after_ms: 1000 }));
        let mut off = Pace::per_second(0);
        assert!((0..10_000).all(|_| off.check(start).is_ok()));
    }

    #[test]
    fn is_small() {
        assert!(size_of::<Pace>() <= 24);
    }
}
