//! Timelines: one row for each entry, lying together in the order of `seq`.

pub(crate) mod named;
pub(crate) mod uploads;

use std::sync::Arc;

use deskbell_domain::{
    Audience, ConversationId, Entry, Reader,
    entry::{Activity, Body, SenderKind},
    text::ClientId,
};
use rusqlite::{Connection, OptionalExtension, Params, Row, params, types::Type};

use crate::{
    MessageKey, Range, body,
    both::links::{Link, Stored},
    sqlite::{
        convert::{Cells, blob, micros},
        keys,
    },
};

/// What [`read`] reads, from `entries e`.
const ENTRY: &str = "e.seq, e.id, e.kind, e.activity, e.audience, e.sender_kind,
    CASE e.sender_kind WHEN 'customer' THEN (SELECT id FROM customers WHERE pk = e.sender_pk)
        WHEN 'agent' THEN (SELECT id FROM agents WHERE pk = e.sender_pk) END,
    e.client_id, e.created_at, e.prev_customer_seq, e.body";

/// Appends an entry.
pub(crate) fn insert(
    connection: &Connection,
    conversation_pk: i64,
    sender_kind: &str,
    sender_pk: i64,
    link: &Link,
) -> rusqlite::Result<()> {
    let entry = &link.entry;
    let mut statement = connection.prepare_cached(
        "INSERT INTO entries (conversation_pk, seq, id, kind, activity, audience, sender_kind, sender_pk,
            client_id, created_at, prev_customer_seq, message_ordinal, prev_hash, hash, digest, salt, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?;
    statement.execute(params![
        conversation_pk,
        entry.seq,
        blob(entry.id.0),
        entry.body.kind(),
        activity(&entry.body),
        audience_name(entry.audience),
        sender_kind,
        sender_pk,
        entry.client_id.as_ref().map(ClientId::as_str),
        micros(entry.created_at),
        entry.prev_customer_seq,
        link.message_ordinal,
        link.prev_hash,
        link.hash,
        link.digest,
        link.salt,
        link.body,
    ])?;
    Ok(())
}

/// Deletes the oldest entries of a timeline whose conversation is being dropped, and says how many.
pub(crate) fn delete_some(
    connection: &Connection,
    conversation_pk: i64,
    limit: usize,
) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM entries WHERE conversation_pk = ?1
            AND seq IN (SELECT seq FROM entries WHERE conversation_pk = ?1 ORDER BY seq LIMIT ?2)",
    )?;
    statement.execute(params![conversation_pk, limit])
}

fn activity(body: &Body) -> Option<&'static str> {
    match body {
        Body::Activity(activity) => Some(Activity::name(activity)),
        Body::Message { .. } | Body::Note { .. } => None,
    }
}

const fn audience_name(audience: Audience) -> &'static str {
    match audience {
        Audience::Everyone => "everyone",
        Audience::Agents => "agents",
    }
}

fn parse_audience(name: &str) -> Option<Audience> {
    [Audience::Everyone, Audience::Agents].into_iter().find(|one| audience_name(*one) == name)
}

pub(crate) fn read(conversation_id: ConversationId, row: &Row<'_>) -> rusqlite::Result<Entry> {
    let mut cells = Cells::of(row);
    let (seq, id) = (cells.take()?, cells.id()?);
    let (kind, activity): (String, Option<String>) = (cells.take()?, cells.take()?);
    let audience = cells.named(parse_audience)?;
    let sender_kind: String = cells.take()?;
    let sender = match sender_kind.as_str() {
        "customer" => SenderKind::Customer(cells.id()?),
        "agent" => SenderKind::Agent(cells.id()?),
        _ => {
            cells.take::<Option<[u8; 16]>>()?;
            SenderKind::System
        }
    };
    let client_id = cells.take::<Option<String>>()?.map(ClientId::new).transpose();
    let client_id = client_id.map_err(|error| cells.broken(Type::Text, error))?;
    let (created_at, prev_customer_seq) = (cells.time()?, cells.take()?);
    let bytes: Option<Vec<u8>> = cells.take()?;
    let (sender, body) = body::decode(sender, &kind, activity.as_deref(), bytes.as_deref())
        .map_err(|error| cells.broken(Type::Blob, error))?;
    Ok(Entry { id, conversation_id, seq, prev_customer_seq, audience, sender, client_id, body, created_at })
}

fn select(
    connection: &Connection,
    conversation_id: ConversationId,
    tail: &str,
    params: impl Params,
) -> rusqlite::Result<Vec<Arc<Entry>>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {ENTRY} FROM entries e {tail}"))?;
    let entries = statement.query_map(params, |row| read(conversation_id, row).map(Arc::new))?;
    entries.collect()
}

