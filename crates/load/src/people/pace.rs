//! Time and chance of simulated people.

use std::{
    ops::{Range, RangeInclusive},
    time::Duration,
};

use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::time::Instant;

/// How fast simulated people can live.
const PACE: RangeInclusive<f64> = 0.01..=1000.0;

/// One person's chance, the same for the same seed.
pub(super) struct Dice(StdRng);

impl Dice {
    pub(super) fn new(seed: u64, person: u64) -> Self {
        Self(StdRng::seed_from_u64(seed.wrapping_add(person.wrapping_mul(0x9E37_79B9_7F4A_7C15))))
    }

    /// A pause of a number of seconds.
    pub(super) fn seconds(&mut self, range: Range<f64>) -> Duration {
        Duration::from_secs_f64(self.0.random_range(range))
    }

    /// Whether something happens that does so with this probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability)
    }

    /// A name for a message that nobody else gives.
    pub(super) fn client_id(&mut self) -> String {
        format!("{:016x}", self.0.random::<u64>())
    }
}

/// The time that simulated people live in: it runs as fast as they do.
#[derive(Clone, Copy)]
pub(crate) struct PeopleClock {
    started: Instant,
    pace: f64,
}

impl PeopleClock {
    /// Starts at `pace` times the speed of people, within [`PACE`].
    pub(super) fn start(pace: f64) -> Self {
        let pace = if pace.is_nan() { 1.0 } else { pace.clamp(*PACE.start(), *PACE.end()) };
        Self { started: Instant::now(), pace }
    }

    /// Their time since the start.
    pub(super) fn now(&self) -> Duration {
        self.started.elapsed().mul_f64(self.pace)
    }

    pub(super) async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration.div_f64(self.pace)).await;
    }

    /// Sleeps until this moment of theirs; for ever without one.
    pub(super) async fn sleep_until(&self, due: Option<Duration>) {
        match due {
            Some(due) => tokio::time::sleep_until(self.started + due.div_f64(self.pace)).await,
            None => std::future::pending().await,
        }
    }
}
