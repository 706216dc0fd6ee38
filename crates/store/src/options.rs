//! How a store is opened.

use std::{path::PathBuf, thread, time::Duration};

/// How a store is opened. [`Options::new`] has the defaults; every bound of the store stands here.
#[derive(Clone, Debug)]
pub struct Options {
    /// The database file.
    pub path: PathBuf,
    /// Threads that read beside the writer, each with a connection; by default one for each core, from 2, so that a
    /// long read leaves room for a short one, to 4.
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
    /// True for the one process that serves: it alone may decide on conversations, and a second one is
    /// refused. False for an operator's word beside a running server, which may write records only.
    pub exclusive: bool,
}

impl Options {
    /// The defaults for one server.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            readers: thread::available_parallelism().map_or(2, usize::from).clamp(2, 4),
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
    pub fn beside(path: impl Into<PathBuf>) -> Self {
        Self { readers: 1, head_cache: 0, exclusive: false, ..Self::new(path) }
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
