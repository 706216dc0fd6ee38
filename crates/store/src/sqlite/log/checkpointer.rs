//! Brings the log back into the database file beside the writer, so that no commit pays for it.

use std::{
    io,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rusqlite::Connection;

use crate::{
    disk::{Disk, Part},
    sqlite::{open, writer::Gate},
};

/// How often it looks.
const EVERY: Duration = Duration::from_millis(100);
/// This much of the log is brought in at once; less waits, since a page that is written again and again then
/// goes into the file once.
const PART_BYTES: u64 = 32 * 1024 * 1024;
/// Less than a part waits no longer than this.
const AT_LATEST: Duration = Duration::from_secs(5);
/// Above this many bytes the writer waits until all of the log is in the file, and then begins it anew. The
/// log keeps this size: writing over what is there costs less than making it grow again.
const LOG_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// How long bringing in the last of the log waits for readers; the writer waits as long.
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
            let mut last = Instant::now();
            while let Err(mpsc::RecvTimeoutError::Timeout) = stopped.recv_timeout(EVERY) {
                let commits = gate.commits();
                if commits != seen
                    && !gate.disk.is_lost()
                    && look(&connection, &gate, last.elapsed() >= AT_LATEST)
                {
                    seen = commits;
                    last = Instant::now();
                }
            }
        })?;
        Ok(Self { stop, thread })
    }

    /// Ends the thread, brings the last of the log in and closes the database. Where the disk has lost what was
    /// written, the log is left for the next process to read: another sync would say yes to what is gone.
    pub(crate) fn finish(self, connection: Connection, disk: &Disk) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the checkpointer had panicked");
        }
        if !disk.is_lost()
            && let Err(error) = checkpoint(&connection, "TRUNCATE")
            && !disk.fails(Part::Checkpoints, &error)
        {
            tracing::warn!(%error, "the log could not be emptied at the end");
        }
        if disk.is_lost()
            && let Err(error) = open::leave_log(&connection)
        {
            tracing::warn!(%error, "the log could not be left alone");
        }
        close(connection);
    }
}

/// Brings the log in where it is due, and says whether it did.
fn look(connection: &Connection, gate: &Gate, is_late: bool) -> bool {
    match bring_in(connection, gate, is_late) {
        Ok(done) => {
            if done {
                gate.disk.works(Part::Checkpoints);
            }
            done
        }
        Err(error) if gate.disk.fails(Part::Checkpoints, &error) => false,
        Err(error) => {
            tracing::warn!(%error, "the log could not be brought into the database");
            true
        }
    }
}

fn bring_in(connection: &Connection, gate: &Gate, is_late: bool) -> rusqlite::Result<bool> {
    let log = checkpoint(connection, "NOOP")?;
    metrics::gauge!("deskbell_store_wal_bytes").set(log.bytes as f64);
    if log.bytes - log.brought_in < PART_BYTES && !is_late {
        return Ok(false);
    }
    let log = checkpoint(connection, "PASSIVE")?;
    // Where most of it could not be brought in, somebody reads for long (a backup): waiting would not help.
    if log.bytes > LOG_MAX_BYTES && log.bytes - log.brought_in < PART_BYTES {
        let _closed = gate.close();
        connection.busy_timeout(READERS_WAIT)?;
        checkpoint(connection, "RESTART")?;
    }
    Ok(true)
}

/// The log as a checkpoint leaves it.
struct Log {
    bytes: u64,
    /// How many of them are in the database file too.
    brought_in: u64,
}

fn checkpoint(connection: &Connection, mode: &str) -> rusqlite::Result<Log> {
    let page_size: u64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| {
        let (pages, brought_in): (i64, i64) = (row.get(1)?, row.get(2)?);
        let bytes = |pages: i64| pages.max(0).unsigned_abs() * page_size;
        Ok(Log { bytes: bytes(pages), brought_in: bytes(brought_in) })
    })
}

/// Closes the database; the last one to do so brings the log in.
pub(crate) fn close(connection: Connection) {
    if let Err((_, error)) = connection.close() {
        tracing::warn!(%error, "the database could not be closed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::{
        migrate,
        open::{Purpose, connect},
    };

    #[test]
    fn the_writer_does_not_wait_for_somebody_who_reads_for_long() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deskbell.db");
        migrate::migrate(&path, false).unwrap();
        let [writer, reader, checkpoints] = [Purpose::Write, Purpose::Checkpoint, Purpose::Checkpoint]
            .map(|purpose| connect(&path, purpose).unwrap());
        let snapshot = reader.unchecked_transaction().unwrap();
        let count = |connection: &Connection| {
            connection.query_row("SELECT count(*) FROM settings", [], |row| row.get::<_, u64>(0)).unwrap()
        };
        let before = count(&snapshot);
        let text = "x".repeat(8 << 20);
        for key in 0..10 {
            writer.execute("INSERT INTO settings VALUES (?1, ?2)", (key.to_string(), &text)).unwrap();
        }
        let begun = Instant::now();
        bring_in(&checkpoints, &Gate::default(), true).unwrap();
        assert!(begun.elapsed() < READERS_WAIT, "{:?}", begun.elapsed());
        assert_eq!(count(&snapshot), before);
        drop(snapshot);
        bring_in(&checkpoints, &Gate::default(), true).unwrap();
        let log = checkpoint(&checkpoints, "NOOP").unwrap();
        assert_eq!(log.bytes, log.brought_in, "and it is brought in once nobody reads");
        let size = || std::fs::metadata(open::beside(&path, "-wal")).unwrap().len();
        assert!(size() > LOG_MAX_BYTES);
        writer.execute("INSERT INTO settings VALUES ('small', '')", []).unwrap();
        assert!(size() <= LOG_MAX_BYTES, "the log is {} bytes long for one small row", size());
    }
}
