//! How much somebody may do in a stretch of time.

mod keyed;
mod pace;

use std::time::Duration;

use thiserror::Error;

pub use keyed::RateLimit;
pub use pace::Pace;

/// Too much at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("too much at once, to be tried again after {retry_after_ms} ms")]
pub struct RateLimited {
    /// After how many milliseconds one more is allowed; at least 1. Trying earlier costs nothing.
    pub retry_after_ms: u64,
}

impl RateLimited {
    /// Rounds up: who waits as long as told is not refused again.
    fn after(wait: Duration) -> RateLimited {
        let ms = wait.as_nanos().div_ceil(1_000_000).max(1);
        RateLimited { retry_after_ms: u64::try_from(ms).unwrap_or(u64::MAX) }
    }
}
