//! Reading heads of conversations: one row each, and a row for each agent who took part. `heads.rs` writes
//! them.

use std::sync::Arc;

use deskbell_domain::{
    ConversationId, ConversationState, Status,
    conversation::{Category, DeskFacts, Kind, LastMessage, Participant, Priority, Watermark},
    entry::SenderKind,
};
use rusqlite::{Connection, Params, Row, types::Type};

use crate::{
    both::desk,
    hash::Hash,
    sqlite::{
        convert::{Cells, blob},
        heads::Head,
    },
};

/// What [`read_bare`] reads, from `conversations c`.
const HEAD: &str = "c.pk, c.customer_pk, c.head_hash, c.id,
    (SELECT id FROM inboxes WHERE pk = c.inbox_pk), c.rehearsal,
    (SELECT id FROM customers WHERE pk = c.customer_pk),
    c.kind, c.status, c.subject, c.description, c.priority, c.category, c.labels,
    (SELECT id FROM agents WHERE pk = c.assignee_pk), (SELECT id FROM teams WHERE pk = c.team_pk),
    (SELECT id FROM conversations WHERE pk = c.previous_pk), c.head_seq, c.customer_head_seq,
    c.message_count, c.last_seq, c.last_preview, c.last_attachments, c.last_sender_kind,
    CASE c.last_sender_kind WHEN 'customer' THEN (SELECT id FROM customers WHERE pk = c.last_sender_pk)
        WHEN 'agent' THEN (SELECT id FROM agents WHERE pk = c.last_sender_pk) END,
    c.last_sender_name, c.last_at, c.started, c.needs_reply, c.queued_at, c.line_at, c.asked_at,
    c.replied_at, c.live_since, c.desk, c.customer_delivered_seq,
    c.customer_read_seq, c.customer_settled, c.created_at, c.updated_at, c.resolved_at, c.closed_at";

/// One conversation's head.
pub(crate) fn load(connection: &Connection, id: ConversationId) -> rusqlite::Result<Option<Head>> {
    let mut heads = select(connection, "FROM conversations c WHERE c.id = ?1", [blob(id.0)])?;
    Ok(heads.pop())
}

/// The heads that a statement's tail selects from `conversations c`, in its order.
pub(crate) fn select(
    connection: &Connection,
    tail: &str,
    params: impl Params,
) -> rusqlite::Result<Vec<Head>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {HEAD} {tail}"))?;
    let bare = statement.query_map(params, read_bare)?.collect::<rusqlite::Result<Vec<_>>>()?;
    bare.into_iter()
        .map(|Bare { pk, customer_pk, hash, mut state }| {
            state.participants = read_participants(connection, pk)?;
            Ok(Head { pk, customer_pk, hash, state: Arc::new(state), named: None })
        })
        .collect()
}

/// A head whose state still lacks its participants.
struct Bare {
    pk: i64,
    customer_pk: i64,
    hash: Hash,
    state: ConversationState,
}

fn read_bare(row: &Row<'_>) -> rusqlite::Result<Bare> {
    let mut cells = Cells::of(row);
    Ok(Bare {
        pk: cells.take()?,
        customer_pk: cells.take()?,
        hash: cells.take()?,
        state: read_state(&mut cells)?,
    })
}

fn read_state(cells: &mut Cells<'_>) -> rusqlite::Result<ConversationState> {
    Ok(ConversationState {
        id: cells.id()?,
        inbox_id: cells.id()?,
        rehearsal: cells.take()?,
        customer_id: cells.id()?,
        kind: cells.named(Kind::parse)?,
        status: cells.named(Status::parse)?,
        subject: cells.take()?,
        description: cells.take()?,
        priority: cells.named(Priority::parse)?,
        category: cells.take::<Option<String>>()?.as_deref().and_then(Category::parse),
        labels: cells.strings()?,
        assignee: cells.maybe_id()?,
        team_id: cells.maybe_id()?,
        previous_conversation_id: cells.maybe_id()?,
        head_seq: cells.take()?,
        customer_head_seq: cells.take()?,
        message_count: cells.take()?,
        last_message: read_last_message(cells)?,
        started: cells.take()?,
        needs_reply: cells.take()?,
        queued_at: cells.maybe_time()?,
        line_at: cells.maybe_time()?,
        asked_at: cells.maybe_time()?,
        replied_at: cells.maybe_time()?,
        live_since: cells.maybe_time()?,
        desk: read_desk(cells)?,
        customer_mark: read_mark(cells)?,
        participants: Vec::new(),
        created_at: cells.time()?,
        updated_at: cells.time()?,
        resolved_at: cells.maybe_time()?,
        closed_at: cells.maybe_time()?,
    })
}