/// Part of a timeline, ascending.
pub(crate) fn range(
    connection: &Connection,
    conversation_id: ConversationId,
    reader: Reader,
    range: Range,
    limit: usize,
) -> rusqlite::Result<Vec<Arc<Entry>>> {
    let audience = match reader {
        Reader::Agent => "",
        Reader::Customer => "AND e.audience = 'everyone'",
    };
    let (place, order, seq) = match range {
        Range::Last => ("e.seq < ?2", "DESC", u64::MAX >> 1),
        Range::Before(seq) => ("e.seq < ?2", "DESC", seq.min(u64::MAX >> 1)),
        Range::After(seq) => ("e.seq > ?2", "ASC", seq.min(u64::MAX >> 1)),
    };
    let tail = format!(
        "WHERE e.conversation_pk = (SELECT pk FROM conversations WHERE id = ?1) AND {place} {audience}
         ORDER BY e.seq {order} LIMIT ?3"
    );
    let mut entries =
        select(connection, conversation_id, &tail, params![blob(conversation_id.0), seq, limit])?;
    if order == "DESC" {
        entries.reverse();
    }
    Ok(entries)
}

/// The entry a sender has named so; nothing for an unknown conversation or sender.
pub(crate) fn find(connection: &Connection, key: &MessageKey) -> rusqlite::Result<Option<Arc<Entry>>> {
    let (kind, sender_pk) = match key.sender {
        SenderKind::Customer(id) => ("customer", keys::find(connection, keys::CUSTOMER, id.0)?),
        SenderKind::Agent(id) => ("agent", keys::find(connection, keys::AGENT, id.0)?),
        SenderKind::System => ("system", Some(0)),
    };
    let conversation_pk = keys::find(connection, keys::CONVERSATION, key.conversation_id.0)?;
    let (Some(conversation_pk), Some(sender_pk)) = (conversation_pk, sender_pk) else { return Ok(None) };
    let sender = (kind, sender_pk);
    named::look_for(connection, key.conversation_id, conversation_pk, sender, &key.client_id)
}

/// Whether the body of an entry has been erased.
pub(crate) fn is_erased(connection: &Connection, conversation_pk: i64, seq: u64) -> rusqlite::Result<bool> {
    let mut statement = connection
        .prepare_cached("SELECT body IS NULL FROM entries WHERE conversation_pk = ?1 AND seq = ?2")?;
    Ok(statement.query_row(params![conversation_pk, seq], |row| row.get(0)).optional()?.unwrap_or(false))
}

/// Messages with a seq up to this one.
pub(crate) fn messages_up_to(
    connection: &Connection,
    conversation_pk: i64,
    seq: u64,
) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(
        "SELECT message_ordinal FROM entries WHERE conversation_pk = ?1 AND seq <= ?2
         ORDER BY seq DESC LIMIT 1",
    )?;
    Ok(statement.query_row(params![conversation_pk, seq], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Messages with a seq after this one that this sender wrote.
pub(crate) fn own_after(
    connection: &Connection,
    conversation_pk: i64,
    (sender_kind, sender_pk): (&str, i64),
    seq: u64,
) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM entries WHERE conversation_pk = ?1 AND seq > ?2 AND kind = 'message'
            AND sender_kind = ?3 AND sender_pk = ?4",
    )?;
    statement.query_row(params![conversation_pk, seq, sender_kind, sender_pk], |row| row.get(0))
}

/// Erases the body and the salt of an entry; false when there is no such entry or nothing left of it.
pub(crate) fn erase(connection: &Connection, conversation_pk: i64, seq: u64) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(
        "UPDATE entries SET body = NULL, salt = NULL
         WHERE conversation_pk = ?1 AND seq = ?2 AND body IS NOT NULL",
    )?;
    Ok(statement.execute(params![conversation_pk, seq])? > 0)
}

/// Calls `each` with every entry of a timeline, in order.
pub(crate) fn walk(
    connection: &Connection,
    conversation_id: ConversationId,
    mut each: impl FnMut(rusqlite::Result<Stored>) -> bool,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {ENTRY}, e.message_ordinal, e.prev_hash, e.hash, e.digest, e.salt, e.body FROM entries e
         WHERE e.conversation_pk = (SELECT pk FROM conversations WHERE id = ?1) ORDER BY e.seq"
    ))?;
    let first = ENTRY_COLUMNS;
    let mut rows = statement.query([blob(conversation_id.0)])?;
    while let Some(row) = rows.next()? {
        let stored = (|| {
            Ok(Stored {
                entry: read(conversation_id, row)?,
                message_ordinal: row.get(first)?,
                prev_hash: row.get(first + 1)?,
                hash: row.get(first + 2)?,
                digest: row.get(first + 3)?,
                salt: row.get(first + 4)?,
                body: row.get(first + 5)?,
            })
        })();
        if !each(stored) {
            break;
        }
    }
    Ok(())
}

/// Where a conversation's row says that its timeline ends: the hash and the seq of the newest entry.
pub(crate) fn head_hash(
    connection: &Connection,
    id: ConversationId,
) -> rusqlite::Result<Option<([u8; 32], u64)>> {
    let mut statement =
        connection.prepare_cached("SELECT head_hash, head_seq FROM conversations WHERE id = ?1")?;
    statement.query_row([blob(id.0)], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// Columns [`ENTRY`] has.
const ENTRY_COLUMNS: usize = 11;
