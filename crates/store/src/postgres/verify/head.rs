//! Conversations' heads as their rows say them, read without believing any of it.

use std::collections::HashMap;

use deskbell_domain::{AgentId, ConversationId};
use tokio_postgres::Row;

use crate::{
    both::verify::head::{Head, Last, Mark},
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, big},
    },
};

/// A row of the table of conversations.
pub(super) struct Found {
    pub(super) pk: i64,
    pub(super) id: ConversationId,
    /// It is part of a rehearsal that is being dropped, a little at a time.
    pub(super) is_going: bool,
    pub(super) head: Result<Head, SqlError>,
}

/// The conversations after a key, in its order.
pub(super) fn page(connection: &Connection, after: i64, limit: usize) -> Result<Vec<Found>, SqlError> {
    let rows = connection.query(
        "SELECT c.pk, c.id, EXISTS (SELECT 1 FROM inboxes WHERE pk = c.inbox_pk AND dropping),
            (SELECT id FROM customers WHERE pk = c.customer_pk), c.status,
            (SELECT id FROM agents WHERE pk = c.assignee_pk), c.head_hash, c.head_seq, c.customer_head_seq,
            c.message_count, c.started, c.needs_reply, c.queued_at IS NOT NULL, c.resolved_at, c.closed_at,
            c.created_at, c.sort_at, c.customer_delivered_seq, c.customer_read_seq, c.customer_settled,
            c.last_seq, c.last_at, c.last_sender_kind, c.last_preview, c.last_sender_name
         FROM conversations c WHERE c.pk > $1 ORDER BY c.pk LIMIT $2",
        &[&after, &big(limit as u64)],
    )?;
    let Some(last) = rows.last() else { return Ok(Vec::new()) };
    let mut participants = participants(connection, after, last.try_get(0)?)?;
    let found = rows.iter().map(|row| {
        let mut cells = Cells::of(row);
        let (pk, id, is_going) = (cells.take()?, cells.id()?, cells.take()?);
        let taken = participants.remove(&pk).unwrap_or_default();
        let head = taken
            .into_iter()
            .collect::<Result<Vec<_>, _>>()
            .and_then(|participants| read(id, &mut cells, participants));
        Ok(Found { pk, id, is_going, head })
    });
    found.collect()
}

fn read(id: ConversationId, cells: &mut Cells<'_>, participants: Vec<Participant>) -> Result<Head, SqlError> {
    Ok(Head {
        id,
        customer: cells.maybe_id()?,
        status: cells.take()?,
        assignee: cells.maybe_id()?,
        hash: cells.bytes()?,
        seq: cells.count()?,
        customer_seq: cells.count()?,
        messages: cells.count()?,
        started: cells.take()?,
        needs_reply: cells.take()?,
        is_queued: cells.take()?,
        resolved_at: cells.take()?,
        closed_at: cells.take()?,
        created_at: cells.take()?,
        sort_at: cells.take()?,
        customer_mark: read_mark(cells)?,
        last: read_last(cells)?,
        participants,
    })
}

fn read_last(cells: &mut Cells<'_>) -> Result<Option<Last>, SqlError> {
    let Some(seq) = cells.maybe_count()? else { return Ok(None) };
    Ok(Some(Last {
        seq,
        at: cells.take::<Option<i64>>()?.unwrap_or_default(),
        sender_kind: cells.take::<Option<String>>()?.unwrap_or_default(),
        preview: cells.take::<Option<String>>()?.unwrap_or_default(),
        sender_name: cells.take::<Option<String>>()?.unwrap_or_default(),
    }))
}

fn read_mark(cells: &mut Cells<'_>) -> Result<Mark, SqlError> {
    Ok(Mark { delivered: cells.count()?, read: cells.count()?, settled: cells.count()? })
}

type Participant = (Option<AgentId>, Mark);

/// Who takes part in the conversations between two keys, by these.
fn participants(
    connection: &Connection,
    after: i64,
    up_to: i64,
) -> Result<HashMap<i64, Vec<Result<Participant, SqlError>>>, SqlError> {
    let rows = connection.query(
        "SELECT p.conversation_pk, (SELECT id FROM agents WHERE pk = p.agent_pk), p.delivered_seq, p.read_seq,
            p.settled
         FROM participants p WHERE p.conversation_pk > $1 AND p.conversation_pk <= $2
         ORDER BY p.conversation_pk, p.place",
        &[&after, &up_to],
    )?;
    let read = |row: &Row| {
        let mut cells = Cells::of(row);
        cells.take::<i64>()?;
        Ok((cells.maybe_id()?, read_mark(&mut cells)?))
    };
    let mut found: HashMap<i64, Vec<_>> = HashMap::new();
    for row in &rows {
        found.entry(row.try_get(0)?).or_default().push(read(row));
    }
    Ok(found)
}
