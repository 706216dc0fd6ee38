//! The task that keeps the line: connects, subscribes, publishes what is queued, notices when nobody answers, and
//! begins again.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use parking_lot::Mutex;
use rand::RngExt as _;
use redis::{FromRedisValue as _, PushInfo, PushKind};
use tokio::{
    sync::{Notify, mpsc, watch},
    time::{MissedTickBehavior, interval, sleep, timeout},
};

use super::{
    BusEvent, broadcast,
    line::{ANSWER_WITHIN, Line},
    options::BusOptions,
};
use crate::{NodeId, Topic};

/// Frames that may wait to be published.
const FRAMES_MAX: usize = 16_384;
/// Frames that are published together at most.
const FRAMES_TOGETHER: usize = 256;
/// Channels that are subscribed together at most.
const CHANNELS_TOGETHER: usize = 512;
/// Between two questions whether the other side is still there.
const PING_EVERY: Duration = Duration::from_secs(2);
/// A topic that nobody serves any more is left after this long.
const LEAVE_AFTER: Duration = Duration::from_secs(5);
/// Between two tries to connect, at first and at most.
const PAUSE_MIN: Duration = Duration::from_millis(50);
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// How long closing goes on publishing.
const CLOSE_WITHIN: Duration = Duration::from_secs(1);

/// What the task and whoever uses the bus share.
pub(crate) struct Shared {
    pub(crate) options: BusOptions,
    node: NodeId,
    up: watch::Sender<bool>,
    frames: mpsc::Sender<(Topic, Bytes)>,
    topics: Mutex<Topics>,
    /// Something about the topics changed.
    changed: Notify,
    /// Counts confirmations of subscriptions.
    confirmed: watch::Sender<u64>,
    closing: watch::Sender<bool>,
    /// The line, for questions; none while there is none.
    pub(crate) line: Mutex<Option<Line>>,
    /// An event did not fit, or a line broke: its number.
    broken: AtomicU64,
    overflown: AtomicBool,
}

/// Which topics this node serves.
#[derive(Default)]
struct Topics {
    wanted: HashSet<Topic>,
    /// Subscribed, and confirmed.
    served: HashSet<Topic>,
    /// To be subscribed.
    fresh: Vec<Topic>,
    /// To be left, since when.
    leaving: Vec<(Topic, Instant)>,
}

/// Starts the task.
pub(crate) fn start(options: BusOptions, node: NodeId, events: mpsc::Sender<BusEvent>) -> Arc<Shared> {
    let (frames, queued) = mpsc::channel(FRAMES_MAX);
    let shared = Arc::new(Shared {
        options,
        node,
        up: watch::Sender::new(false),
        frames,
        topics: Mutex::default(),
        changed: Notify::new(),
        confirmed: watch::Sender::new(0),
        closing: watch::Sender::new(false),
        line: Mutex::new(None),
        broken: AtomicU64::new(0),
        overflown: AtomicBool::new(false),
    });
    tokio::spawn(keep(Arc::clone(&shared), queued, events));
    shared
}

impl Shared {
    pub(crate) fn is_up(&self) -> bool {
        *self.up.borrow()
    }

    pub(crate) fn publish(&self, topic: &Topic, bytes: Bytes) {
        if !self.is_up() || self.frames.try_send((topic.clone(), bytes)).is_err() {
            metrics::counter!("deskbell_bus_dropped_total").increment(1);
        }
    }

    pub(crate) fn serve(&self, topic: &Topic) {
        let mut topics = self.topics.lock();
        topics.leaving.retain(|(leaving, _)| leaving != topic);
        if topics.wanted.insert(topic.clone()) && !topics.served.contains(topic) {
            topics.fresh.push(topic.clone());
            drop(topics);
            self.changed.notify_one();
        }
    }

    pub(crate) fn leave(&self, topic: &Topic) {
        let mut topics = self.topics.lock();
        if topics.wanted.remove(topic) {
            topics.leaving.push((topic.clone(), Instant::now()));
        }
    }

    pub(crate) async fn is_served(&self, topic: &Topic, within: Duration) -> bool {
        let mut confirmed = self.confirmed.subscribe();
        let served = async {
            loop {
                if self.topics.lock().served.contains(topic) {
                    return true;
                }
                if !self.is_up() || confirmed.changed().await.is_err() {
                    return false;
                }
            }
        };
        timeout(within, served).await.unwrap_or(false)
    }

    pub(crate) async fn close(&self) {
        self.closing.send_replace(true);
        // The task holds the other end until it has published what was queued.
        drop(timeout(CLOSE_WITHIN, self.frames.closed()).await);
    }

    fn channel(&self, topic: &Topic) -> String {
        format!("{}:{topic}", self.options.prefix)
    }

