//! What the fan-out counts, looked up once.

use deskbell_protocol::EventName;
use jiff::SignedDuration;
use metrics::{Counter, Histogram, counter, histogram};

/// The counters of the one fan-out task.
pub(super) struct Meters {
    messages: Counter,
    activities: Counter,
    /// From the newest change of a batch to its publishing, in seconds.
    pub(super) delay: Histogram,
    /// From a message's writing to its publishing, in seconds.
    delivery: Histogram,
}

impl Meters {
    pub(super) fn new() -> Self {
        let deliveries = |name: EventName| counter!("deskbell_deliveries_total", "event" => name.as_str());
        Self {
            messages: deliveries(EventName::NewMessage),
            activities: deliveries(EventName::Activity),
            delay: histogram!("deskbell_fanout_delay_seconds"),
            delivery: histogram!("deskbell_delivery_seconds"),
        }
    }

    /// An entry went to so many sessions.
    pub(super) fn delivered(&self, name: EventName, sessions: usize) {
        let counter = if name == EventName::Activity { &self.activities } else { &self.messages };
        counter.increment(sessions as u64);
    }

    /// An entry was told of, so long after it was written.
    pub(super) fn took(&self, latency: SignedDuration) {
        self.delivery.record(latency.as_secs_f64().max(0.0));
    }
}
