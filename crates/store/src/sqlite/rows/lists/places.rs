//! Where conversations stand in lists.

use deskbell_domain::ConversationId;
use rusqlite::{Connection, params};

use crate::sqlite::convert::blob;

/// Conversations that moved in the feed up to here stand where their newest message says.
pub(crate) fn position(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT position FROM places WHERE pk = 1", [], |row| row.get(0))
}

pub(crate) fn set_position(connection: &Connection, position: u64) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("UPDATE places SET position = ?1 WHERE pk = 1")?;
    statement.execute([position]).map(drop)
}

/// Moves a conversation to where its newest message says.
pub(crate) fn move_by_pk(connection: &Connection, pk: i64) -> rusqlite::Result<()> {
    let mut statement = connection
        .prepare_cached("UPDATE conversations SET sort_at = last_at WHERE pk = ?1 AND last_at <> sort_at")?;
    statement.execute([pk]).map(drop)
}

pub(crate) fn move_by_id(connection: &Connection, id: ConversationId) -> rusqlite::Result<()> {
    let mut statement = connection
        .prepare_cached("UPDATE conversations SET sort_at = last_at WHERE id = ?1 AND last_at <> sort_at")?;
    statement.execute(params![blob(id.0)]).map(drop)
}

/// The place of a conversation as lists see it.
pub(crate) fn of(connection: &Connection, id: ConversationId) -> rusqlite::Result<i64> {
    let mut statement = connection.prepare_cached("SELECT sort_at FROM conversations WHERE id = ?1")?;
    statement.query_row([blob(id.0)], |row| row.get(0))
}
