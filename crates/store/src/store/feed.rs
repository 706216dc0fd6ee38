//! The change feed: what happened since a position, for whoever keeps a cursor.

mod search;

use super::Store;
use crate::{FeedChange, StoreError, either, query::PAGE_MAX};

impl Store {
    /// The newest position; 0 before the first change.
    ///
    /// # Errors
    /// The store's own.
    pub async fn head_position(&self) -> Result<u64, StoreError> {
        either!(self, |database| database.read("head_position", engine::rows::feed::head).await)
    }

    /// The oldest changes after a position, ascending; at most 200.
    ///
    /// # Errors
    /// The store's own.
    pub async fn changes_after(&self, position: u64, limit: usize) -> Result<Vec<FeedChange>, StoreError> {
        let limit = limit.min(PAGE_MAX);
        either!(self, |database| database
            .read("changes_after", move |connection| engine::rows::feed::after(connection, position, limit))
            .await)
    }
}
