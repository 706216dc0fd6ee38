//! How far the writer is behind, and so when somebody who is turned away may come back.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// Nobody is asked back sooner, however short the queue.
const SOONEST: Duration = Duration::from_millis(250);
/// Nobody is asked to stay away longer, however long the disk has not answered.
const LATEST: Duration = Duration::from_secs(10);
/// One part in so many of the newest batch enters the recent time for each piece of work.
const SMOOTHING: u64 = 8;

/// What the writer's recent pace says about those who wait. The writer tells it when a batch begins and ends;
/// whoever is turned away asks it.
pub(crate) struct Backlog {
    origin: Instant,
    /// When the batch under way began, in nanoseconds after `origin`; 0 while there is none.
    busy_since: AtomicU64,
    /// Nanoseconds that one piece of work took of late.
    each: AtomicU64,
}

impl Backlog {
    pub(crate) fn new() -> Self {
        Self { origin: Instant::now(), busy_since: AtomicU64::new(0), each: AtomicU64::new(0) }
    }

    /// A batch begins.
    pub(crate) fn begins(&self) {
        self.busy_since.store(self.now().max(1), Ordering::Relaxed);
    }

    /// It has ended, and held so many pieces of work.
    pub(crate) fn ends(&self, pieces: usize) {
        let took = self.now().saturating_sub(self.busy_since.swap(0, Ordering::Relaxed));
        let newest = took / (pieces as u64).max(1);
        let each = self.each.load(Ordering::Relaxed);
        let smoothed = if each == 0 { newest } else { each - each / SMOOTHING + newest / SMOOTHING };
        self.each.store(smoothed, Ordering::Relaxed);
    }

    /// Milliseconds after which so many who wait will have been served, as far as one can tell.
    pub(crate) fn retry_after_ms(&self, waiting: usize) -> u64 {
        let each = Duration::from_nanos(self.each.load(Ordering::Relaxed));
        let busy = match self.busy_since.load(Ordering::Relaxed) {
            0 => Duration::ZERO,
            since => Duration::from_nanos(self.now().saturating_sub(since)),
        };
        estimate(waiting, each, busy).as_millis() as u64
    }

    fn now(&self) -> u64 {
        self.origin.elapsed().as_nanos() as u64
    }
}

/// What waits at the recent pace, and for the batch under way as long again as it has taken already: a disk
/// that has not answered for a second will hardly answer in the next millisecond.
fn estimate(waiting: usize, each: Duration, busy: Duration) -> Duration {
    let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
    each.saturating_mul(waiting).saturating_add(busy).clamp(SOONEST, LATEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_queue_a_slower_pace_and_a_silent_disk_each_ask_for_more_patience() {
        let (micro, second) = (Duration::from_micros(100), Duration::from_secs(1));
        let of = |waiting, each, busy| estimate(waiting, each, busy).as_millis();
        assert_eq!(of(8192, micro, Duration::ZERO), 819);
        assert_eq!(of(8192, micro * 4, Duration::ZERO), 3276);
        assert_eq!(of(8192, micro, second), 1819);
        assert_eq!(of(3, micro, Duration::ZERO), 250, "and never no time at all");
        assert_eq!(of(usize::MAX, second, second * 60), 10_000, "nor for ever");
    }

    #[test]
    fn the_pace_follows_the_newest_batches_and_forgets_old_ones() {
        let backlog = Backlog::new();
        assert_eq!(backlog.retry_after_ms(1_000_000), 250, "nothing is known of a pace yet");
        backlog.each.store(1_000_000, Ordering::Relaxed);
        assert_eq!(backlog.retry_after_ms(2000), 2000);
        for _ in 0..100 {
            backlog.begins();
            backlog.ends(1000);
        }
        assert_eq!(backlog.retry_after_ms(2000), 250);
    }

    #[test]
    fn a_batch_under_way_counts_for_as_long_as_it_has_taken() {
        let backlog = Backlog { origin: Instant::now() - Duration::from_secs(4), ..Backlog::new() };
        backlog.busy_since.store(1, Ordering::Relaxed);
        assert!((4000..5000).contains(&backlog.retry_after_ms(1)));
    }
}
