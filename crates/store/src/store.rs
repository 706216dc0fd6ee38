//! The store itself: how it is opened, looked after and shut down. One file of the folder for each noun.

pub(crate) mod agents;
pub(crate) mod backup;
pub(crate) mod conversations;
pub(crate) mod customers;
pub(crate) mod deciding;
pub(crate) mod desk;
pub(crate) mod feed;
pub(crate) mod inboxes;
pub(crate) mod leases;
pub(crate) mod rehearsals;
pub(crate) mod settings;
pub(crate) mod sign_ins;
pub(crate) mod verify;

use std::{fmt, sync::Arc, time::Duration};

use tokio::sync::mpsc;

use crate::{
    CommitBatch, DiskLost, Fence, Location, MigrationReport, OpenError, Options, StoreError, postgres, sqlite,
};

/// How long a checkup waits for its commit.
const CHECKUP_MAX: Duration = Duration::from_secs(2);

/// Says one thing to whichever database there is. In the second argument, `engine` is that database's own module,
/// whose functions have the same names in both.
#[macro_export]
#[doc(hidden)]
macro_rules! either {
    ($store:expr, |$database:ident| $said:expr) => {
        match &*$store.database {
            $crate::store::Database::Sqlite($database) => {
                #[allow(unused_imports, reason = "not everything that is said names a module")]
                use $crate::sqlite as engine;
                $said
            }
            $crate::store::Database::Postgres($database) => {
                #[allow(unused_imports, reason = "not everything that is said names a module")]
                use $crate::postgres as engine;
                $said
            }
        }
    };
}

/// The two databases there are.
pub(crate) enum Database {
    /// One file, one process.
    Sqlite(sqlite::Database),
    /// A server, and any number of processes.
    Postgres(postgres::Database),
}

/// An open store. Cheap to clone; all clones share the writer, the readers and the cache.
///
/// Every write is answered after its commit. A write whose asker stops waiting still happens.
#[derive(Clone)]
pub struct Store {
    database: Arc<Database>,
    /// What whatever is decided through this handle has to hold.
    fence: Option<Arc<Fence>>,
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
        let (database, commits) = match &options.location {
            Location::Sqlite(path) => {
                let (database, commits) = sqlite::Database::open(path, options)?;
                (Database::Sqlite(database), commits)
            }
            Location::Postgres(address) => {
                let (database, commits) = postgres::Database::open(address, options)?;
                (Database::Postgres(database), commits)
            }
        };
        Ok((Self { database: Arc::new(database), fence: None }, commits))
    }

    /// Makes the database's tables if there are none and brings them to the newest schema. With `snapshot`, an
    /// existing file is copied beside itself first (`deskbell.db.before-NNNN`); of PostgreSQL all that is pending
    /// runs in one transaction, and copies are its operator's. Blocks while it does.
    ///
    /// # Errors
    /// As [`Store::open`]; after [`OpenError::Migration`] the database is as it was before that migration.
    pub fn migrate(location: impl Into<Location>, snapshot: bool) -> Result<MigrationReport, OpenError> {
        match location.into() {
            Location::Sqlite(path) => sqlite::migrate::migrate(&path, snapshot),
            Location::Postgres(address) => postgres::migrate::migrate(&address),
        }
    }

    /// The migrations a database still needs, in order; all of them where there is none yet.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn pending_migrations(location: impl Into<Location>) -> Result<Vec<&'static str>, OpenError> {
        match location.into() {
            Location::Sqlite(path) => sqlite::migrate::pending(&path),
            Location::Postgres(address) => postgres::migrate::pending(&address),
        }
    }

    /// Whether other processes may write to it.
    pub fn is_shared(&self) -> bool {
        matches!(&*self.database, Database::Postgres(_))
    }

    /// The number of this process among them, as [`Options::node`] had it.
    pub fn node(&self) -> u64 {
        either!(self, |database| database.node)
    }

    /// Commits something that says nothing: whether a message could be taken now. At most two seconds.
    ///
    /// # Errors
    /// Why it could not.
    pub async fn checkup(&self) -> Result<(), StoreError> {
        let commit = async {
            match &*self.database {
                Database::Sqlite(database) => {
                    database.write(|batch| Ok(sqlite::rows::settings::checkup(batch.connection)?)).await
                }
                Database::Postgres(database) => {
                    let node = database.node.cast_signed();
                    let check = move |batch: &mut postgres::batch::Batch<'_>| {
                        Ok(postgres::rows::settings::checkup(batch.connection, node)?)
                    };
                    database.write(check).await
                }
            }
        };
        match tokio::time::timeout(CHECKUP_MAX, commit).await {
            Ok(committed) => committed,
            Err(_) => Err(StoreError::Failed("the writer did not commit within two seconds".into())),
        }
    }

    /// Waits until the disk has lost what was written to it, perhaps for ever. Nothing is written after that:
    /// the process should end, and the next one makes sure of the log before it believes it.
    pub async fn lost(&self) -> DiskLost {
        match &*self.database {
            // An error would mean that the store is gone, and a store that is gone has lost nothing.
            Database::Sqlite(database) => {
                if database.lost().wait_for(|lost| *lost).await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
            // Its server looks after its disk, and ends by itself where it has to.
            Database::Postgres(_) => std::future::pending::<()>().await,
        }
        DiskLost
    }

    /// Finishes everything accepted, takes nothing more, and closes the file. Whoever consumes the commits has
    /// to go on doing so until this returns.
    pub async fn shutdown(&self) {
        either!(self, |database| database.shutdown().await);
    }
}
