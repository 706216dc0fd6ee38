//! The bus between nodes: opaque bytes on named topics, from the node that publishes to those that serve a topic.
//!
//! Everything on it is a hint. It may vanish and return at any time; whoever listens is told when it was away, and
//! heals from the database.

mod carrier;
mod line;
mod options;
mod rates;
mod shared;
mod tls;
mod topics;

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::sync::mpsc;

use crate::{NodeId, RateLimited, Topic};
pub use options::{BusError, BusOptions, BusProbe};
use shared::Shared;

/// Events that may wait for whoever listens, before the bus counts as having been away.
const EVENTS_MAX: usize = 16_384;

/// What comes over the bus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BusEvent {
    /// Bytes that another node published on a topic this node serves, or on [`broadcast`].
    Carried {
        /// Where.
        topic: Topic,
        /// What.
        bytes: Bytes,
    },
    /// The line is there, perhaps again, and every topic is subscribed: what was published before was missed.
    Up,
    /// The line is gone.
    Down,
}

/// The way to the other nodes. Cheap to clone.
#[derive(Clone)]
pub enum Bus {
    /// There are none.
    Local,
    /// Through Redis.
    Redis(RedisBus),
}

/// A bus through Redis.
#[derive(Clone)]
pub struct RedisBus(Arc<Shared>);

impl std::fmt::Debug for Bus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_shared() { "Bus::Redis" } else { "Bus::Local" })
    }
}

/// The topic that every node serves.
pub fn broadcast() -> Topic {
    Topic::new("*")
}

impl Bus {
    /// A bus of one node.
    pub fn local() -> Self {
        Self::Local
    }

    /// Begins to connect, in a task of its own, and goes on trying for ever. The receiver is bounded: what it cannot
    /// hold is lost, and then the bus says that it was away.
    ///
    /// Needs a tokio runtime.
    pub fn connect(options: BusOptions, node: NodeId) -> (Self, mpsc::Receiver<BusEvent>) {
        let (events, receiver) = mpsc::channel(EVENTS_MAX);
        let shared = carrier::start(options, node, events);
        (Self::Redis(RedisBus(shared)), receiver)
    }

    /// Whether there may be other nodes.
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Redis(_))
    }

    /// Whether the other nodes are reached at this moment.
    pub fn is_up(&self) -> bool {
        match self {
            Self::Local => true,
            Self::Redis(bus) => bus.0.is_up(),
        }
    }

    /// Hands bytes over to be published. Never waits: what comes while the line is down, or does not fit, is dropped
    /// and counted. What is published on one topic arrives in that order; the node itself does not hear it.
    pub fn publish(&self, topic: &Topic, bytes: Bytes) {
        if let Self::Redis(bus) = self {
            bus.0.publish(topic, bytes);
        }
    }

    /// From now on this node serves a topic.
    pub fn serve(&self, topic: &Topic) {
        if let Self::Redis(bus) = self {
            bus.0.serve(topic);
        }
    }

    /// This node no longer serves a topic. It is left a little later, as somebody may come back.
    pub fn leave(&self, topic: &Topic) {
        if let Self::Redis(bus) = self {
            bus.0.leave(topic);
        }
    }

    /// Waits until what is published on a topic reaches this node, and says whether it does; not at all where the
    /// line is down.
    pub async fn is_served(&self, topic: &Topic, within: Duration) -> bool {
        match self {
            Self::Local => true,
            Self::Redis(bus) => bus.0.is_served(topic, within).await,
        }
    }

    /// Counts one against a rate that all nodes share, such as messages a minute by person: no minute, wherever it
    /// begins, holds more. `None` where the others cannot be asked in time; the node's own count has to do then.
    pub async fn allow(
        &self,
        rate: &'static str,
        key: &str,
        per_minute: u32,
    ) -> Option<Result<(), RateLimited>> {
        match self {
            Self::Local => None,
            Self::Redis(bus) => rates::allow(&bus.0, rate, key, per_minute).await,
        }
    }

    /// Asks a server what it is, once.
    ///
    /// # Errors
    /// With a sentence.
    pub async fn probe(options: &BusOptions) -> Result<BusProbe, BusError> {
        line::probe(options).await
    }

    /// Whether this node wants a topic, whatever the line does.
    #[cfg(test)]
    pub(crate) fn wants(&self, topic: &Topic) -> bool {
        matches!(self, Self::Redis(bus) if bus.0.topics.lock().wants(topic))
    }

    /// Publishes what is queued, for a short while, and ends.
    pub async fn close(&self) {
        if let Self::Redis(bus) = self {
            bus.0.close().await;
        }
    }
}
