//! A conversation's head as its rows say it, read without believing any of it.

use deskbell_domain::{AgentId, ConversationId};
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::{
    both::verify::head::{Head, Last, Mark},
    sqlite::convert::Cells,
};

/// A row of the table of conversations.
pub(super) struct Found {
    pub(super) pk: i64,
    /// `None` where it is none.
    pub(super) id: Option<ConversationId>,
    /// It is part of a rehearsal that is being dropped, a little at a time.
    pub(super) is_going: bool,
}

/// The rows of conversations after a key, in its order.
pub(super) fn page(connection: &Connection, after: i64, limit: usize) -> rusqlite::Result<Vec<Found>> {
    let mut statement = connection.prepare_cached(
        "SELECT c.pk, c.id, EXISTS (SELECT 1 FROM inboxes WHERE pk = c.inbox_pk AND dropping = 1)
         FROM conversations c WHERE c.pk > ?1 ORDER BY c.pk LIMIT ?2",
    )?;
    let rows = statement.query_map((after, limit), |row| {
        let id: Option<[u8; 16]> = row.get(1).ok();
        let id = id.map(|bytes| ConversationId(Uuid::from_bytes(bytes)));
        Ok(Found { pk: row.get(0)?, id, is_going: row.get(2)? })
    })?;
    rows.collect()
}

pub(super) fn load(connection: &Connection, pk: i64) -> rusqlite::Result<Head> {
    let mut statement = connection.prepare_cached(
        "SELECT c.id, (SELECT id FROM customers WHERE pk = c.customer_pk), c.status,
            (SELECT id FROM agents WHERE pk = c.assignee_pk), c.head_hash, c.head_seq, c.customer_head_seq,
            c.message_count, c.started, c.needs_reply, c.queued_at IS NOT NULL, c.resolved_at, c.closed_at,
            c.created_at, c.sort_at, c.customer_delivered_seq, c.customer_read_seq, c.customer_settled,
            c.last_seq, c.last_at, c.last_sender_kind, c.last_preview, c.last_sender_name
         FROM conversations c WHERE c.pk = ?1",
    )?;
    let mut head = statement.query_row([pk], read)?;
    head.participants = participants(connection, pk)?;
    Ok(head)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Head> {
    let mut cells = Cells::of(row);
    Ok(Head {
        id: cells.id()?,
        customer: cells.maybe_id()?,
        status: cells.take()?,
        assignee: cells.maybe_id()?,
        hash: cells.take()?,
        seq: cells.take()?,
        customer_seq: cells.take()?,
        messages: cells.take()?,
        started: cells.take()?,
        needs_reply: cells.take()?,
        is_queued: cells.take()?,
        resolved_at: cells.take()?,
        closed_at: cells.take()?,
        created_at: cells.take()?,
        sort_at: cells.take()?,
        customer_mark: read_mark(&mut cells)?,
        last: read_last(&mut cells)?,
        participants: Vec::new(),
    })
}

fn read_last(cells: &mut Cells<'_>) -> rusqlite::Result<Option<Last>> {
    let Some(seq) = cells.take()? else { return Ok(None) };
    Ok(Some(Last {
        seq,
        at: cells.take::<Option<i64>>()?.unwrap_or_default(),
        sender_kind: cells.take::<Option<String>>()?.unwrap_or_default(),
        preview: cells.take::<Option<String>>()?.unwrap_or_default(),
        sender_name: cells.take::<Option<String>>()?.unwrap_or_default(),
    }))
}

fn read_mark(cells: &mut Cells<'_>) -> rusqlite::Result<Mark> {
    Ok(Mark { delivered: cells.take()?, read: cells.take()?, settled: cells.take()? })
}

fn participants(connection: &Connection, pk: i64) -> rusqlite::Result<Vec<(Option<AgentId>, Mark)>> {
    let mut statement = connection.prepare_cached(
        "SELECT (SELECT id FROM agents WHERE pk = p.agent_pk), p.delivered_seq, p.read_seq, p.settled
         FROM participants p WHERE p.conversation_pk = ?1 ORDER BY p.place",
    )?;
    let rows = statement.query_map([pk], |row| {
        let mut cells = Cells::of(row);
        Ok((cells.maybe_id()?, read_mark(&mut cells)?))
    })?;
    rows.collect()
}
