//! The end of a token: announced, then kept.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use deskbell_app::{Hall, LiveSession};
use deskbell_protocol::reply::Expires;
use deskbell_protocol::{At, EventName};
use deskbell_realtime::{CloseReason, Event};
use jiff::Timestamp;
use tokio::time::{Instant, Sleep, sleep};

/// Timers look again after this long at most, so that a clock that is set is noticed.
const LOOK_AGAIN: Duration = Duration::from_secs(60 * 60);

/// Watches over one session's token.
pub(super) struct Expiry {
    expires_at: Timestamp,
    announced: bool,
    timer: Pin<Box<Sleep>>,
}

impl Expiry {
    pub(super) fn new(hall: &Hall, live: &LiveSession) -> Expiry {
        let timer = Box::pin(sleep(Duration::ZERO));
        let mut expiry = Expiry { expires_at: live.expires_at(), announced: false, timer };
        expiry.arm(hall);
        expiry
    }

    /// Looks whether the token was renewed.
    pub(super) fn renew(&mut self, hall: &Hall, live: &LiveSession) {
        let expires_at = live.expires_at();
        if expires_at != self.expires_at {
            self.expires_at = expires_at;
            self.announced = false;
            self.arm(hall);
        }
    }

    /// Waits until there may be something to do.
    pub(super) fn due(&mut self) -> impl Future<Output = ()> + '_ {
        self.timer.as_mut()
    }

    /// Announces the end, or brings it about.
    pub(super) fn act(&mut self, hall: &Hall, live: &LiveSession) {
        let now = hall.now();
        if now >= self.expires_at {
            live.outbox().close(CloseReason::TokenExpired);
        } else if !self.announced && until(now, self.expires_at) <= hall.settings().token_notice {
            self.announced = true;
            let expires = Expires { expires_at: At(self.expires_at) };
            let payload = serde_json::to_vec(&expires).unwrap_or_default().into();
            live.outbox().push_event(&Event { name: EventName::TokenExpiring.as_str(), payload });
        }
        self.arm(hall);
    }

    fn arm(&mut self, hall: &Hall) {
        let left = until(hall.now(), self.expires_at);
        let wait = if self.announced { left } else { left.saturating_sub(hall.settings().token_notice) };
        // Never at once again: a session that is closing has a moment to go.
        let wait = wait.clamp(Duration::from_millis(10), LOOK_AGAIN);
        self.timer.as_mut().reset(Instant::now() + wait);
    }
}

fn until(now: Timestamp, then: Timestamp) -> Duration {
    then.duration_since(now).try_into().unwrap_or(Duration::ZERO)
}
