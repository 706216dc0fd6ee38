//! Rehearsals: ending one, and dropping all there is of it, a little at a time.

use deskbell_domain::InboxId;
use jiff::Timestamp;

use super::Store;
use crate::{StoreError, both::scope::Scope, either};

impl Store {
    /// Notes that a rehearsal is being dropped: from now on nobody new comes into it. False where it is no
    /// rehearsal, or where that is known.
    ///
    /// # Errors
    /// The store's own.
    pub async fn end_rehearsal(&self, id: InboxId, at: Timestamp) -> Result<bool, StoreError> {
        let fence = self.fence.clone();
        either!(self, |database| database
            .decide(Scope::Records, move |batch| {
                batch.obey(fence.as_deref())?;
                let ended = engine::rows::rehearsals::end(batch.connection, id, at)?;
                if ended {
                    batch.touch(at, |touched| touched.side(true).inboxes.push(id));
                }
                Ok(ended)
            })
            .await)
    }

    /// Deletes some of what an ended rehearsal has left, as much as takes the writer a few milliseconds; true
    /// when nothing is left of it. To be called until then, at whatever pace, by whoever and after whatever
    /// interruption; once more does no harm.
    ///
    /// # Errors
    /// The store's own.
    pub async fn drop_some_of_rehearsal(&self, id: InboxId, at: Timestamp) -> Result<bool, StoreError> {
        let fence = self.fence.clone();
        either!(self, |database| database
            .decide(Scope::Records, move |batch| {
                batch.obey(fence.as_deref())?;
                engine::rows::rehearsals::drop_some(batch, id, at)
            })
            .await)
    }

    /// When anything happened in a rehearsal last; `None` where there is none.
    ///
    /// # Errors
    /// The store's own.
    pub async fn rehearsal_at(&self, id: InboxId) -> Result<Option<Timestamp>, StoreError> {
        either!(self, |database| database
            .read("rehearsal_at", move |connection| engine::rows::rehearsals::newest_at(connection, id))
            .await)
    }

    /// Whether the feed still tells of rehearsals; where none is going on, a drop was interrupted near its end.
    ///
    /// # Errors
    /// The store's own.
    pub async fn tells_of_rehearsals(&self) -> Result<bool, StoreError> {
        either!(self, |database| database
            .read("tells_of_rehearsals", engine::rows::feed::tells_of_rehearsals)
            .await)
    }
}
