//! One piece of work for the writer, with the asker who waits for its outcome.

use std::panic::{self, AssertUnwindSafe};

use deskbell_domain::Refusal;
use rusqlite::ErrorCode;
use tokio::sync::oneshot;

use super::batch::Batch;
use crate::StoreError;

/// Something the writer does inside a transaction, perhaps more than once.
pub(crate) trait Work: Send {
    /// Does it. An error means that the transaction cannot be trusted any more.
    fn attempt(&mut self, batch: &mut Batch<'_>) -> Result<(), Trouble>;
    /// Tells the asker, after the commit; `failure` when it did not come to be.
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

/// Why a piece of work did not go through.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The decision was no. Nothing was written.
    Refused(Refusal),
    /// The asker's closure panicked. Nothing was written.
    Panicked,
    /// SQLite said no, perhaps half way.
    Sql(rusqlite::Error),
    /// What was decided does not fit what is stored.
    Broken(&'static str),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Trouble> for StoreError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => Self::Refused(refusal),
            Trouble::Panicked => Self::Failed("a decision panicked".into()),
            Trouble::Sql(error) => sql_error(&error),
            Trouble::Broken(what) => Self::Failed(what.into()),
        }
    }
}

/// What an asker is told of an error of SQLite's.
pub(crate) fn sql_error(error: &rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::overloaded(),
        _ => StoreError::Failed(error.to_string()),
    }
}

/// Calls a closure that came from outside. Closures decide before anything is written, so a panic leaves the
/// transaction as it was.
pub(crate) fn guarded<T>(decide: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Trouble> {
    match panic::catch_unwind(AssertUnwindSafe(decide)) {
        Ok(decided) => Ok(decided?),
        Err(_) => Err(Trouble::Panicked),
    }
}

struct Task<T, F> {
    run: F,
    outcome: Option<Result<T, StoreError>>,
    asker: oneshot::Sender<Result<T, StoreError>>,
}

/// Makes a piece of work of a closure.
pub(crate) fn task<T, F>(run: F, asker: oneshot::Sender<Result<T, StoreError>>) -> Box<dyn Work>
where
    T: Send + 'static,
    F: FnMut(&mut Batch<'_>) -> Result<T, Trouble> + Send + 'static,
{
    Box::new(Task { run, outcome: None, asker })
}

impl<T, F> Work for Task<T, F>
where
    T: Send,
    F: FnMut(&mut Batch<'_>) -> Result<T, Trouble> + Send,
{
    fn attempt(&mut self, batch: &mut Batch<'_>) -> Result<(), Trouble> {
        self.outcome = Some(match (self.run)(batch) {
            Ok(value) => Ok(value),
            Err(trouble @ (Trouble::Refused(_) | Trouble::Panicked)) => Err(trouble.into()),
            Err(trouble) => return Err(trouble),
        });
        Ok(())
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let outcome = match (failure, self.outcome) {
            (Some(error), _) => Err(error),
            (None, Some(outcome)) => outcome,
            (None, None) => Err(StoreError::Failed("the work was never tried".into())),
        };
        // An asker who has gone away does not want to know; what was committed stays.
        drop(self.asker.send(outcome));
    }
}
