//! Whether everything that rows refer to is there, and whether what may be there once is there once.

use deskbell_domain::ConversationId;
use rusqlite::Row;
use uuid::Uuid;

use super::Walk;
use crate::{
    Place,
    both::verify::records::{OF_CONVERSATIONS, OF_RECORDS},
};

pub(super) fn check(walk: &mut Walk<'_>) -> rusqlite::Result<()> {
    for (what, sql) in OF_CONVERSATIONS {
        let read = |row: &Row<'_>| row.get(0).map(Uuid::from_bytes).map(ConversationId);
        for id in list(walk, sql, read)? {
            walk.finds(Place::Conversation(id), what);
        }
    }
    for (record, what, sql) in OF_RECORDS {
        for name in list(walk, sql, |row| row.get::<_, String>(0))? {
            walk.finds(Place::Record(format!("{record} {name}")), what);
        }
    }
    Ok(())
}

/// A sound store lists nothing here; a broken one no more than is told.
fn list<T>(
    walk: &Walk<'_>,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut statement = walk.connection.prepare(sql)?;
    let rows = statement.query_map([], read)?;
    rows.take(walk.options.findings_max).collect()
}
