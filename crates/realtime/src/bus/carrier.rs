//! The task that keeps the line: connects, subscribes, publishes what is queued, notices when nobody answers, and
//! begins again.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use rand::RngExt as _;
use tokio::{
    sync::{mpsc, watch},
    time::{MissedTickBehavior, interval, sleep, timeout},
};

use super::{
    BusError, BusEvent,
    line::{ANSWER_WITHIN, Line},
    options::BusOptions,
    shared::{Shared, Trouble},
};
use crate::{NodeId, Topic};

/// Frames that may wait to be published.
const FRAMES_MAX: usize = 16_384;
/// Frames that are published together at most.
const FRAMES_TOGETHER: usize = 256;
/// With this many bytes, no more frames are published together: they are to be answered in time on a slow line too.
const BYTES_TOGETHER: usize = 256 * 1024;
/// Channels that are subscribed together at most.
const CHANNELS_TOGETHER: usize = 512;
/// Between two questions whether the other side is still there.
const PING_EVERY: Duration = Duration::from_secs(2);
/// Between two tries to connect, at first and at most.
const PAUSE_MIN: Duration = Duration::from_millis(50);
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// A line that held this long was a good one: the next is tried soon. One that breaks sooner may break again, as where
/// an account may subscribe and not publish.
const STEADY_AFTER: Duration = Duration::from_secs(10);