fn read_last_message(cells: &mut Cells<'_>) -> rusqlite::Result<Option<LastMessage>> {
    let seq: Option<u64> = cells.take()?;
    let preview: Option<String> = cells.take()?;
    let attachments = cells.take::<u64>()? as usize;
    let kind: Option<String> = cells.take()?;
    let sender = match kind.as_deref() {
        Some("customer") => Some(SenderKind::Customer(cells.id()?)),
        Some("agent") => Some(SenderKind::Agent(cells.id()?)),
        _ => cells.maybe_id::<ConversationId>()?.map_or(Some(SenderKind::System), |_| None),
    };
    let sender_name: Option<String> = cells.take()?;
    let at = cells.maybe_time()?;
    let Some(seq) = seq else { return Ok(None) };
    let (Some(sender), Some(at)) = (sender, at) else {
        return Err(cells.broken(Type::Null, "a newest message without a sender or a time"));
    };
    let (preview, sender_name) = (preview.unwrap_or_default(), sender_name.unwrap_or_default());
    Ok(Some(LastMessage { seq, preview, attachments, sender, sender_name, at }))
}

fn read_desk(cells: &mut Cells<'_>) -> rusqlite::Result<DeskFacts> {
    let json: Option<String> = cells.take()?;
    desk::decode(json.as_deref()).map_err(|error| cells.broken(Type::Text, error))
}

fn read_mark(cells: &mut Cells<'_>) -> rusqlite::Result<Watermark> {
    Ok(Watermark { delivered_seq: cells.take()?, read_seq: cells.take()?, settled: cells.take()? })
}

fn read_participants(connection: &Connection, pk: i64) -> rusqlite::Result<Vec<Participant>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.id, p.active, p.follows, p.marked_unread, p.delivered_seq, p.read_seq, p.settled
         FROM participants p
         JOIN agents a ON a.pk = p.agent_pk WHERE p.conversation_pk = ?1 ORDER BY p.place",
    )?;
    let rows = statement.query_map([pk], |row| {
        let mut cells = Cells::of(row);
        Ok(Participant {
            agent_id: cells.id()?,
            active: cells.take()?,
            follows: cells.take()?,
            marked_unread: cells.take()?,
            mark: read_mark(&mut cells)?,
        })
    })?;
    rows.collect()
}

/// Deletes a conversation with its participants and its timeline.
pub(crate) fn delete(connection: &Connection, pk: i64) -> rusqlite::Result<()> {
    let forget = "UPDATE conversations SET previous_pk = NULL WHERE previous_pk = ?1";
    connection.prepare_cached(forget)?.execute([pk])?;
    connection.prepare_cached("DELETE FROM conversations WHERE pk = ?1")?.execute([pk]).map(drop)
}

/// The customer's live chat in this inbox, as rows say it.
pub(crate) fn live_chat(
    connection: &Connection,
    customer_pk: i64,
    inbox_pk: i64,
) -> rusqlite::Result<Option<ConversationId>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM conversations
         WHERE customer_pk = ?1 AND inbox_pk = ?2 AND kind = 'chat' AND status <> 'closed'",
    )?;
    first_id(statement.query([customer_pk, inbox_pk])?)
}

/// The customer's newest closed conversation in this inbox, as rows say it.
pub(crate) fn newest_closed(
    connection: &Connection,
    customer_pk: i64,
    inbox_pk: i64,
) -> rusqlite::Result<Option<ConversationId>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM conversations
         WHERE customer_pk = ?1 AND +inbox_pk = ?2 AND +status = 'closed' AND +started = 1
         ORDER BY coalesce(last_at, created_at) DESC, pk DESC LIMIT 1",
    )?;
    first_id(statement.query([customer_pk, inbox_pk])?)
}

fn first_id(mut rows: rusqlite::Rows<'_>) -> rusqlite::Result<Option<ConversationId>> {
    rows.next()?.map(|row| Cells::of(row).id()).transpose()
}
