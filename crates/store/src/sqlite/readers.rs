//! Reads: threads with connections of their own, which see the newest commit and never wait for the writer.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
    sync::Arc,
    thread,
    time::Instant,
};

use parking_lot::{Condvar, Mutex};
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::work::sql_error;
use crate::StoreError;

/// The reading threads; they end when this is dropped.
pub(crate) struct Readers {
    desk: Arc<Desk>,
    /// Receives nothing, and ends with the last thread.
    ended: Mutex<Option<mpsc::Receiver<()>>>,
    waiting_max: usize,
}

/// Where reads wait for a thread.
#[derive(Default)]
struct Desk {
    queue: Mutex<Queue>,
    called: Condvar,
}

#[derive(Default)]
struct Queue {
    reads: VecDeque<Read>,
    /// Threads that have nothing to do.
    idle: usize,
    /// Nothing more is taken.
    closed: bool,
}

type Read = Box<dyn FnOnce(&Connection) + Send>;

impl Drop for Readers {
    fn drop(&mut self) {
        self.desk.close();
    }
}

impl Readers {
    /// Starts a thread for each connection. Reads beyond `waiting_max` that no thread has begun are turned away.
    pub(crate) fn start(connections: Vec<Connection>, waiting_max: usize) -> std::io::Result<Self> {
        let (ends, ended) = mpsc::channel(1);
        let readers = Self { desk: Arc::default(), ended: Mutex::new(Some(ended)), waiting_max };
        for connection in connections {
            let (desk, ends) = (Arc::clone(&readers.desk), ends.clone());
            thread::Builder::new().name("store-reader".into()).spawn(move || {
                desk.serve(&connection);
                drop(connection);
                drop(ends);
            })?;
        }
        Ok(readers)
    }

    /// Runs a read on one of the connections, in a snapshot of its own; not at all when the asker has gone away
    /// before it began.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let begun = Instant::now();
        let (asker, answer) = oneshot::channel();
        let work = move |connection: &Connection| {
            if asker.is_closed() {
                return;
            }
            let result = snapshot(connection, read).map_err(|error| {
                tracing::error!(%error, name, "a read failed");
                sql_error(&error)
            });
            // Whoever asked may have gone away meanwhile.
            drop(asker.send(result));
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

impl Desk {
    fn take(&self, read: Read, waiting_max: usize) -> Result<(), StoreError> {
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
    fn serve(&self, connection: &Connection) {
        while let Some(read) = self.next() {
            // The asker is told by the end of its line.
            drop(panic::catch_unwind(AssertUnwindSafe(|| read(connection))));
        }
    }

    fn next(&self) -> Option<Read> {
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

/// All statements of one read see the same commit.
fn snapshot<T>(
    connection: &Connection,
    read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let snapshot = Snapshot(connection);
    connection.prepare_cached("BEGIN")?.execute([])?;
    let result = read(snapshot.0);
    drop(snapshot);
    result
}

/// Ends when dropped, also by a panic.
struct Snapshot<'a>(&'a Connection);

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        if self.0.is_autocommit() {
            return;
        }
        let ended = self.0.prepare_cached("ROLLBACK").and_then(|mut statement| statement.execute([]));
        if let Err(error) = ended {
            tracing::error!(%error, "a snapshot could not be closed");
        }
    }
}
