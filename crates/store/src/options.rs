//! How a store is opened.

use std::{
    fmt,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::PostgresAddress;

/// Where a database is.
#[derive(Clone, Debug)]
pub enum Location {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL database, which several nodes may share.
    Postgres(PostgresAddress),
}

impl Location {
    /// The file, of a database that is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Postgres(address) => address.fmt(f),
        }
    }
}

impl From<PathBuf> for Location {
    fn from(path: PathBuf) -> Self {
        Self::Sqlite(path)
    }
}

impl From<&PathBuf> for Location {
    fn from(path: &PathBuf) -> Self {
        Self::Sqlite(path.clone())
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::Sqlite(path.to_owned())
    }
}

impl From<PostgresAddress> for Location {
    fn from(address: PostgresAddress) -> Self {
        Self::Postgres(address)
    }
}

impl From<&Location> for Location {
    fn from(location: &Location) -> Self {
        location.clone()
    }
}

/// How a store is opened. [`Options::new`] has the defaults; every bound of the store stands here.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which database.
    pub location: Location,
    /// The number by which this process is told from others that share the database; any will do, as long as no
    /// other has it. 0 where there are no others.
    pub node: u64,
    /// Threads that write to PostgreSQL, each with a connection; SQLite has one writer.
    pub writers: usize,
    /// Threads that read beside the writers, each with a connection. By default of SQLite one for each core, from 2,
    /// so that a long read leaves room for a short one, to 4; of PostgreSQL, which is waited for, 8.
    pub readers: usize,
    /// Reads that may wait for a connection before more are turned away as overloaded.
    pub waiting_reads: usize,
    /// Writes that may wait for the writer before more are turned away as overloaded.
    pub queue_depth: usize,
    /// Writes that share one transaction at most.
    pub batch_max: usize,
    /// Conversations whose heads are kept in memory.
    pub head_cache: usize,
    /// Commits that may wait for whoever publishes them before the writer waits.
    pub commits_ahead: usize,
    /// How long changes may go without a checkpoint; where nothing changes none is made.
    pub checkpoint_every: Duration,
    /// Conversations and deletions after which a checkpoint is made earlier, 1 at least. It may name some more.
    pub checkpoint_heads: usize,
    /// True for a process that serves: of SQLite it is the only one, it alone may decide on conversations, and a
    /// second one is refused. False for an operator's word beside a running server, which may write records only.
    pub exclusive: bool,
}

impl Options {
    /// The defaults for one server.
    pub fn new(location: impl Into<Location>) -> Self {
        let location = location.into();
        let readers = match location {
            Location::Sqlite(_) => thread::available_parallelism().map_or(2, usize::from).clamp(2, 4),
            Location::Postgres(_) => 8,
        };
        Self {
            location,
            node: 0,
            writers: 4,
            readers,
            waiting_reads: 4096,
            queue_depth: 8192,
            batch_max: 512,
            head_cache: 50_000,
            commits_ahead: 1024,
            checkpoint_every: Duration::from_secs(60),
            checkpoint_heads: 4096,
            exclusive: true,
        }
    }

    /// For an operator's word that may run beside the server.
    pub fn beside(location: impl Into<Location>) -> Self {
        Self { readers: 1, writers: 1, head_cache: 0, exclusive: false, ..Self::new(location) }
    }
}

/// What migrating did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationReport {
    /// The schema's number before; 0 for a new file.
    pub from: u32,
    /// The schema's number now.
    pub to: u32,
    /// The migrations that ran, in order.
    pub applied: Vec<&'static str>,
    /// The copy made before, where there was something to copy.
    pub snapshot: Option<PathBuf>,
}
