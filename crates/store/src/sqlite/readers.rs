//! Reads: connections of their own that see the newest commit and never wait for the writer.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use parking_lot::Mutex;
use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::work::sql_error;
use crate::StoreError;

/// A pool of reading connections.
pub(crate) struct Readers {
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    waiting_max: usize,
}

/// A connection on loan; it goes back when dropped, also by a panic or a reader who has gone away.
struct Loan {
    connection: Option<Connection>,
    readers: Arc<Readers>,
}

impl Drop for Loan {
    fn drop(&mut self) {
        self.readers.idle.lock().extend(self.connection.take());
    }
}

/// One read that waits; leaves the count when dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Readers {
    pub(crate) fn new(connections: Vec<Connection>, waiting_max: usize) -> Self {
        let permits = Arc::new(Semaphore::new(connections.len()));
        Self { idle: Mutex::new(connections), permits, waiting: AtomicUsize::new(0), waiting_max }
    }

    /// Runs a read on one of the connections, in a snapshot of its own.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        name: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let begun = Instant::now();
        let permit = {
            let waits = self.waiting.fetch_add(1, Ordering::Relaxed);
            let _waiting = Waiting(&self.waiting);
            if waits >= self.waiting_max {
                return Err(StoreError::overloaded());
            }
            Arc::clone(&self.permits).acquire_owned().await.map_err(|_| StoreError::Closed)?
        };
        let connection = self.idle.lock().pop();
        let loan = Loan { connection, readers: Arc::clone(self) };
        let work = move || {
            // Declared first, dropped last: the connection is back before the next reader may come.
            let _permit = permit;
            let loan = loan;
            let Some(connection) = &loan.connection else { return Err(StoreError::Closed) };
            snapshot(connection, read).map_err(|error| {
                tracing::error!(%error, name, "a read failed");
                sql_error(&error)
            })
        };
        let result = tokio::task::spawn_blocking(work).await;
        metrics::histogram!("deskbell_store_read_seconds", "query" => name)
            .record(begun.elapsed().as_secs_f64());
        result.unwrap_or_else(|_| Err(StoreError::Failed(format!("the read {name} panicked"))))
    }

    /// Waits for the reads under way, takes no more, and closes the connections.
    pub(crate) async fn close(&self, readers: usize) {
        let all = u32::try_from(readers).unwrap_or(u32::MAX);
        let quiet = self.permits.acquire_many(all).await;
        self.permits.close();
        drop(quiet);
        self.idle.lock().clear();
    }
}

/// All statements of one read see the same commit.
fn snapshot<T>(
    connection: &Connection,
    read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.unchecked_transaction()?;
    read(&transaction)
}