    /// Does what the server pushed; an error ends the line.
    fn pushed(&self, push: PushInfo, events: &mpsc::Sender<BusEvent>) -> Result<(), ()> {
        match push.kind {
            PushKind::Message | PushKind::SMessage => {
                let mut data = push.data.into_iter();
                let (Some(channel), Some(frame)) = (data.next(), data.next()) else { return Ok(()) };
                let (Ok(channel), Ok(frame)) =
                    (String::from_redis_value(channel), Vec::<u8>::from_redis_value(frame))
                else {
                    return Ok(());
                };
                self.carried(&channel, frame.into(), events);
            }
            PushKind::Subscribe | PushKind::SSubscribe => {
                let channel = push.data.into_iter().next().map(String::from_redis_value);
                if let Some(topic) = channel.and_then(Result::ok).and_then(|channel| self.topic(&channel)) {
                    self.topics.lock().served.insert(topic);
                    self.confirmed.send_modify(|count| *count += 1);
                }
            }
            PushKind::Disconnection => {
                self.broken.fetch_add(1, Ordering::AcqRel);
                self.changed.notify_one();
            }
            _ => {}
        }
        Ok(())
    }

    fn topic(&self, channel: &str) -> Option<Topic> {
        channel.strip_prefix(self.options.prefix.as_str())?.strip_prefix(':').map(Topic::new)
    }

    fn carried(&self, channel: &str, mut frame: Bytes, events: &mpsc::Sender<BusEvent>) {
        let Some(topic) = self.topic(channel).filter(|_| frame.len() >= 8) else { return };
        let bytes = frame.split_off(8);
        if frame[..] == self.node.get().to_be_bytes() {
            return;
        }
        metrics::counter!("deskbell_bus_received_total").increment(1);
        metrics::counter!("deskbell_bus_received_bytes_total").increment(bytes.len() as u64);
        if events.try_send(BusEvent::Carried { topic, bytes }).is_err() {
            self.overflown.store(true, Ordering::Release);
            self.changed.notify_one();
        }
    }
}

/// Keeps a line for as long as anybody listens.
async fn keep(
    shared: Arc<Shared>,
    mut frames: mpsc::Receiver<(Topic, Bytes)>,
    events: mpsc::Sender<BusEvent>,
) {
    let (mut pause, mut was_up, mut is_said) = (PAUSE_MIN, false, false);
    let mut closing = shared.closing.subscribe();
    while !events.is_closed() && !*closing.borrow() {
        match connect(&shared, &events).await {
            Ok(mut line) => {
                tracing::info!(again = was_up, "the other nodes are reached");
                (pause, is_said) = (PAUSE_MIN, false);
                if was_up {
                    metrics::counter!("deskbell_bus_reconnects_total").increment(1);
                }
                was_up = true;
                shared.line.lock().replace(line.clone());
                shared.up.send_replace(true);
                metrics::gauge!("deskbell_bus_up").set(1.0);
                drop(events.send(BusEvent::Up).await);
                let reason = serve(&shared, &mut line, &mut frames).await;
                shared.up.send_replace(false);
                shared.line.lock().take();
                metrics::gauge!("deskbell_bus_up").set(0.0);
                if let Some(reason) = reason {
                    tracing::warn!(reason, "the other nodes are not reached");
                    is_said = true;
                    drop(events.send(BusEvent::Down).await);
                }
            }
            Err(error) if !is_said => {
                tracing::warn!(%error, "the other nodes are not reached");
                is_said = true;
            }
            Err(_) => {}
        }
        while frames.try_recv().is_ok() {
            metrics::counter!("deskbell_bus_dropped_total").increment(1);
        }
        let rest = pause.mul_f64(rand::rng().random_range(0.5..1.0));
        pause = (pause * 2).min(PAUSE_MAX);
        tokio::select! {
            () = sleep(rest) => {}
            () = closed(&mut closing) => {}
        }
    }
}

/// Opens a line and subscribes everything that is wanted.
async fn connect(shared: &Arc<Shared>, events: &mpsc::Sender<BusEvent>) -> Result<Line, super::BusError> {
    let (hearer, events) = (Arc::downgrade(shared), events.clone());
    let pushed = move |push| hearer.upgrade().map_or(Err(()), |shared| shared.pushed(push, &events));
    let mut line = Line::open(&shared.options, pushed).await?;
    let wanted: Vec<Topic> = {
        let mut topics = shared.topics.lock();
        topics.served.clear();
        topics.fresh.clear();
        topics.leaving.clear();
        topics.wanted.insert(broadcast());
        topics.wanted.iter().cloned().collect()
    };
    subscribe(shared, &mut line, &wanted).await.map_err(|reason| shared.options.unusable(reason))?;
    let mut confirmed = shared.confirmed.subscribe();
    let all_served = async {
        while !wanted.iter().all(|topic| shared.topics.lock().served.contains(topic)) {
            if confirmed.changed().await.is_err() {
                return;
            }
        }
    };
    match timeout(ANSWER_WITHIN, all_served).await {
        Ok(()) => Ok(line),
        Err(_) => Err(shared.options.unusable("subscriptions were not confirmed in time")),
    }
}

