//! Time and chance, taken in one place so that tests can move the clock.

use std::{sync::Arc, time::Duration};

use deskbell_domain::{EntryId, EntrySeed, Occasion};
use jiff::Timestamp;
use parking_lot::Mutex;
use uuid::Uuid;

/// Where the hall reads the time.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    Machine,
    /// A clock that a test moves.
    Moved(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that stands still until it is moved.
    pub fn standing(at: Timestamp) -> Self {
        Self::Moved(Arc::new(Mutex::new(at)))
    }

    /// The time now.
    #[allow(clippy::disallowed_methods, reason = "this is the hall's clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Machine => Timestamp::now(),
            Self::Moved(at) => *at.lock(),
        }
    }

    /// Sets a standing clock, back or ahead; the machine's is left alone.
    pub fn set(&self, to: Timestamp) {
        if let Self::Moved(at) = self {
            *at.lock() = to;
        }
    }

    /// Moves a standing clock; the machine's is left alone.
    pub fn advance(&self, by: Duration) {
        if let Self::Moved(at) = self {
            let mut at = at.lock();
            *at = at.checked_add(by).unwrap_or(Timestamp::MAX);
        }
    }
}

/// Where identifiers and salts come from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance;

impl Chance {
    /// A new UUIDv7 (RFC 9562). Its random part comes from the thread's generator: asking the system for each
    /// would cost as much as encoding the message it names.
    #[allow(clippy::disallowed_methods, reason = "these are the hall's dice")]
    pub fn uuid(self) -> Uuid {
        let millis = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }

    /// Unguessable bytes.
    pub fn bytes<const N: usize>(self) -> [u8; N] {
        rand::random()
    }

    /// Time and chance of one operation.
    pub fn occasion(self, at: Timestamp) -> Occasion {
        Occasion { at, seeds: std::array::from_fn(|_| self.seed()) }
    }

    fn seed(self) -> EntrySeed {
        EntrySeed { id: EntryId(self.uuid()), salt: self.bytes() }
    }
}
