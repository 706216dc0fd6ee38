//! One rate for many keys.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::RateLimited;

/// The stretch of time that a rate counts over.
const WINDOW: Duration = Duration::from_secs(60);

/// The same rate for each key, such as messages a minute for each person.
///
/// No minute, wherever it begins, holds more than the quota. A key may use all of it at once; each piece is
/// back a minute after it was used. A key that is active holds 16 bytes for each piece it has used.
#[derive(Debug)]
pub struct RateLimit<K> {
    quota: usize,
    used: Mutex<HashMap<K, VecDeque<Instant>>>,
}

impl<K: Clone + Eq + Hash> RateLimit<K> {
    /// So many a minute for each key; 0 switches the limit off.
    pub fn per_minute(quota: u32) -> RateLimit<K> {
        RateLimit { quota: usize::try_from(quota).unwrap_or(usize::MAX), used: Mutex::default() }
    }

    /// Counts one for this key, or says when one more is allowed. A refusal is not counted.
    pub fn check(&self, key: &K) -> Result<(), RateLimited> {
        self.check_at(key, Instant::now())
    }

    fn check_at(&self, key: &K, now: Instant) -> Result<(), RateLimited> {
        if self.quota == 0 {
            return Ok(());
        }
        let mut used = self.used.lock();
        let Some(times) = used.get_mut(key) else {
            used.insert(key.clone(), VecDeque::from([now]));
            return Ok(());
        };
        drop_old(times, now);
        match times.front() {
            Some(oldest) if times.len() >= self.quota => {
                Err(RateLimited::after((*oldest + WINDOW).saturating_duration_since(now)))
            }
            Some(_) | None => {
                times.push_back(now);
                Ok(())
            }
        }
    }

    /// Forgets the keys whose whole quota is back. Call it on a timer, once a minute or so: between two calls
    /// the memory grows with the keys seen.
    pub fn forget_idle(&self) {
        self.forget_idle_at(Instant::now());
    }

    fn forget_idle_at(&self, now: Instant) {
        let mut used = self.used.lock();
        used.retain(|_, times| {
            drop_old(times, now);
            !times.is_empty()
        });
        used.shrink_to_fit();
    }

    /// How many keys are remembered.
    pub fn key_count(&self) -> usize {
        self.used.lock().len()
    }
}

fn drop_old(times: &mut VecDeque<Instant>, now: Instant) {
    while times.front().is_some_and(|time| now.saturating_duration_since(*time) >= WINDOW) {
        times.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn sixty_a_minute() -> (RateLimit<&'static str>, Instant) {
        (RateLimit::per_minute(60), Instant::now())
    }

    #[test]
    fn sixty_at_once_and_the_sixty_first_is_told_when() {
        let (limit, start) = sixty_a_minute();
        assert!((0..60).all(|_| limit.check_at(&"ana", start).is_ok()));
        assert_eq!(limit.check_at(&"ana", start), Err(RateLimited { retry_after_ms: 60_000 }));
        assert_eq!(limit.check_at(&"bo", start), Ok(()), "another's quota is untouched");
        let later = start + Duration::from_micros(400_300);
        let refused = limit.check_at(&"ana", later).unwrap_err();
        assert_eq!(refused.retry_after_ms, 59_600);
        let told = later + Duration::from_millis(refused.retry_after_ms);
        assert_eq!(limit.check_at(&"ana", told), Ok(()), "waiting as told is enough");
    }

    #[test]
    fn who_writes_at_a_steady_pace_gets_no_more_than_sixty_into_any_minute() {
        let (limit, start) = sixty_a_minute();
        let half = SECOND / 2;
        let taken: Vec<_> =
            (0..480).map(|n| start + half * n).filter(|at| limit.check_at(&"ana", *at).is_ok()).collect();
        assert_eq!(taken.len(), 240, "four minutes, sixty in each");
        assert!(taken.windows(61).all(|some| some[60] - some[0] >= WINDOW));
    }

    #[test]
    fn nothing_is_off_and_remembers_nobody() {
        let limit = RateLimit::per_minute(0);
        assert!((0..10_000).all(|n| limit.check(&n).is_ok()));
        limit.forget_idle();
        assert_eq!(limit.key_count(), 0);
    }

    #[test]
    fn forgets_only_those_with_their_quota_back() {
        let (limit, start) = sixty_a_minute();
        limit.check_at(&"idle", start).unwrap();
        (0..60).for_each(|n| limit.check_at(&"busy", start + SECOND * n).unwrap());
        limit.forget_idle_at(start + SECOND * 65);
        assert_eq!(limit.key_count(), 1);
        let taken = (0..100).filter(|_| limit.check_at(&"busy", start + SECOND * 65).is_ok()).count();
        assert_eq!(taken, 6, "what was used more than a minute ago");
        limit.forget_idle_at(start + SECOND * 130);
        assert_eq!(limit.key_count(), 0);
    }
}
