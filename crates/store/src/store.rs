//! The store itself: how it is opened, looked after and shut down. One file of the folder for each noun.

pub(crate) mod agents;
pub(crate) mod backup;
pub(crate) mod conversations;
pub(crate) mod customers;
pub(crate) mod deciding;
pub(crate) mod feed;
pub(crate) mod inboxes;
pub(crate) mod rehearsals;
pub(crate) mod settings;
pub(crate) mod sign_ins;
pub(crate) mod verify;

use std::{fmt, path::Path, sync::Arc, time::Duration};

use tokio::sync::mpsc;

use crate::{
    CommitBatch, DiskLost, MigrationReport, OpenError, Options, StoreError,
    sqlite::{Database, migrate, rows},
};

/// How long a checkup waits for its commit.
const CHECKUP_MAX: Duration = Duration::from_secs(2);

/// An open store. Cheap to clone; all clones share the writer, the readers and the cache.
///
/// Every write is answered after its commit. A write whose asker stops waiting still happens.
#[derive(Clone)]
pub struct Store {
    database: Arc<Database>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens a migrated database and starts its threads. Blocks while it does, for a few milliseconds as a
    /// rule, and up to three seconds where another process is just letting go of it.
    ///
    /// The receiver yields every commit in order. It is bounded: when whoever publishes falls
    /// [`Options::commits_ahead`] commits behind, the writer waits. Dropping it is fine.
    ///
    /// # Errors
    /// A sentence for the person who runs the server.
    pub fn open(options: &Options) -> Result<(Self, mpsc::Receiver<Arc<CommitBatch>>), OpenError> {
        let (database, commits) = Database::open(options)?;
        Ok((Self { database: Arc::new(database) }, commits))
    }

    /// Makes the database if there is none and brings it to the newest schema. With `snapshot`, an existing
    /// file is copied beside itself first (`deskbell.db.before-NNNN`). Blocks while it does.
    ///
    /// # Errors
    /// As [`Store::open`]; after [`OpenError::Migration`] the database is as it was before that migration.
    pub fn migrate(path: &Path, snapshot: bool) -> Result<MigrationReport, OpenError> {
        migrate::migrate(path, snapshot)
    }

    /// The migrations a database still needs, in order; all of them where there is no file yet.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn pending_migrations(path: &Path) -> Result<Vec<&'static str>, OpenError> {
        migrate::pending(path)
    }

    /// Commits something that says nothing: whether a message could be taken now. At most two seconds.
    ///
    /// # Errors
    /// Why it could not.
    pub async fn checkup(&self) -> Result<(), StoreError> {
        let commit = self.database.write(|batch| {
            rows::settings::checkup(batch.connection)?;
            Ok(())
        });
        match tokio::time::timeout(CHECKUP_MAX, commit).await {
            Ok(committed) => committed,
            Err(_) => Err(StoreError::Failed("the writer did not commit within two seconds".into())),
        }
    }

    /// Waits until the disk has lost what was written to it, perhaps for ever. Nothing is written after that:
    /// the process should end, and the next one makes sure of the log before it believes it.
    pub async fn lost(&self) -> DiskLost {
        // An error would mean that the store is gone, and a store that is gone has lost nothing.
        if self.database.lost().wait_for(|lost| *lost).await.is_err() {
            std::future::pending::<()>().await;
        }
        DiskLost
    }

    /// Finishes everything accepted, takes nothing more, and closes the file. Whoever consumes the commits has
    /// to go on doing so until this returns.
    pub async fn shutdown(&self) {
        self.database.shutdown().await;
    }
}
