//! Whether the disk takes what is written: said once when it no longer does, and once when it does again.
//!
//! A disk that is full or refuses a write is waited for: every commit and every checkpoint is another try. A
//! failed *sync* is for good. What had been written is then clean in the system's memory and perhaps nowhere
//! else, no later sync says so, and SQLite may go on from pages that the disk never got. So the store stops
//! writing at once and closes nothing, since closing would checkpoint; the process has to end, and the next
//! one writes the log again before it believes it (`sqlite/log.rs`).

pub mod durable;

use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Error, ErrorCode, ffi};
use thiserror::Error;
use tokio::sync::watch;

/// The disk has failed to keep what was written to it. What was acknowledged before is safe once the next
/// process has read the log.
#[derive(Debug, Error)]
#[error(
    "The disk failed to keep what was written to it, and nothing more is written. Look at the disk, then start \
     the server again: it makes sure of its log first."
)]
pub struct DiskLost;

/// What is done on the disk, and may fail by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// Taking messages.
    Commits,
    /// Bringing the log into the database file.
    Checkpoints,
}

/// What is known of the disk.
pub(crate) struct Disk {
    commits_fail: AtomicBool,
    checkpoints_fail: AtomicBool,
    lost: watch::Sender<bool>,
}

impl Default for Disk {
    fn default() -> Self {
        let (lost, _) = watch::channel(false);
        let disk = Self { commits_fail: false.into(), checkpoints_fail: false.into(), lost };
        disk.measure(Part::Commits, false);
        disk.measure(Part::Checkpoints, false);
        disk
    }
}

impl Disk {
    /// Notes an error; false when the disk is not to blame for it.
    pub(crate) fn fails(&self, part: Part, error: &Error) -> bool {
        let Some(what) = blame(error) else { return false };
        metrics::counter!("deskbell_store_disk_errors_total", "kind" => what.kind()).increment(1);
        if matches!(what, Blame::Sync) && !self.lost.send_replace(true) {
            tracing::error!(%error, ?part, "{DiskLost}");
        }
        if !self.flag(part).swap(true, Ordering::Relaxed) {
            self.measure(part, true);
            match part {
                Part::Commits => tracing::error!(%error, "{}", what.sentence()),
                Part::Checkpoints => {
                    tracing::warn!(%error, "the log cannot be brought into the database, and grows meanwhile");
                }
            }
        }
        true
    }

    /// Notes that it went well.
    pub(crate) fn works(&self, part: Part) {
        if self.flag(part).load(Ordering::Relaxed) && self.flag(part).swap(false, Ordering::Relaxed) {
            self.measure(part, false);
            match part {
                Part::Commits => tracing::info!("the disk takes what is written again"),
                Part::Checkpoints => tracing::info!("the log is being brought into the database again"),
            }
        }
    }

    /// Whether a sync has failed.
    pub(crate) fn is_lost(&self) -> bool {
        *self.lost.borrow()
    }

    /// Changes to true once, when a sync has failed.
    pub(crate) fn lost(&self) -> watch::Receiver<bool> {
        self.lost.subscribe()
    }

    const fn flag(&self, part: Part) -> &AtomicBool {
        match part {
            Part::Commits => &self.commits_fail,
            Part::Checkpoints => &self.checkpoints_fail,
        }
    }

    fn measure(&self, part: Part, fails: bool) {
        let part = match part {
            Part::Commits => "commits",
            Part::Checkpoints => "checkpoints",
        };
        metrics::gauge!("deskbell_store_failing", "part" => part).set(if fails { 1.0 } else { 0.0 });
    }
}

/// What a disk did wrong.
#[derive(Clone, Copy)]
enum Blame {
    Full,
    Sync,
    Other,
}

impl Blame {
    const fn kind(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Sync => "sync",
            Self::Other => "other",
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Full => "the disk is full: messages are refused until there is room, and reads go on",
            Self::Sync | Self::Other => "the disk fails: messages are refused while it does, and reads go on",
        }
    }
}

fn blame(error: &Error) -> Option<Blame> {
    let Error::SqliteFailure(failure, _) = error else { return None };
    match (failure.code, failure.extended_code) {
        (ErrorCode::DiskFull, _) => Some(Blame::Full),
        (_, ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC) => Some(Blame::Sync),
        (ErrorCode::SystemIoFailure, _) => Some(Blame::Other),
        _ => None,
    }
}