async fn subscribe(shared: &Shared, line: &mut Line, topics: &[Topic]) -> Result<(), String> {
    for some in topics.chunks(CHANNELS_TOGETHER) {
        let channels: Vec<String> = some.iter().map(|topic| shared.channel(topic)).collect();
        within(line.subscribe(&channels)).await?;
    }
    Ok(())
}

/// Runs a line until it breaks, and says why; nothing where it was closed on purpose.
async fn serve(
    shared: &Arc<Shared>,
    line: &mut Line,
    frames: &mut mpsc::Receiver<(Topic, Bytes)>,
) -> Option<String> {
    let begun = shared.broken.load(Ordering::Acquire);
    let mut ping = interval(PING_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut closing = shared.closing.subscribe();
    loop {
        let done = tokio::select! {
            biased;
            () = closed(&mut closing) => {
                frames.close();
                while let Some(first) = frames.recv().await {
                    if publish(shared, line, first, frames).await.is_err() {
                        break;
                    }
                }
                return None;
            }
            () = shared.changed.notified() => follow_topics(shared, line).await,
            Some(first) = frames.recv() => publish(shared, line, first, frames).await,
            _ = ping.tick() => look_after(shared, line).await,
        };
        if let Err(reason) = done {
            return Some(reason);
        }
        if shared.broken.load(Ordering::Acquire) != begun {
            return Some("the server closed the line".to_owned());
        }
        if shared.overflown.swap(false, Ordering::AcqRel) {
            return Some("more came than this node could take in".to_owned());
        }
    }
}

async fn publish(
    shared: &Shared,
    line: &mut Line,
    first: (Topic, Bytes),
    frames: &mut mpsc::Receiver<(Topic, Bytes)>,
) -> Result<(), String> {
    let mut batch = Vec::new();
    let mut next = Some(first);
    let mut bytes = 0;
    while let Some((topic, payload)) = next {
        bytes += payload.len();
        let frame = [&shared.node.get().to_be_bytes(), &payload[..]].concat();
        batch.push((shared.channel(&topic), frame));
        next = if batch.len() < FRAMES_TOGETHER { frames.try_recv().ok() } else { None };
    }
    within(line.publish(&batch)).await?;
    metrics::counter!("deskbell_bus_published_total").increment(batch.len() as u64);
    metrics::counter!("deskbell_bus_published_bytes_total").increment(bytes as u64);
    Ok(())
}

/// Subscribes what is newly served.
async fn follow_topics(shared: &Shared, line: &mut Line) -> Result<(), String> {
    let fresh = std::mem::take(&mut shared.topics.lock().fresh);
    subscribe(shared, line, &fresh).await
}

/// Asks whether the other side is there, and leaves what nobody serves any more.
async fn look_after(shared: &Shared, line: &mut Line) -> Result<(), String> {
    within(line.ask::<String>(&redis::cmd("PING"))).await?;
    let left: Vec<Topic> = {
        let mut topics = shared.topics.lock();
        metrics::gauge!("deskbell_bus_topics").set(topics.wanted.len() as f64);
        let now = Instant::now();
        let Topics { wanted, served, leaving, .. } = &mut *topics;
        let mut left = Vec::new();
        leaving.retain(|(topic, since)| {
            let rests = now.duration_since(*since) < LEAVE_AFTER;
            if !rests && !wanted.contains(topic) && served.remove(topic) {
                left.push(topic.clone());
            }
            rests
        });
        left
    };
    for some in left.chunks(CHANNELS_TOGETHER) {
        let channels: Vec<String> = some.iter().map(|topic| shared.channel(topic)).collect();
        within(line.unsubscribe(&channels)).await?;
    }
    Ok(())
}

/// Waits until the bus is to be closed.
async fn closed(closing: &mut watch::Receiver<bool>) {
    // Whoever could close it is there for as long as this runs.
    drop(closing.wait_for(|closing| *closing).await);
}

/// Waits for an answer as long as one may take.
async fn within<T>(answer: impl Future<Output = redis::RedisResult<T>>) -> Result<T, String> {
    match timeout(ANSWER_WITHIN, answer).await {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_) => Err(format!("it has not answered for {} s", ANSWER_WITHIN.as_secs())),
    }
}
