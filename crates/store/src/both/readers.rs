//! Reads: threads with connections of their own, which see the newest commit and never wait for a writer.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
    sync::Arc,
    thread,
    time::Instant,
};

use parking_lot::{Condvar, Mutex};
use tokio::sync::{mpsc, oneshot};

use crate::StoreError;

/// The reading threads; they end when this is dropped.
pub(crate) struct Readers<C> {
    desk: Arc<Desk<C>>,
    /// Receives nothing, and ends with the last thread.
    ended: Mutex<Option<mpsc::Receiver<()>>>,
    waiting_max: usize,
    /// What a connection does once the asker has been answered.
    after: fn(&mut C),
}

/// Where reads wait for a thread.
struct Desk<C> {
    queue: Mutex<Queue<C>>,
    called: Condvar,
}

struct Queue<C> {
    reads: VecDeque<Read<C>>,
    /// Threads that have nothing to do.
    idle: usize,
    /// Nothing more is taken.
    closed: bool,
}

type Read<C> = Box<dyn FnOnce(&mut C) + Send>;

impl<C> Drop for Readers<C> {
    fn drop(&mut self) {
        self.desk.close();
    }
}

impl<C: Send + 'static> Readers<C> {
    /// Starts a thread for each connection. Reads beyond `waiting_max` that no thread has begun are turned away.
    /// `after` is done once an asker has been answered.
    pub(crate) fn start(connections: Vec<C>, waiting_max: usize, after: fn(&mut C)) -> std::io::Result<Self> {
        let (ends, ended) = mpsc::channel(1);
        let queue = Mutex::new(Queue { reads: VecDeque::new(), idle: 0, closed: false });
        let desk = Arc::new(Desk { queue, called: Condvar::new() });
        let readers = Self { desk, ended: Mutex::new(Some(ended)), waiting_max, after };
        for mut connection in connections {
            let (desk, ends) = (Arc::clone(&readers.desk), ends.clone());
            thread::Builder::new().name("store-reader".into()).spawn(move || {
                desk.serve(&mut connection);
                drop(connection);
                drop(ends);
            })?;
        }
        Ok(readers)
    }

    /// Runs a read on one of the connections; not at all when the asker has gone away before it began.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        read: impl FnOnce(&mut C) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let begun = Instant::now();
        let (asker, answer) = oneshot::channel();
        let after = self.after;
        let work = move |connection: &mut C| {
            if !asker.is_closed() {
                // Whoever asked may go away meanwhile.
                drop(asker.send(read(connection)));
                after(connection);
            }
        };
        self.desk.take(Box::new(work), self.waiting_max)?;
        let result = answer.await;
        metrics::histogram!("deskbell_store_read_seconds", "query" => name)
            .record(begun.elapsed().as_secs_f64());
        result.unwrap_or_else(|_| Err(StoreError::Failed(format!("the read {name} panicked"))))
    }

    /// Takes no more, finishes what it has, and closes the connections.
    pub(crate) async fn close(&self) {
        self.desk.close();
        let ended = self.ended.lock().take();
        if let Some(mut ended) = ended {
            // Nobody sends: this is the end of the last thread.
            let _ = ended.recv().await;
        }
    }
}

impl<C> Desk<C> {
    fn take(&self, read: Read<C>, waiting_max: usize) -> Result<(), StoreError> {
        let mut queue = self.queue.lock();
        if queue.closed {
            return Err(StoreError::Closed);
        }
        if queue.reads.len() >= waiting_max + queue.idle {
            return Err(StoreError::overloaded());
        }
        queue.reads.push_back(read);
        if queue.idle > 0 {
            self.called.notify_one();
        }
        Ok(())
    }

    fn close(&self) {
        self.queue.lock().closed = true;
        self.called.notify_all();
    }

    /// What a thread does: one read after another, until nothing more comes.
    fn serve(&self, connection: &mut C) {
        while let Some(read) = self.next() {
            // The asker is told by the end of its line.
            drop(panic::catch_unwind(AssertUnwindSafe(|| read(connection))));
        }
    }

    fn next(&self) -> Option<Read<C>> {
        let mut queue = self.queue.lock();
        loop {
            if let Some(read) = queue.reads.pop_front() {
                return Some(read);
            }
            if queue.closed {
                return None;
            }
            queue.idle += 1;
            self.called.wait(&mut queue);
            queue.idle -= 1;
        }
    }
}
