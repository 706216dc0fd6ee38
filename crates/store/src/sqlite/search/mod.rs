//! The full-text index on SQLite: a file of its own beside the database, with a thread that writes it and a few that
//! search. It is opened when it is first asked for, and made anew where it is damaged or of another version.

mod file;
mod reading;
mod writing;

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use parking_lot::Mutex;
use rusqlite::Connection;

use self::file::explain;
use super::{
    open::{self, Purpose},
    rows::feed,
    snapshot::snapshot,
    work::sql_error,
};
use crate::{
    OpenError, StoreError,
    both::readers::Readers,
    search::{self, Found, Index as _, IndexProgress, Indexed, Question},
};

/// Threads that search, so that a search never waits for more than another one, nor anything else for a search.
const SEARCHERS: usize = 2;
/// Searches that may wait before more are turned away.
const WAITING: usize = 64;

/// The index of a database, open or not.
pub(crate) struct Search {
    /// Where the database is.
    desk: PathBuf,
    /// Where the index is.
    path: PathBuf,
    open: Mutex<Option<Arc<Open>>>,
}

struct Open {
    writer: Readers<Desk>,
    searchers: Readers<Desk>,
}

/// One thread's connections: to the index, and to what is true.
pub(super) struct Desk {
    pub(super) index: Connection,
    pub(super) desk: Connection,
    /// Something was taken out, which the log still has.
    pub(super) removed: Cell<bool>,
}

impl Desk {
    fn open(search: &Search, purpose: Purpose) -> Result<Self, OpenError> {
        let index = file::connect(&search.path, purpose).map_err(|error| explain(&search.path, error))?;
        Ok(Self { index, desk: open::connect(&search.desk, Purpose::Read)?, removed: Cell::new(false) })
    }
}

impl Search {
    /// Of the database with this path.
    pub(crate) fn of(desk: &Path) -> Self {
        Self { desk: desk.into(), path: file::beside(desk), open: Mutex::new(None) }
    }

    fn open(&self) -> Result<Arc<Open>, StoreError> {
        let mut open = self.open.lock();
        if let Some(open) = &*open {
            return Ok(Arc::clone(open));
        }
        let opened = self.begin().map_err(|error| StoreError::Failed(error.to_string()))?;
        Ok(Arc::clone(open.insert(Arc::new(opened))))
    }

    fn begin(&self) -> Result<Open, OpenError> {
        file::make_ready(&self.path)?;
        let searchers = (0..SEARCHERS).map(|_| Desk::open(self, Purpose::Read)).collect::<Result<_, _>>()?;
        let writer = vec![Desk::open(self, Purpose::Write)?];
        let no_thread = |error| open::explain_io(&self.path, error);
        Ok(Open {
            writer: Readers::start(writer, WAITING, |_| ()).map_err(no_thread)?,
            searchers: Readers::start(searchers, WAITING, |_| ()).map_err(no_thread)?,
        })
    }

    /// Goes on with the index.
    pub(crate) async fn index_some(&self) -> Result<Indexed, StoreError> {
        self.write("index", search::index_some).await
    }

    /// Begins anew.
    pub(crate) async fn begin_anew(&self) -> Result<(), StoreError> {
        self.write("reindex", |desk| search::begin_anew(desk, &desk.state()?)).await
    }

    async fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl Fn(&Desk) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let open = self.open()?;
        let write = move |desk: &mut Desk| Ok(writing::transaction(desk, work));
        let written = open.writer.read(name, write).await?;
        if let Err(error) = &written
            && file::is_damaged(error)
        {
            tracing::error!(%error, "the search index is damaged and is made anew");
            self.close().await;
            file::remove(&self.path).map_err(|error| StoreError::Failed(error.to_string()))?;
        }
        written.map_err(|error| sql_error(&error))
    }

    /// Searches.
    pub(crate) async fn find(&self, question: Question, deadline: Instant) -> Result<Found, StoreError> {
        let search = move |desk: &mut Desk| {
            let mut found = Found::default();
            let desk = &*desk;
            let looked = snapshot(&desk.index, |_| {
                snapshot(&desk.desk, |_| search::find(desk, &question, deadline, &mut found))
            });
            looked.map(|()| found).map_err(|error| {
                tracing::error!(%error, "a search failed");
                sql_error(&error)
            })
        };
        self.open()?.searchers.read("search", search).await
    }

    /// How far it is; `None` where there is none yet.
    pub(crate) async fn progress(&self) -> Result<Option<IndexProgress>, StoreError> {
        if !self.path.exists() {
            return Ok(None);
        }
        let look = move |desk: &mut Desk| {
            let look = || {
                let state = desk.state()?;
                let waits_since = feed::first_at_after(&desk.desk, state.position)?;
                let head = feed::head(&desk.desk)?;
                let documents = state.next_doc.unsigned_abs();
                Ok(IndexProgress { position: state.position, head, waits_since, documents })
            };
            look().map_err(|error: rusqlite::Error| sql_error(&error))
        };
        self.open()?.searchers.read("index_progress", look).await.map(Some)
    }

    /// Closes it; it is opened again when it is asked for.
    pub(crate) async fn close(&self) {
        let open = self.open.lock().take();
        if let Some(open) = open {
            open.searchers.close().await;
            open.writer.close().await;
        }
    }
}
