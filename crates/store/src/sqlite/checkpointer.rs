//! Brings the log back into the database file beside the writer, so that no commit pays for it.

use std::{
    io,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use rusqlite::Connection;

use super::writer::Gate;

/// How often it looks.
const EVERY: Duration = Duration::from_millis(100);
/// Above this many bytes the writer waits until the log is empty.
const LOG_MAX_BYTES: i64 = 64 * 1024 * 1024;
/// How long emptying the log waits for readers; the writer waits as long.
const READERS_WAIT: Duration = Duration::from_millis(250);

/// A running checkpointer.
pub(crate) struct Checkpointer {
    stop: mpsc::Sender<()>,
    thread: JoinHandle<()>,
}

impl Checkpointer {
    /// Starts the thread.
    pub(crate) fn start(connection: Connection, gate: Arc<Gate>) -> io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let thread = thread::Builder::new().name("store-checkpointer".into()).spawn(move || {
            let mut seen = gate.commits();
            while let Err(mpsc::RecvTimeoutError::Timeout) = stopped.recv_timeout(EVERY) {
                let commits = gate.commits();
                if commits != seen {
                    seen = commits;
                    look(&connection, &gate);
                }
            }
        })?;
        Ok(Self { stop, thread })
    }

    /// Ends the thread and closes its connection.
    pub(crate) fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the checkpointer had panicked");
        }
    }
}

fn look(connection: &Connection, gate: &Gate) {
    let bytes = match checkpoint(connection, "PASSIVE") {
        Ok(bytes) => bytes,
        Err(error) => return tracing::warn!(%error, "the log could not be brought into the database"),
    };
    metrics::gauge!("deskbell_store_wal_bytes").set(bytes as f64);
    if bytes > LOG_MAX_BYTES {
        let _closed = gate.close();
        let emptied = connection.busy_timeout(READERS_WAIT).and_then(|()| checkpoint(connection, "TRUNCATE"));
        if let Err(error) = emptied {
            tracing::warn!(%error, bytes, "the log could not be emptied");
        }
    }
}

/// Checkpoints and returns how many bytes of log there are.
fn checkpoint(connection: &Connection, mode: &str) -> rusqlite::Result<i64> {
    let page_size: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let pages: i64 = connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| row.get(1))?;
    Ok(pages.max(0) * page_size)
}

/// The last checkpoint, when nobody else is there any more.
pub(crate) fn finish(connection: Connection) {
    if let Err(error) = checkpoint(&connection, "TRUNCATE") {
        tracing::warn!(%error, "the log could not be emptied at the end");
    }
    if let Err((_, error)) = connection.close() {
        tracing::warn!(%error, "the database could not be closed");
    }
}
