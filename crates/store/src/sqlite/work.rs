//! What the writer's work is made of, on SQLite.

use rusqlite::ErrorCode;

use super::batch::Batch;
use crate::{
    StoreError,
    both::work::{self, Engine},
};

pub(crate) use crate::both::work::{guarded, task};

/// SQLite, as work knows it.
pub(crate) struct Sqlite;

impl Engine for Sqlite {
    type Batch<'a> = Batch<'a>;
    type Error = rusqlite::Error;

    fn told(error: &rusqlite::Error) -> StoreError {
        sql_error(error)
    }

    fn order_lists(batch: &mut Batch<'_>) {
        batch.orders_lists = true;
    }
}

/// Something the writer does.
pub(crate) type Job = Box<dyn work::Work<Sqlite>>;

/// Why a piece of work did not go through.
pub(crate) type Trouble = work::Trouble<rusqlite::Error>;

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Trouble> for StoreError {
    fn from(trouble: Trouble) -> Self {
        trouble.tell(sql_error)
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
