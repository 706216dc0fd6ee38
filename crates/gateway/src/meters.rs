//! What the live doors count. Labels name doors, codes and events, never a person or a conversation.

use std::time::Duration;

use metrics::{Counter, Histogram, counter, gauge, histogram};

const DOOR: &str = "socketio";
/// The code of what was done as asked.
pub(crate) const OK: &str = "ok";

/// One open transport, counted while it lives.
pub(crate) struct Connected(&'static str);

impl Connected {
    /// Counts a connection over this transport.
    pub(crate) fn over(transport: &'static str) -> Connected {
        gauge!("deskbell_connections", "door" => DOOR, "transport" => transport).increment(1.0);
        Connected(transport)
    }

    /// Over which transport it is.
    pub(crate) fn transport(&self) -> &'static str {
        self.0
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        gauge!("deskbell_connections", "door" => DOOR, "transport" => self.0).decrement(1.0);
    }
}

/// Somebody came to the door; `outcome` says how far they got.
pub(crate) fn attempt(outcome: &'static str) {
    counter!("deskbell_connection_attempts_total", "door" => DOOR, "outcome" => outcome).increment(1);
}

/// A connection ended.
pub(crate) fn closed(reason: &'static str, lasted: Duration) {
    counter!("deskbell_connections_closed_total", "door" => DOOR, "reason" => reason).increment(1);
    histogram!("deskbell_connection_seconds", "door" => DOOR).record(lasted.as_secs_f64());
}

/// An upgrade from polling to a WebSocket ended.
pub(crate) fn upgrade(outcome: &'static str) {
    counter!("deskbell_upgrades_total", "door" => DOOR, "outcome" => outcome).increment(1);
}

/// What connections count often, looked up once and shared.
#[derive(Clone)]
pub(crate) struct Meters {
    frames: Counter,
    bytes: Counter,
    ack_seconds: Histogram,
    /// Of the events done for this client, the newest one's counter: most clients repeat one event.
    done: Option<(&'static str, Counter)>,
}

impl Meters {
    pub(crate) fn new() -> Meters {
        Meters {
            frames: counter!("deskbell_frames_sent_total", "door" => DOOR),
            bytes: counter!("deskbell_bytes_sent_total", "door" => DOOR),
            ack_seconds: histogram!("deskbell_ack_seconds", "door" => DOOR),
            done: None,
        }
    }

    /// A batch was handed to the transport.
    pub(crate) fn sent(&self, frames: usize, bytes: usize) {
        self.frames.increment(frames as u64);
        self.bytes.increment(bytes as u64);
    }

    /// An event was answered, from its frame's reading to its acknowledgement's queueing.
    pub(crate) fn answered(&mut self, event: &'static str, code: &'static str, took: Duration) {
        self.ack_seconds.record(took.as_secs_f64());
        let lookup =
            || counter!("deskbell_events_received_total", "door" => DOOR, "event" => event, "code" => code);
        match &self.done {
            Some((known, counter)) if *known == event && code == OK => counter.increment(1),
            _ => {
                let counter = lookup();
                counter.increment(1);
                if code == OK {
                    self.done = Some((event, counter));
                }
            }
        }
    }
}
