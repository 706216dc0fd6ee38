//! The full-text index on PostgreSQL: tables of its own in the same database. Whichever node has a moment goes on with
//! it; a round locks the index's state, so there is one at a time.

mod reading;
mod writing;

use std::time::Instant;

use super::{
    address::PostgresAddress,
    connection::{Connection, SqlError},
    line::Line,
    reading as reads,
    rows::feed,
    work::sql_error,
};
use crate::{
    StoreError,
    both::readers::Readers,
    search::{self, Found, Index as _, IndexProgress, Indexed, Question},
};

/// Threads that search, each with a connection, so that nothing else waits for a search.
const SEARCHERS: usize = 2;
/// Searches that may wait before more are turned away.
const WAITING: usize = 64;
/// A search has its own time; this ends a statement of it that takes longer than all of it may.
const SEARCHING: &str = "SET statement_timeout = '250ms'";
/// A node that is frozen in the middle of a round keeps the others from it no longer than this.
const INDEXING: &str = "SET statement_timeout = '9s'; SET idle_in_transaction_session_timeout = '10s'";
/// Begins a round where nobody else is at it.
const IF_FREE: &str = "SELECT 1 FROM search_state WHERE pk = 1 FOR UPDATE SKIP LOCKED";
/// Waits until nobody else is at it.
const IN_TURN: &str = "SELECT 1 FROM search_state WHERE pk = 1 FOR UPDATE";

/// The index of a database.
pub(crate) struct Search {
    writer: Readers<Line>,
    searchers: Readers<Line>,
}

impl Search {
    /// Starts its threads; connections are made when they are needed.
    pub(crate) fn start(address: &PostgresAddress) -> std::io::Result<Self> {
        let searchers = (0..SEARCHERS).map(|_| Line::new(address.clone(), SEARCHING)).collect();
        let writer = vec![Line::new(address.clone(), INDEXING)];
        Ok(Self {
            writer: Readers::start(writer, WAITING, |_| ())?,
            searchers: Readers::start(searchers, WAITING, reads::rest)?,
        })
    }

    /// Goes on with the index.
    pub(crate) async fn index_some(&self) -> Result<Indexed, StoreError> {
        let indexed = self.write("index", IF_FREE, search::index_some).await?;
        Ok(indexed.unwrap_or(Indexed::Elsewhere))
    }

    /// Begins anew.
    pub(crate) async fn begin_anew(&self) -> Result<(), StoreError> {
        self.write("reindex", IN_TURN, |index: &Connection| search::begin_anew(index, &index.state()?))
            .await
            .map(drop)
    }

    async fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        lock: &'static str,
        work: impl Fn(&Connection) -> Result<T, SqlError> + Send + 'static,
    ) -> Result<Option<T>, StoreError> {
        let write = move |line: &mut Line| {
            let written = line.open().and_then(|connection| transaction(connection, lock, work));
            written.map_err(|error| {
                tracing::debug!(%error, name, "a round of indexing failed");
                // Whatever it was in the middle of is undone with the connection.
                line.cut();
                sql_error(&error)
            })
        };
        self.writer.read(name, write).await
    }

    /// Searches.
    pub(crate) async fn find(&self, question: Question, deadline: Instant) -> Result<Found, StoreError> {
        let search = move |line: &mut Line| {
            reads::read(line, "search", |connection| {
                let mut found = Found::default();
                search::find(connection, &question, deadline, &mut found)?;
                Ok(found)
            })
        };
        self.searchers.read("search", search).await
    }

    /// How far it is.
    pub(crate) async fn progress(&self) -> Result<Option<IndexProgress>, StoreError> {
        let look = |line: &mut Line| {
            reads::read(line, "index_progress", |connection| {
                let head = feed::head(connection)?;
                let state = connection.state()?;
                let waits_since = feed::first_at_after(connection, state.position)?;
                let documents = state.next_doc.unsigned_abs();
                Ok(IndexProgress { position: state.position, head, waits_since, documents })
            })
        };
        self.searchers.read("index_progress", look).await.map(Some)
    }

    /// Closes its connections.
    pub(crate) async fn close(&self) {
        self.searchers.close().await;
        self.writer.close().await;
    }
}

/// Does something while nobody else is at the index; `None` where somebody is.
fn transaction<T>(
    connection: &Connection,
    lock: &str,
    work: impl Fn(&Connection) -> Result<T, SqlError>,
) -> Result<Option<T>, SqlError> {
    connection.run("BEGIN")?;
    if !connection.exists(lock, &[])? {
        connection.run("ROLLBACK")?;
        return Ok(None);
    }
    let done = work(connection)?;
    connection.run("COMMIT")?;
    Ok(Some(done))
}
