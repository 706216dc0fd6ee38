//! The change feed: what happened since a position, for whoever keeps a cursor.

use super::Store;
use crate::{FeedChange, StoreError, query::PAGE_MAX, sqlite::rows::feed};

impl Store {
    /// The newest position; 0 before the first change.
    ///
    /// # Errors
    /// The store's own.
    pub async fn head_position(&self) -> Result<u64, StoreError> {
        self.database.read("head_position", feed::head).await
    }

    /// The oldest changes after a position, ascending; at most 200.
    ///
    /// # Errors
    /// The store's own.
    pub async fn changes_after(&self, position: u64, limit: usize) -> Result<Vec<FeedChange>, StoreError> {
        let limit = limit.min(PAGE_MAX);
        self.database.read("changes_after", move |connection| feed::after(connection, position, limit)).await
    }
}