/// Starts the task.
pub(super) fn start(options: BusOptions, node: NodeId, events: mpsc::Sender<BusEvent>) -> Arc<Shared> {
    let (frames, queued) = mpsc::channel(FRAMES_MAX);
    let shared = Arc::new(Shared::new(options, node, frames));
    tokio::spawn(keep(Arc::clone(&shared), queued, events));
    shared
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
        let connected = tokio::select! {
            connected = connect(&shared, &events) => connected,
            () = closed(&mut closing) => return,
        };
        let begun = Instant::now();
        match connected {
            Ok((line, trouble)) => {
                tracing::info!(again = was_up, "the other nodes are reached");
                if was_up {
                    metrics::counter!("deskbell_bus_reconnects_total").increment(1);
                }
                was_up = true;
                let Some(reason) = run(&shared, line, &trouble, &mut frames, &events).await else { return };
                tracing::warn!(reason, "the other nodes are not reached");
                is_said = true;
                drop(events.send(BusEvent::Down).await);
            }
            Err(error) => {
                shared.topics.lock().end();
                if !is_said {
                    tracing::warn!(%error, "the other nodes are not reached");
                    is_said = true;
                }
            }
        }
        if begun.elapsed() >= STEADY_AFTER {
            pause = PAUSE_MIN;
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
async fn connect(
    shared: &Arc<Shared>,
    events: &mpsc::Sender<BusEvent>,
) -> Result<(Line, Arc<Trouble>), BusError> {
    let trouble = Arc::new(Trouble::default());
    let (hearer, events, ours) = (Arc::downgrade(shared), events.clone(), Arc::clone(&trouble));
    let pushed = move |push| {
        let shared = hearer.upgrade().ok_or(())?;
        shared.pushed(push, &ours, &events);
        Ok(())
    };
    let mut line = Line::open(&shared.options, pushed).await?;
    let wanted = shared.topics.lock().begin();
    subscribe(shared, &mut line, &wanted).await.map_err(|reason| shared.options.unusable(reason))?;
    let mut confirmed = shared.confirmed.subscribe();
    let all_served = async {
        while !shared.topics.lock().are_served(&wanted) {
            if confirmed.changed().await.is_err() {
                return;
            }
        }
    };
    match timeout(ANSWER_WITHIN, all_served).await {
        Ok(()) => Ok((line, trouble)),
        Err(_) => Err(shared.options.unusable("subscriptions were not confirmed in time")),
    }
}

async fn subscribe(shared: &Shared, line: &mut Line, topics: &[Topic]) -> Result<(), String> {
    for some in topics.chunks(CHANNELS_TOGETHER) {
        within(line.subscribe(&shared.channels(some))).await?;
    }
    Ok(())
}

/// Says that the line is there, runs it until it breaks, and says why it did; nothing where it was ended on purpose.
async fn run(
    shared: &Shared,
    mut line: Line,
    trouble: &Trouble,
    frames: &mut mpsc::Receiver<(Topic, Bytes)>,
    events: &mpsc::Sender<BusEvent>,
) -> Option<String> {
    // Whoever listens reads what was missed once it hears of this: from here on, nothing may be lost unsaid.
    let room = events.reserve().await.ok()?;
    shared.line_is_there(&line);
    room.send(BusEvent::Up);
    let reason = serve(shared, &mut line, trouble, frames, events).await;
    shared.line_is_gone();
    while let Ok(frame) = frames.try_recv() {
        shared.taken(&frame);
        metrics::counter!("deskbell_bus_dropped_total").increment(1);
    }
    reason
}

async fn serve(
    shared: &Shared,
    line: &mut Line,
    trouble: &Trouble,
    frames: &mut mpsc::Receiver<(Topic, Bytes)>,
    events: &mpsc::Sender<BusEvent>,
) -> Option<String> {
    let mut ping = interval(PING_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut closing = shared.closing.subscribe();
    loop {
        let done = tokio::select! {
            biased;
            () = closed(&mut closing) => {
                publish_the_rest(shared, line, frames).await;
                return None;
            }
            () = events.closed() => return None,
            () = shared.changed.notified() => follow_topics(shared, line).await,
            _ = ping.tick() => look_after(shared, line).await,
            Some(first) = frames.recv() => publish(shared, line, first, frames).await,
        };
        if let Some(reason) = done.err().or_else(|| trouble.reason()) {
            return Some(reason);
        }
    }
}

async fn publish_the_rest(shared: &Shared, line: &mut Line, frames: &mut mpsc::Receiver<(Topic, Bytes)>) {
    frames.close();
    while let Some(first) = frames.recv().await {
        if publish(shared, line, first, frames).await.is_err() {
            return;
        }
    }
}

async fn publish(
    shared: &Shared,
    line: &mut Line,
    first: (Topic, Bytes),
    frames: &mut mpsc::Receiver<(Topic, Bytes)>,
) -> Result<(), String> {
    let (mut batch, mut bytes, mut next) = (Vec::new(), 0, Some(first));
    while let Some(frame) = next {
        shared.taken(&frame);
        bytes += frame.1.len();
        batch.push(shared.sealed(&frame));
        let has_room = batch.len() < FRAMES_TOGETHER && bytes < BYTES_TOGETHER;
        next = if has_room { frames.try_recv().ok() } else { None };
    }
    let published = within(line.publish(&batch)).await;
    let count = batch.len() as u64;
    if published.is_err() {
        metrics::counter!("deskbell_bus_dropped_total").increment(count);
    } else {
        metrics::counter!("deskbell_bus_published_total").increment(count);
        metrics::counter!("deskbell_bus_published_bytes_total").increment(bytes as u64);
    }
    published
}

/// Subscribes what is newly served.
async fn follow_topics(shared: &Shared, line: &mut Line) -> Result<(), String> {
    let fresh = shared.topics.lock().take_fresh();
    subscribe(shared, line, &fresh).await
}

/// Asks whether the other side is there, and leaves what nobody serves any more.
async fn look_after(shared: &Shared, line: &mut Line) -> Result<(), String> {
    within(line.ask::<String>(&redis::cmd("PING"))).await?;
    let (left, count) = {
        let mut topics = shared.topics.lock();
        (topics.take_left(Instant::now()), topics.len())
    };
    metrics::gauge!("deskbell_bus_topics").set(count as f64);
    for some in left.chunks(CHANNELS_TOGETHER) {
        within(line.unsubscribe(&shared.channels(some))).await?;
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
