//! Leases: what one process at a time does, and what it may do meanwhile.

use std::{sync::Arc, time::Duration};

use super::Store;
use crate::{StoreError, either};

/// A lease that was taken, by the number under which it was: whoever takes it next has a greater one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// What it is a lease of.
    pub name: String,
    /// Grows each time another process takes it.
    pub number: u64,
}

/// What a database server promises of what it has acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promises {
    /// A commit waits for the disk.
    pub fsync: bool,
    /// A page that was half written when the power went is whole again afterwards.
    pub full_pages: bool,
    /// A commit waits for a standby too, so that a promotion loses nothing.
    pub synchronous_standbys: bool,
}

impl Store {
    /// What the database's server promises; `None` for a file, whose writer is this program.
    ///
    /// # Errors
    /// The store's own.
    pub async fn promises(&self) -> Result<Option<Promises>, StoreError> {
        match &*self.database {
            super::Database::Sqlite(_) => Ok(None),
            super::Database::Postgres(database) => database.promises().await.map(Some),
        }
    }

    /// Takes a lease for as long as said, or renews it; `None` while another process has it. The time is the
    /// database's, so a clock that is wrong gains nothing.
    ///
    /// # Errors
    /// The store's own.
    pub async fn take_lease(&self, name: &'static str, lasts: Duration) -> Result<Option<Fence>, StoreError> {
        let lasts = i64::try_from(lasts.as_micros()).unwrap_or(i64::MAX);
        either!(self, |database| {
            let holder = database.node;
            database
                .write(move |batch| Ok(engine::rows::leases::take(batch.connection, name, holder, lasts)?))
                .await
        })
    }

    /// Gives a lease back before its time, so that the next process need not wait for its end.
    ///
    /// # Errors
    /// The store's own.
    pub async fn give_back(&self, fence: Fence) -> Result<(), StoreError> {
        either!(self, |database| {
            let holder = database.node;
            database
                .write(move |batch| Ok(engine::rows::leases::give_back(batch.connection, &fence, holder)?))
                .await
        })
    }

    /// The same store for what is done under a lease: whatever it decides is refused with
    /// [`StoreError::Superseded`] once another process has taken the lease, in the same transaction.
    #[must_use]
    pub fn under(&self, fence: Fence) -> Self {
        Self { database: Arc::clone(&self.database), fence: Some(Arc::new(fence)) }
    }

    /// Does what is done now and then for the whole installation, by whoever holds its lease: makes the checkpoints
    /// that are due, and moves in lists what a node that died has left. SQLite does both by itself.
    ///
    /// # Errors
    /// The store's own.
    pub async fn tend(&self) -> Result<(), StoreError> {
        self.settle_lists().await?;
        match &*self.database {
            super::Database::Sqlite(_) => Ok(()),
            super::Database::Postgres(database) => database.seal(self.fence.clone()).await,
        }
    }

    /// The part of [`Store::tend`] that is done more often: moves in lists what a node that died has left.
    ///
    /// # Errors
    /// The store's own.
    pub async fn settle_lists(&self) -> Result<(), StoreError> {
        match &*self.database {
            super::Database::Sqlite(_) => Ok(()),
            super::Database::Postgres(database) => database.settle_lists(self.fence.clone()).await,
        }
    }
}
