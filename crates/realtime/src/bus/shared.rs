//! What whoever uses the bus, the task that keeps the line, and the line itself have in common.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use bytes::Bytes;
use parking_lot::Mutex;
use redis::{FromRedisValue as _, PushInfo, PushKind, Value};
use tokio::{
    sync::{Notify, mpsc, watch},
    time::timeout,
};

use super::{BusEvent, line::Line, options::BusOptions, topics::Topics};
use crate::{NodeId, Topic};

/// Bytes that may wait to be published.
const BYTES_MAX: usize = 64 * 1024 * 1024;
/// How long closing goes on publishing.
const CLOSE_WITHIN: Duration = Duration::from_secs(1);
/// A frame begins with the number of the node that published it, big endian.
const NODE_BYTES: usize = size_of::<u64>();

/// Everything but the task.
pub(super) struct Shared {
    pub(super) options: BusOptions,
    node: NodeId,
    is_up: watch::Sender<bool>,
    frames: mpsc::Sender<(Topic, Bytes)>,
    /// How many bytes wait to be published.
    queued: AtomicUsize,
    pub(super) topics: Mutex<Topics>,
    /// There are topics to subscribe, or the line has got into trouble.
    pub(super) changed: Notify,
    /// Counts what may change which topics are served.
    pub(super) confirmed: watch::Sender<u64>,
    pub(super) closing: watch::Sender<bool>,
    /// The line, for questions; none while there is none.
    line: Mutex<Option<Line>>,
}

/// Why one line is to be given up, seen from where it is heard.
#[derive(Default)]
pub(super) struct Trouble(Mutex<Option<&'static str>>);

impl Trouble {
    pub(super) fn reason(&self) -> Option<String> {
        self.0.lock().map(str::to_owned)
    }
}

impl Shared {
    pub(super) fn new(options: BusOptions, node: NodeId, frames: mpsc::Sender<(Topic, Bytes)>) -> Self {
        Self {
            options,
            node,
            is_up: watch::Sender::new(false),
            frames,
            queued: AtomicUsize::new(0),
            topics: Mutex::default(),
            changed: Notify::new(),
            confirmed: watch::Sender::new(0),
            closing: watch::Sender::new(false),
            line: Mutex::new(None),
        }
    }

    pub(super) fn is_up(&self) -> bool {
        *self.is_up.borrow()
    }

    pub(super) fn publish(&self, topic: &Topic, bytes: Bytes) {
        let size = bytes.len();
        let has_room = self.queued.fetch_add(size, Ordering::Relaxed) + size <= BYTES_MAX;
        if !has_room || !self.is_up() || self.frames.try_send((topic.clone(), bytes)).is_err() {
            self.queued.fetch_sub(size, Ordering::Relaxed);
            metrics::counter!("deskbell_bus_dropped_total").increment(1);
        }
    }

    /// A frame waits no longer.
    pub(super) fn taken(&self, (_, bytes): &(Topic, Bytes)) {
        self.queued.fetch_sub(bytes.len(), Ordering::Relaxed);
    }

    /// The channel of a frame, and the frame as it travels.
    pub(super) fn sealed(&self, (topic, bytes): &(Topic, Bytes)) -> (String, Vec<u8>) {
        (self.channel(topic), [&self.node.get().to_be_bytes(), &bytes[..]].concat())
    }

    pub(super) fn serve(&self, topic: &Topic) {
        let is_fresh = self.topics.lock().serve(topic);
        if is_fresh {
            self.changed.notify_one();
        }
    }

    pub(super) fn leave(&self, topic: &Topic) {
        self.topics.lock().leave(topic, Instant::now());
    }

    pub(super) async fn is_served(&self, topic: &Topic, within: Duration) -> bool {
        let mut confirmed = self.confirmed.subscribe();
        let served = async {
            loop {
                if !self.is_up() {
                    return false;
                }
                if self.topics.lock().is_served(topic) {
                    return true;
                }
                if confirmed.changed().await.is_err() {
                    return false;
                }
            }
        };
        timeout(within, served).await.unwrap_or(false)
    }

    pub(super) async fn close(&self) {
        self.closing.send_replace(true);
        // The task holds the other end until it has published what was queued.
        drop(timeout(CLOSE_WITHIN, self.frames.closed()).await);
    }

    /// The line, where there is one.
    pub(super) fn line(&self) -> Option<Line> {
        self.line.lock().clone()
    }

    pub(super) fn line_is_there(&self, line: &Line) {
        self.line.lock().replace(line.clone());
        self.is_up.send_replace(true);
        metrics::gauge!("deskbell_bus_up").set(1.0);
    }

    pub(super) fn line_is_gone(&self) {
        self.is_up.send_replace(false);
        self.line.lock().take();
        self.topics.lock().end();
        self.confirmed.send_modify(|count| *count += 1);
        metrics::gauge!("deskbell_bus_up").set(0.0);
    }

    fn channel(&self, topic: &Topic) -> String {
        format!("{}:{topic}", self.options.prefix)
    }

    pub(super) fn channels(&self, topics: &[Topic]) -> Vec<String> {
        topics.iter().map(|topic| self.channel(topic)).collect()
    }

    fn topic(&self, channel: Value) -> Option<Topic> {
        let channel = String::from_redis_value(channel).ok()?;
        channel.strip_prefix(self.options.prefix.as_str())?.strip_prefix(':').map(Topic::new)
    }

    /// Takes in what the server says by itself.
    pub(super) fn pushed(&self, push: PushInfo, trouble: &Trouble, events: &mpsc::Sender<BusEvent>) {
        let mut data = push.data.into_iter();
        let topic = data.next().and_then(|channel| self.topic(channel));
        match (push.kind, topic) {
            (PushKind::Message | PushKind::SMessage, Some(topic)) => {
                let frame = data.next().and_then(|frame| Vec::<u8>::from_redis_value(frame).ok());
                self.carried(topic, frame.unwrap_or_default().into(), trouble, events);
            }
            (PushKind::Subscribe | PushKind::SSubscribe, Some(topic)) => {
                self.topics.lock().confirm(topic);
                self.confirmed.send_modify(|count| *count += 1);
            }
            // What this node leaves counts as served no longer before it says so. A cluster takes topics away when
            // it moves them to another server.
            (PushKind::Unsubscribe | PushKind::SUnsubscribe, Some(topic))
                if self.topics.lock().is_served(&topic) =>
            {
                self.give_up(trouble, "the server has moved a topic");
            }
            (PushKind::Disconnection, _) => self.give_up(trouble, "the server closed the line"),
            _ => {}
        }
    }

    fn carried(&self, topic: Topic, mut frame: Bytes, trouble: &Trouble, events: &mpsc::Sender<BusEvent>) {
        if frame.len() < NODE_BYTES || frame[..NODE_BYTES] == self.node.get().to_be_bytes() {
            return;
        }
        let bytes = frame.split_off(NODE_BYTES);
        metrics::counter!("deskbell_bus_received_total").increment(1);
        metrics::counter!("deskbell_bus_received_bytes_total").increment(bytes.len() as u64);
        // What comes before the line is said to be there, may be lost.
        if events.try_send(BusEvent::Carried { topic, bytes }).is_err() && self.is_up() {
            self.give_up(trouble, "more came than this node could take in");
        }
    }

    fn give_up(&self, trouble: &Trouble, reason: &'static str) {
        trouble.0.lock().get_or_insert(reason);
        self.changed.notify_one();
    }
}
