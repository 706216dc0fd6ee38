//! One piece of work for a writer, with the asker who waits for its outcome.

use std::panic::{self, AssertUnwindSafe};

use deskbell_domain::Refusal;
use tokio::sync::oneshot;

use crate::StoreError;

/// A database that writes in batches.
pub(crate) trait Engine: 'static {
    /// A transaction in the making.
    type Batch<'a>;
    /// What it says when it cannot.
    type Error: std::fmt::Debug;
    /// What an asker is told of that.
    fn told(error: &Self::Error) -> StoreError;
    /// Has this transaction move every conversation that waits for its place in lists.
    fn order_lists(batch: &mut Self::Batch<'_>);
}

/// Something a writer does inside a transaction, perhaps more than once.
pub(crate) trait Work<E: Engine>: Send {
    /// Does it. An error means that the transaction cannot be trusted any more.
    fn attempt(&mut self, batch: &mut E::Batch<'_>) -> Result<(), Trouble<E::Error>>;
    /// Tells the asker, after the commit; `failure` when it did not come to be.
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

/// Why a piece of work did not go through.
#[derive(Debug)]
pub(crate) enum Trouble<Error> {
    /// The decision was no. Nothing was written.
    Refused(Refusal),
    /// The asker's closure panicked. Nothing was written.
    Panicked,
    /// Whoever asked holds a lease that somebody else has taken since. Nothing was written.
    Superseded,
    /// The database said no, perhaps half way.
    Sql(Error),
    /// What was decided does not fit what is stored.
    Broken(&'static str),
}

impl<Error> From<Refusal> for Trouble<Error> {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl<Error> Trouble<Error> {
    /// What an asker is told, where `told` says it of the database's own errors.
    pub(crate) fn tell(self, told: impl FnOnce(&Error) -> StoreError) -> StoreError {
        match self {
            Self::Refused(refusal) => StoreError::Refused(refusal),
            Self::Panicked => StoreError::Failed("a decision panicked".into()),
            Self::Superseded => StoreError::Superseded,
            Self::Sql(error) => told(&error),
            Self::Broken(what) => StoreError::Failed(what.into()),
        }
    }
}

/// Calls a closure that came from outside. Closures decide before anything is written, so a panic leaves the
/// transaction as it was.
pub(crate) fn guarded<T, Error>(decide: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Trouble<Error>> {
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
pub(crate) fn task<E, T, F>(run: F, asker: oneshot::Sender<Result<T, StoreError>>) -> Box<dyn Work<E>>
where
    E: Engine,
    T: Send + 'static,
    F: FnMut(&mut E::Batch<'_>) -> Result<T, Trouble<E::Error>> + Send + 'static,
{
    Box::new(Task { run, outcome: None, asker })
}

impl<E, T, F> Work<E> for Task<T, F>
where
    E: Engine,
    T: Send,
    F: FnMut(&mut E::Batch<'_>) -> Result<T, Trouble<E::Error>> + Send,
{
    fn attempt(&mut self, batch: &mut E::Batch<'_>) -> Result<(), Trouble<E::Error>> {
        self.outcome = Some(match (self.run)(batch) {
            Ok(value) => Ok(value),
            Err(trouble @ (Trouble::Refused(_) | Trouble::Panicked | Trouble::Superseded)) => {
                Err(trouble.tell(E::told))
            }
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
