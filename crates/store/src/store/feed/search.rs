//! Searching all there is, and the index that it is found by.

use std::time::{Duration, Instant};

use deskbell_domain::policy::ListView;

use crate::store::Store;
use crate::{
    Found, IndexProgress, Indexed, SearchFor, StoreError, either, query::PAGE_MAX, search::Question,
};

impl Store {
    /// What has these words, of what this view may list, the newest first; at most 200. It takes as long as `within`,
    /// and then says that it is partial and where to go on. What is found is read anew, so what was erased or is no
    /// longer allowed is never shown, however far behind the index is.
    ///
    /// # Errors
    /// `invalid` for a search without words or a cursor that is none, and the store's own.
    pub async fn search(
        &self,
        view: &ListView,
        search: SearchFor,
        cursor: Option<&str>,
        limit: usize,
        within: Duration,
    ) -> Result<Found, StoreError> {
        let question = Question::new(view.clone(), search, cursor, limit.clamp(1, PAGE_MAX))?;
        let deadline = Instant::now() + within;
        either!(self, |database| database.search.find(question, deadline).await)
    }

    /// Goes on with the index, for a few hundred changes of the feed at most. Whoever calls it, and however many:
    /// one is at it at a time, and what is done is not done again.
    ///
    /// # Errors
    /// The store's own; then the index is as it was.
    pub async fn index_some(&self) -> Result<Indexed, StoreError> {
        either!(self, |database| database.search.index_some().await)
    }

    /// Throws the index away; whoever indexes begins with the oldest change. Until it is done, searches find what is
    /// in it so far and say that they are partial.
    ///
    /// # Errors
    /// The store's own.
    pub async fn begin_index_anew(&self) -> Result<(), StoreError> {
        either!(self, |database| database.search.begin_anew().await)
    }

    /// How far the index is; `None` where there is none yet.
    ///
    /// # Errors
    /// The store's own.
    pub async fn index_progress(&self) -> Result<Option<IndexProgress>, StoreError> {
        either!(self, |database| database.search.progress().await)
    }
}
