//! A hub with a plain format, and sessions that read what they were sent as text.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::thread::JoinHandle;

use bytes::Bytes;
use deskbell_realtime::{
    Bounds, CloseReason, Envelope, Event, Format, Hub, Person, Session, SessionGuard, Topic,
};

pub(crate) struct Stage {
    pub(crate) hub: Hub,
    pub(crate) format: Format,
}

impl Stage {
    pub(crate) fn new() -> Stage {
        Stage::with(Bounds::default())
    }

    pub(crate) fn with(bounds: Bounds) -> Stage {
        let hub = Hub::new(bounds);
        let format = hub.register_format(|event| event.payload.clone());
        Stage { hub, format }
    }

    pub(crate) fn open(&self, person: &str) -> SessionGuard {
        self.hub.open(&Person::new(person), self.format)
    }

    /// Publishes the seq itself as the payload.
    pub(crate) fn says(&self, topic: &Topic, seq: u64) -> usize {
        self.hub.publish(&entry(topic, seq))
    }
}

pub(crate) fn entry(topic: &Topic, seq: u64) -> Envelope {
    plain(topic, &seq.to_string()).with_seq(seq)
}

pub(crate) fn plain(topic: &Topic, text: &str) -> Envelope {
    let payload = Bytes::copy_from_slice(text.as_bytes());
    Envelope::new(topic.clone(), Event { name: "said", payload })
}

/// What a future has to say without waiting.
pub(crate) fn at_once<F: Future>(future: F) -> Option<F::Output> {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

fn texts(batch: VecDeque<Bytes>) -> Vec<String> {
    batch.into_iter().map(|frame| String::from_utf8(frame.to_vec()).unwrap()).collect()
}

/// Everything that waits for a session at this moment.
pub(crate) fn sees(session: &Session) -> Vec<String> {
    match at_once(session.next_batch()) {
        None => Vec::new(),
        Some(batch) => texts(batch.expect("the session is open")),
    }
}

/// Reads on until its session is closed, on a thread of its own and waking as a door does.
pub(crate) struct Reader {
    count: Arc<AtomicUsize>,
    thread: JoinHandle<(Vec<String>, CloseReason)>,
}

impl Reader {
    pub(crate) fn of(session: &Arc<Session>) -> Reader {
        let (session, count) = (Arc::clone(session), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&count);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(async {
                let mut seen = Vec::new();
                loop {
                    match session.next_batch().await {
                        Ok(batch) => seen.extend(texts(batch)),
                        Err(reason) => return (seen, reason),
                    }
                    counted.store(seen.len(), Ordering::Release);
                }
            })
        });
        Reader { count, thread }
    }

    /// How many frames it has seen so far.
    pub(crate) fn count(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }

    /// All it saw, and why that ended.
    pub(crate) fn finish(self) -> (Vec<String>, CloseReason) {
        self.thread.join().unwrap()
    }
}
