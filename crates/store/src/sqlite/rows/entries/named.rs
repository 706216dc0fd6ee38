//! Entries by the names their senders gave them: those of a timeline's newest stretch are found in the timeline,
//! older ones in `client_ids`.

use std::sync::Arc;

use deskbell_domain::{ConversationId, Entry, text::ClientId};
use rusqlite::{Connection, OptionalExtension, params};

use super::select;
use crate::sqlite::heads::{Head, Named};

/// The names of a timeline's newest stretch.
pub(crate) fn newest(connection: &Connection, conversation_pk: i64) -> rusqlite::Result<Named> {
    let mut named = Named::after(up_to(connection, conversation_pk)?);
    let mut statement = connection.prepare_cached(
        "SELECT seq, sender_kind, sender_pk, client_id FROM entries
         WHERE conversation_pk = ?1 AND seq > ?2 AND client_id IS NOT NULL ORDER BY seq",
    )?;
    let mut rows = statement.query(params![conversation_pk, named.up_to])?;
    while let Some(row) = rows.next()? {
        let sender = (row.get_ref(1)?.as_str()?, row.get(2)?);
        named.push(sender, row.get_ref(3)?.as_str()?, row.get(0)?);
    }
    Ok(named)
}

/// The entry a sender has named so, by what the head remembers and the table holds.
pub(crate) fn find(
    connection: &Connection,
    head: &Head,
    named: &Named,
    sender: (&str, i64),
    client_id: &ClientId,
) -> rusqlite::Result<Option<Arc<Entry>>> {
    for seq in named.candidates(sender, client_id.as_str()) {
        let found = exact(connection, head.state.id, head.pk, sender, client_id, (seq - 1, seq))?;
        if found.is_some() {
            return Ok(found);
        }
    }
    if named.up_to == 0 {
        return Ok(None);
    }
    in_table(connection, head.state.id, head.pk, sender, client_id)
}

/// The same for a reader, who has the database only.
pub(crate) fn look_for(
    connection: &Connection,
    conversation_id: ConversationId,
    conversation_pk: i64,
    sender: (&str, i64),
    client_id: &ClientId,
) -> rusqlite::Result<Option<Arc<Entry>>> {
    let newest = (up_to(connection, conversation_pk)?, u64::MAX >> 1);
    let found = exact(connection, conversation_id, conversation_pk, sender, client_id, newest)?;
    match found {
        Some(found) => Ok(Some(found)),
        None => in_table(connection, conversation_id, conversation_pk, sender, client_id),
    }
}

/// Has the table take over the names of a stretch that has become long.
pub(crate) fn hand_over(
    connection: &Connection,
    conversation_pk: i64,
    after: u64,
    up_to: u64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO client_ids (conversation_pk, sender_kind, sender_pk, client_id, seq)
             SELECT conversation_pk, sender_kind, sender_pk, client_id, seq FROM entries
             WHERE conversation_pk = ?1 AND seq > ?2 AND seq <= ?3 AND client_id IS NOT NULL",
        )?
        .execute(params![conversation_pk, after, up_to])?;
    connection
        .prepare_cached("UPDATE conversations SET named_seq = ?2 WHERE pk = ?1")?
        .execute(params![conversation_pk, up_to])
        .map(drop)
}

fn up_to(connection: &Connection, conversation_pk: i64) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached("SELECT named_seq FROM conversations WHERE pk = ?1")?;
    Ok(statement.query_row([conversation_pk], |row| row.get(0)).optional()?.unwrap_or(0))
}

fn exact(
    connection: &Connection,
    conversation_id: ConversationId,
    conversation_pk: i64,
    (sender_kind, sender_pk): (&str, i64),
    client_id: &ClientId,
    (after, up_to): (u64, u64),
) -> rusqlite::Result<Option<Arc<Entry>>> {
    let tail = "WHERE e.conversation_pk = ?1 AND e.seq > ?2 AND e.seq <= ?3
        AND e.sender_kind = ?4 AND e.sender_pk = ?5 AND e.client_id = ?6";
    let params = params![conversation_pk, after, up_to, sender_kind, sender_pk, client_id.as_str()];
    Ok(select(connection, conversation_id, tail, params)?.pop())
}

/// A new message of a long conversation asks this each time, and hardly ever is anything found.
fn in_table(
    connection: &Connection,
    conversation_id: ConversationId,
    conversation_pk: i64,
    sender: (&str, i64),
    client_id: &ClientId,
) -> rusqlite::Result<Option<Arc<Entry>>> {
    let mut statement = connection.prepare_cached(
        "SELECT seq FROM client_ids
         WHERE conversation_pk = ?1 AND sender_kind = ?2 AND sender_pk = ?3 AND client_id = ?4",
    )?;
    let params = params![conversation_pk, sender.0, sender.1, client_id.as_str()];
    let found: Option<u64> = statement.query_row(params, |row| row.get(0)).optional()?;
    match found {
        Some(seq) => exact(connection, conversation_id, conversation_pk, sender, client_id, (seq - 1, seq)),
        None => Ok(None),
    }
}
