//! One rate for many keys.

use std::hash::Hash;
use std::num::NonZeroU32;

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::RateLimited;

type Limiter<K, C> = RateLimiter<K, DashMapStateStore<K>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// The same rate for each key, such as messages a minute for each person.
///
/// A key may use its whole quota at once; it comes back evenly, one piece at a time.
#[derive(Debug)]
pub struct RateLimit<K: Clone + Eq + Hash, C: Clock = MonotonicClock> {
    limiter: Option<Limiter<K, C>>,
}

impl<K: Clone + Eq + Hash> RateLimit<K> {
    /// So many a minute for each key; 0 switches the limit off.
    pub fn per_minute(quota: u32) -> RateLimit<K> {
        RateLimit::new(NonZeroU32::new(quota).map(Quota::per_minute), MonotonicClock)
    }

    /// So many a second for each key; 0 switches the limit off.
    pub fn per_second(quota: u32) -> RateLimit<K> {
        RateLimit::new(NonZeroU32::new(quota).map(Quota::per_second), MonotonicClock)
    }
}

impl<K: Clone + Eq + Hash, C: Clock> RateLimit<K, C> {
    fn new(quota: Option<Quota>, clock: C) -> RateLimit<K, C> {
        let limiter = quota.map(|quota| RateLimiter::dashmap_with_clock(quota, clock));
        RateLimit { limiter }
    }

    /// Counts one for this key, or says when one more is allowed. A refusal is not counted.
    pub fn check(&self, key: &K) -> Result<(), RateLimited> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        limiter
            .check_key(key)
            .map_err(|until| RateLimited::after(until.wait_time_from(limiter.clock().now())))
    }

    /// Forgets the keys whose whole quota is back. Call it on a timer, once a minute or so: between two calls
    /// the memory grows with the keys seen.
    pub fn forget_idle(&self) {
        if let Some(limiter) = &self.limiter {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    /// How many keys are remembered.
    pub fn key_count(&self) -> usize {
        self.limiter.as_ref().map_or(0, |limiter| limiter.len())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use governor::clock::FakeRelativeClock;

    use super::*;

    fn sixty_a_minute() -> (RateLimit<&'static str, FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let quota = NonZeroU32::new(60).map(Quota::per_minute);
        (RateLimit::new(quota, clock.clone()), clock)
    }

    #[test]
    fn sixty_at_once_and_the_sixty_first_is_told_when() {
        let (limit, clock) = sixty_a_minute();
        assert!((0..60).all(|_| limit.check(&"ana").is_ok()));
        assert_eq!(limit.check(&"ana"), Err(RateLimited { retry_after_ms: 1000 }));
        assert_eq!(limit.check(&"bo"), Ok(()), "another's quota is untouched");
        clock.advance(Duration::from_micros(400_300));
        let refused = limit.check(&"ana").unwrap_err();
        assert_eq!(refused.retry_after_ms, 600);
        clock.advance(Duration::from_millis(refused.retry_after_ms));
        assert_eq!(limit.check(&"ana"), Ok(()), "waiting as told is enough");
        assert!(limit.check(&"ana").is_err());
    }

    #[test]
    fn the_whole_quota_is_back_after_a_minute() {
        let (limit, clock) = sixty_a_minute();
        assert_eq!((0..100).filter(|_| limit.check(&"ana").is_ok()).count(), 60);
        clock.advance(Duration::from_secs(60));
        assert_eq!((0..100).filter(|_| limit.check(&"ana").is_ok()).count(), 60);
    }

    #[test]
    fn nothing_is_off_and_remembers_nobody() {
        let limit = RateLimit::per_second(0);
        assert!((0..10_000).all(|n| limit.check(&n).is_ok()));
        limit.forget_idle();
        assert_eq!(limit.key_count(), 0);
    }

    #[test]
    fn forgets_only_those_with_their_quota_back() {
        let (limit, clock) = sixty_a_minute();
        limit.check(&"idle").unwrap();
        (0..60).for_each(|_| limit.check(&"busy").unwrap());
        clock.advance(Duration::from_secs(5));
        limit.forget_idle();
        assert_eq!(limit.key_count(), 1);
        assert_eq!((0..100).filter(|_| limit.check(&"busy").is_ok()).count(), 5);
        clock.advance(Duration::from_secs(120));
        limit.forget_idle();
        assert_eq!(limit.key_count(), 0);
    }
}
