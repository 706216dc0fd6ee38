//! Where conversations stand in lists.

use deskbell_domain::ConversationId;
use uuid::Uuid;

use crate::postgres::{
    connection::{Connection, SqlError},
    convert::{Cells, big, count_of},
};

/// Conversations that moved in the feed up to here stand where their newest message says.
pub(crate) fn position(connection: &Connection) -> Result<u64, SqlError> {
    count_of(&connection.one("SELECT position FROM places WHERE pk = 1", &[])?)
}

pub(crate) fn set_position(connection: &Connection, position: u64) -> Result<(), SqlError> {
    let sql = "UPDATE places SET position = greatest(position, $1) WHERE pk = 1";
    connection.execute(sql, &[&big(position)]).map(drop)
}

/// Moves conversations to where their newest messages say, and returns which need not wait any longer. One that
/// somebody else has locked is left alone rather than waited for.
pub(crate) fn move_free(connection: &Connection, pks: &[i64]) -> Result<Vec<i64>, SqlError> {
    if pks.is_empty() {
        return Ok(Vec::new());
    }
    let rows = connection.query(
        "WITH free AS (SELECT pk FROM conversations WHERE pk = ANY($1) FOR NO KEY UPDATE SKIP LOCKED),
            moved AS (UPDATE conversations c SET sort_at = c.last_at FROM free
                      WHERE c.pk = free.pk AND c.last_at <> c.sort_at)
         SELECT pk FROM free",
        &[&pks],
    )?;
    rows.iter().map(|row| Cells::of(row).take()).collect()
}

/// The same by their ids, one after the other in the order of these, waiting for whoever has one locked.
pub(crate) fn move_named(connection: &Connection, ids: &[Uuid]) -> Result<(), SqlError> {
    connection
        .execute(
            "WITH behind AS (SELECT pk FROM conversations WHERE id = ANY($1) AND last_at <> sort_at
                             ORDER BY id FOR NO KEY UPDATE)
             UPDATE conversations c SET sort_at = c.last_at FROM behind WHERE c.pk = behind.pk",
            &[&ids],
        )
        .map(drop)
}

/// The place of a conversation as lists see it.
pub(crate) fn of(connection: &Connection, id: ConversationId) -> Result<i64, SqlError> {
    let row = connection.one("SELECT sort_at FROM conversations WHERE id = $1", &[&id.0])?;
    Cells::of(&row).take()
}
