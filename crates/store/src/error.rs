//! Why the store did not do something, and why it could not be opened.

use std::{io, path::PathBuf};

use deskbell_domain::Refusal;
use thiserror::Error;

use crate::Location;

/// Milliseconds after which to try again where nothing better is known; a full queue says it more exactly.
pub(crate) const RETRY_AFTER_MS: u64 = 500;
/// The same for a disk that is full or fails: somebody has to see to it first.
pub(crate) const DISK_RETRY_AFTER_MS: u64 = 5_000;

/// Why nothing was read or written. Whatever the reason, an operation that failed left no trace, but for one
/// case: a write during which the disk failed for good may be found after the next start, once and as it was
/// asked for. A resend finds it.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The decision was no, or what was asked for contradicts what is stored.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// More was asked than can be done; the same may be asked again later.
    #[error("the store's queue is full")]
    Overloaded {
        /// Milliseconds after which to try again.
        retry_after_ms: u64,
    },
    /// The disk has no room for another commit.
    #[error("the disk is full: nothing more can be written until there is room")]
    Full,
    /// A lease was taken by another process meanwhile, which decides from now on.
    #[error("another process has taken over")]
    Superseded,
    /// The database's server is not reached, or does not answer.
    #[error("the database is not reached: {0}")]
    Away(String),
    /// The store has been shut down.
    #[error("the store is shut down")]
    Closed,
    /// The store could not do it; the text is for the log, never for a customer.
    #[error("the store failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// What the asker is told: a refusal is itself; everything else passes with time.
    pub fn into_refusal(self) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal,
            Self::Overloaded { retry_after_ms } => Refusal::Overloaded { retry_after_ms },
            Self::Full => Refusal::Overloaded { retry_after_ms: DISK_RETRY_AFTER_MS },
            Self::Away(_) | Self::Superseded | Self::Closed | Self::Failed(_) => {
                Refusal::Overloaded { retry_after_ms: RETRY_AFTER_MS }
            }
        }
    }

    /// The same error for another asker.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(refusal.clone()),
            Self::Overloaded { retry_after_ms } => Self::Overloaded { retry_after_ms: *retry_after_ms },
            Self::Full => Self::Full,
            Self::Away(why) => Self::Away(why.clone()),
            Self::Superseded => Self::Superseded,
            Self::Closed => Self::Closed,
            Self::Failed(what) => Self::Failed(what.clone()),
        }
    }

    pub(crate) const fn overloaded() -> Self {
        Self::Overloaded { retry_after_ms: RETRY_AFTER_MS }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        error.into_refusal()
    }
}

/// Why a store could not be opened or migrated. Each text is a sentence for the person who runs the server.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Another process writes to this database.
    #[error(
        "The database {path} is in use by another process. Stop the other server, or choose another data \
         directory."
    )]
    Busy {
        /// The database file.
        path: PathBuf,
    },
    /// The file, or the directory it lies in, cannot be written.
    #[error("The database {path} cannot be written. Check who owns the data directory and its permissions.")]
    ReadOnly {
        /// The database file.
        path: PathBuf,
    },
    /// The file is damaged or no database of this program.
    #[error("The file {path} is damaged or is not a Deskbell database ({reason}). Restore it from a backup.")]
    Corrupt {
        /// The database file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// A newer version of this program has written it.
    #[error(
        "The database {database} was written by a newer version (schema {found}, this version knows {known}). \
         Start the newer version, or restore the snapshot from before its migration."
    )]
    NewerSchema {
        /// Which database.
        database: Location,
        /// Its schema's number.
        found: u32,
        /// The newest number this version knows.
        known: u32,
    },
    /// It has to be migrated first.
    #[error("The database {database} needs {count} migrations before it can be used.")]
    PendingMigrations {
        /// Which database.
        database: Location,
        /// How many.
        count: usize,
    },
    /// The disk is full, or fails.
    #[error(
        "The disk refuses to read or write the database {path} ({reason}). Look whether it is full or broken, \
         then start again."
    )]
    Disk {
        /// The database file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The system refused something.
    #[error("The database {path} cannot be opened: {source}.")]
    Io {
        /// The database file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A migration did not go through; the database is as it was before it.
    #[error("Migration {name} of the database {database} failed and was undone: {reason}.")]
    Migration {
        /// Which database.
        database: Location,
        /// Which migration.
        name: &'static str,
        /// What was wrong.
        reason: String,
    },
    /// No connection to PostgreSQL comes about.
    #[error(
        "The database {address} cannot be reached: {reason}. Look whether it runs and lets this machine in."
    )]
    Unreachable {
        /// Which database, without its password.
        address: String,
        /// What the driver or the server said.
        reason: String,
    },
    /// The server is none that this program can rely on.
    #[error("The database {address} cannot be used: {reason}.")]
    Unsuitable {
        /// Which database, without its password.
        address: String,
        /// What is in the way, and what to do.
        reason: String,
    },
}
