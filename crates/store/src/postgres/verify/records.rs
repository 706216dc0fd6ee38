//! Whether everything that rows refer to is there, and whether what may be there once is there once.

use deskbell_domain::ConversationId;
use tokio_postgres::Row;

use super::Walk;
use crate::{
    Place,
    both::verify::records::{OF_CONVERSATIONS, OF_RECORDS},
    postgres::{
        connection::SqlError,
        convert::{Cells, big},
    },
};

pub(super) fn check(walk: &mut Walk<'_>) -> Result<(), SqlError> {
    for (what, sql) in OF_CONVERSATIONS {
        for row in list(walk, sql)? {
            walk.finds(Place::Conversation(Cells::of(&row).id::<ConversationId>()?), what);
        }
    }
    for (record, what, sql) in OF_RECORDS {
        for row in list(walk, sql)? {
            let name: String = Cells::of(&row).take()?;
            walk.finds(Place::Record(format!("{record} {name}")), what);
        }
    }
    Ok(())
}

/// A sound store lists nothing here; a broken one no more than is told.
fn list(walk: &Walk<'_>, sql: &str) -> Result<Vec<Row>, SqlError> {
    walk.connection.query(&format!("{sql} LIMIT $1"), &[&big(walk.options.findings_max as u64)])
}
