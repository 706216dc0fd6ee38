//! What carries between nodes, through a real Redis that dies, freezes and returns.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod away;
mod carrying;
mod cluster;
mod kinds;
mod rates;
mod sentinels;

use std::time::{Duration, Instant};

use bytes::Bytes;
use deskbell_realtime::{Bus, BusEvent, BusOptions, NodeId, RateLimited, Topic};
use tokio::{sync::mpsc, time::timeout};

/// How long a scene waits for something before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A node and what it hears.
struct Node {
    bus: Bus,
    events: mpsc::Receiver<BusEvent>,
}

impl Node {
    /// A node that has reached the others.
    async fn at(url: &str, number: u64) -> Node {
        let mut node = Node::somewhere(url, number);
        assert_eq!(node.hears().await, BusEvent::Up);
        node
    }

    /// A node that has only begun to look for them.
    fn somewhere(url: &str, number: u64) -> Node {
        let options = BusOptions::parse(url).unwrap();
        let (bus, events) = Bus::connect(options, NodeId::from_number(number));
        Node { bus, events }
    }

    /// The next thing it hears.
    async fn hears(&mut self) -> BusEvent {
        timeout(PATIENCE, self.events.recv()).await.expect("something to hear").expect("a bus")
    }

    /// Hears until a topic carries something, and says what.
    async fn hears_on(&mut self, name: &str) -> Bytes {
        loop {
            if let BusEvent::Carried { topic, bytes } = self.hears().await
                && topic == Topic::new(name)
            {
                return bytes;
            }
        }
    }

    /// It loses the others, and reaches them again.
    async fn goes_and_comes_back(&mut self) {
        assert_eq!(self.hears().await, BusEvent::Down);
        assert_eq!(self.hears().await, BusEvent::Up);
    }

    async fn serves(&self, name: &str) {
        let topic = Topic::new(name);
        self.bus.serve(&topic);
        assert!(self.bus.is_served(&topic, PATIENCE).await, "{name} is not served");
    }

    /// Counts one against a shared rate, and again where a busy machine answers too late.
    async fn is_allowed(&self, rate: &'static str, key: &str, per_minute: u32) -> Result<(), RateLimited> {
        let answered = async {
            loop {
                if let Some(allowed) = self.bus.allow(rate, key, per_minute).await {
                    return allowed;
                }
            }
        };
        timeout(PATIENCE, answered).await.expect("an answer in time")
    }

    fn says(&self, name: &str, words: &str) {
        self.bus.publish(&Topic::new(name), Bytes::from(words.to_owned()));
    }
}

/// Waits for what is in other processes.
async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "not in time: {what}");
        tokio::task::yield_now().await;
    }
}
