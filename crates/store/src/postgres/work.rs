//! What a writer's work is made of, on PostgreSQL.

use tokio_postgres::error::SqlState;

use super::{batch::Batch, connection::SqlError};
use crate::{
    StoreError,
    both::work::{self, Engine},
};

pub(crate) use crate::both::work::{guarded, task};

/// PostgreSQL, as work knows it.
pub(crate) struct Postgres;

impl Engine for Postgres {
    type Batch<'a> = Batch<'a>;
    type Error = SqlError;

    fn told(error: &SqlError) -> StoreError {
        sql_error(error)
    }

    fn order_lists(batch: &mut Batch<'_>) {
        batch.orders_lists = true;
    }
}

/// Something a writer does.
pub(crate) type Job = Box<dyn work::Work<Postgres>>;

/// Why a piece of work did not go through.
pub(crate) type Trouble = work::Trouble<SqlError>;

impl From<SqlError> for Trouble {
    fn from(error: SqlError) -> Self {
        Self::Sql(error)
    }
}

impl From<Trouble> for StoreError {
    fn from(trouble: Trouble) -> Self {
        trouble.tell(sql_error)
    }
}

/// What an asker is told of an error of PostgreSQL's.
pub(crate) fn sql_error(error: &SqlError) -> StoreError {
    match error.code() {
        Some(code) if *code == SqlState::DISK_FULL => StoreError::Full,
        _ if error.is_lost() => StoreError::Away(error.to_string()),
        _ if error.passes() => StoreError::overloaded(),
        _ => StoreError::Failed(error.to_string()),
    }
}

/// A row that may be there only once is a conflict, said in these words; any other error stays what it is.
pub(crate) fn unique(error: SqlError, taken: &'static str) -> Trouble {
    match error.code() {
        Some(code) if *code == SqlState::UNIQUE_VIOLATION => {
            Trouble::Refused(deskbell_domain::Refusal::Conflict(taken))
        }
        _ => Trouble::Sql(error),
    }
}
