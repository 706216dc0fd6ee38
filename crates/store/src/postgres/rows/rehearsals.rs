//! Rehearsals: which inbox is one, and dropping all there is of it.

use deskbell_domain::{AgentId, ConversationId, CustomerId, InboxId, Refusal};
use jiff::Timestamp;

use super::{entries, feed};
use crate::postgres::{
    batch::Batch,
    connection::{Connection, SqlError},
    convert::{Cells, big, micros},
    work::Trouble,
};

/// Rows that one step of a drop deletes at most: a few milliseconds of the writer's time.
const STEP_ROWS: usize = 256;

/// Whether an inbox is a rehearsal.
pub(crate) fn is_one(connection: &Connection, id: InboxId) -> Result<bool, SqlError> {
    let sql = "SELECT 1 FROM inboxes WHERE id = $1 AND kind = 'rehearsal'";
    connection.exists(sql, &[&id.0])
}

/// The key of a rehearsal that is going on.
pub(crate) fn going_on(connection: &Connection, id: InboxId) -> Result<i64, Trouble> {
    let sql = "SELECT pk FROM inboxes WHERE id = $1 AND kind = 'rehearsal' AND NOT dropping";
    let row = connection.first(sql, &[&id.0])?.ok_or(Trouble::Refused(Refusal::NotFound))?;
    Ok(Cells::of(&row).take()?)
}

/// Notes that a rehearsal is being dropped; false where that is known.
pub(crate) fn end(connection: &Connection, id: InboxId, at: Timestamp) -> Result<bool, SqlError> {
    let sql = "UPDATE inboxes SET dropping = true, updated_at = $2
         WHERE id = $1 AND kind = 'rehearsal' AND NOT dropping";
    Ok(connection.execute(sql, &[&id.0, &micros(at)])? > 0)
}

/// When anything happened in a rehearsal last.
pub(crate) fn newest_at(connection: &Connection, id: InboxId) -> Result<Option<Timestamp>, SqlError> {
    let sql =
        "SELECT greatest(i.updated_at, (SELECT max(updated_at) FROM conversations WHERE inbox_pk = i.pk))
         FROM inboxes i WHERE i.id = $1 AND i.kind = 'rehearsal'";
    connection.first(sql, &[&id.0])?.map(|row| Cells::of(&row).time()).transpose()
}

/// Deletes some of what a rehearsal that is being dropped has left; true when nothing is left of it, not even in
/// the feed. Conversations go first, then the people, then the inbox, then the feed's rows that tell of nothing
/// else, so that whatever is interrupted can be gone on with.
pub(crate) fn drop_some(batch: &mut Batch<'_>, id: InboxId, at: Timestamp) -> Result<bool, Trouble> {
    // Of two nodes that drop it at once, one waits.
    let sql = "SELECT pk FROM inboxes WHERE id = $1 AND kind = 'rehearsal' AND dropping FOR NO KEY UPDATE";
    let Some(row) = batch.connection.first(sql, &[&id.0])? else { return forget(batch.connection) };
    let inbox_pk: i64 = Cells::of(&row).take()?;
    batch.write_heads()?;
    let mut left = drop_conversations(batch, inbox_pk, STEP_ROWS, at)?;
    left -= drop_customers(batch, inbox_pk, left, at)?;
    left -= drop_agents(batch, inbox_pk, left, at)?;
    if left > 0 {
        batch.connection.execute("DELETE FROM inboxes WHERE pk = $1", &[&inbox_pk])?;
        batch.keys.forget();
        batch.touch(at, |touched| touched.side(true).inboxes.push(id));
    }
    Ok(false)
}

/// Deletes rows of the feed; true when none are left.
fn forget(connection: &Connection) -> Result<bool, Trouble> {
    let going_on = connection.exists("SELECT 1 FROM inboxes WHERE kind = 'rehearsal'", &[])?;
    // The next rehearsal may have begun, whose rows are still to be read.
    Ok(going_on || feed::forget_rehearsals(connection, STEP_ROWS)? < STEP_ROWS)
}

/// Returns how many rows may still be deleted; some, where no conversation is left.
fn drop_conversations(
    batch: &mut Batch<'_>,
    inbox_pk: i64,
    mut left: usize,
    at: Timestamp,
) -> Result<usize, Trouble> {
    let next = "SELECT pk, id FROM conversations WHERE inbox_pk = $1 LIMIT 1";
    while left > 0 {
        let Some(row) = batch.connection.first(next, &[&inbox_pk])? else { break };
        let mut cells = Cells::of(&row);
        let (pk, id): (i64, ConversationId) = (cells.take()?, cells.id()?);
        left -= entries::delete_some(batch.connection, pk, left)?;
        if left > 0 {
            let head = batch.head(id)?.ok_or(Trouble::Broken("a conversation to drop is gone"))?;
            batch.delete(&head, at)?;
            left -= 1;
        }
    }
    Ok(left)
}

fn drop_customers(
    batch: &mut Batch<'_>,
    inbox_pk: i64,
    left: usize,
    at: Timestamp,
) -> Result<usize, Trouble> {
    let sql = "DELETE FROM customers WHERE pk IN (SELECT pk FROM customers WHERE inbox_pk = $1 LIMIT $2)
               RETURNING id";
    let gone: Vec<CustomerId> = deleted(batch.connection, sql, inbox_pk, left)?;
    let count = gone.len();
    if count > 0 {
        batch.touch(at, |touched| touched.side(true).customers.extend(gone));
    }
    Ok(count)
}

fn drop_agents(batch: &mut Batch<'_>, inbox_pk: i64, left: usize, at: Timestamp) -> Result<usize, Trouble> {
    let some = "(SELECT pk FROM agents WHERE rehearsal_pk = $1 ORDER BY pk LIMIT $2)";
    let teams = format!("DELETE FROM agent_teams WHERE agent_pk IN {some}");
    batch.connection.execute(&teams, &[&inbox_pk, &big(left as u64)])?;
    let sql = format!("DELETE FROM agents WHERE pk IN {some} RETURNING id");
    let gone: Vec<AgentId> = deleted(batch.connection, &sql, inbox_pk, left)?;
    let count = gone.len();
    if count > 0 {
        batch.keys.forget();
        batch.touch(at, |touched| touched.side(true).agents.extend(gone));
    }
    Ok(count)
}

fn deleted<T: From<uuid::Uuid>>(
    connection: &Connection,
    sql: &str,
    inbox_pk: i64,
    left: usize,
) -> Result<Vec<T>, SqlError> {
    let rows = connection.query(sql, &[&inbox_pk, &big(left as u64)])?;
    rows.iter().map(|row| Cells::of(row).id()).collect()
}
