//! Heads of conversations: one row each, and a row for each agent who took part.

use std::sync::Arc;

use deskbell_domain::{
    ConversationId, ConversationState, Status,
    conversation::{Category, Kind, LastMessage, Participant, Priority, Watermark},
    entry::SenderKind,
};
use rusqlite::{Connection, Params, Row, named_params, params, types::Type};

use crate::{
    hash::Hash,
    sqlite::{
        convert::{Cells, blob, json_strings, micros},
        heads::Head,
        keys::{self, Keys},
        work::Trouble,
    },
};

/// What [`read_bare`] reads, from `conversations c`.
const HEAD: &str = "c.pk, c.customer_pk, c.head_hash, c.id,
    (SELECT id FROM inboxes WHERE pk = c.inbox_pk), (SELECT id FROM customers WHERE pk = c.customer_pk),
    c.kind, c.status, c.subject, c.description, c.priority, c.category, c.labels,
    (SELECT id FROM agents WHERE pk = c.assignee_pk), (SELECT id FROM teams WHERE pk = c.team_pk),
    (SELECT id FROM conversations WHERE pk = c.previous_pk), c.head_seq, c.customer_head_seq,
    c.message_count, c.last_seq, c.last_preview, c.last_sender_kind,
    CASE c.last_sender_kind WHEN 'customer' THEN (SELECT id FROM customers WHERE pk = c.last_sender_pk)
        WHEN 'agent' THEN (SELECT id FROM agents WHERE pk = c.last_sender_pk) END,
    c.last_sender_name, c.last_at, c.started, c.needs_reply, c.queued_at, c.customer_delivered_seq,
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
            Ok(Head { pk, customer_pk, hash, state: Arc::new(state) })
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
    Ok(Some(LastMessage { seq, preview, sender, sender_name, at }))
}

fn read_mark(cells: &mut Cells<'_>) -> rusqlite::Result<Watermark> {
    Ok(Watermark { delivered_seq: cells.take()?, read_seq: cells.take()?, settled: cells.take()? })
}

fn read_participants(connection: &Connection, pk: i64) -> rusqlite::Result<Vec<Participant>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.id, p.active, p.delivered_seq, p.read_seq, p.settled FROM participants p
         JOIN agents a ON a.pk = p.agent_pk WHERE p.conversation_pk = ?1 ORDER BY p.place",
    )?;
    let rows = statement.query_map([pk], |row| {
        let mut cells = Cells::of(row);
        Ok(Participant { agent_id: cells.id()?, active: cells.take()?, mark: read_mark(&mut cells)? })
    })?;
    rows.collect()
}

/// Writes a new conversation and returns its key.
pub(crate) fn insert(connection: &Connection, keys: &mut Keys, head: &Head) -> Result<i64, Trouble> {
    let state = &*head.state;
    let previous_pk = match state.previous_conversation_id {
        Some(id) => keys::find(connection, keys::CONVERSATION, id.0)?,
        None => None,
    };
    let mut statement = connection.prepare_cached(
        "INSERT INTO conversations (id, inbox_pk, customer_pk, kind, previous_pk, created_at, status, labels,
            priority, head_seq, customer_head_seq, message_count, started, needs_reply,
            customer_delivered_seq, customer_read_seq, customer_settled, updated_at, head_hash, sort_at)
         VALUES (:id, :inbox_pk, :customer_pk, :kind, :previous_pk, :created_at, :status, '[]', 'medium', 0, 0,
            0, 0, 0, 0, 0, 0, :created_at, :head_hash, :created_at)",
    )?;
    statement.execute(named_params! {
        ":id": blob(state.id.0),
        ":inbox_pk": keys.inbox(connection, state.inbox_id)?,
        ":customer_pk": head.customer_pk,
        ":kind": state.kind.as_str(),
        ":previous_pk": previous_pk,
        ":created_at": micros(state.created_at),
        ":status": state.status.as_str(),
        ":head_hash": head.hash,
    })?;
    let pk = connection.last_insert_rowid();
    update_progress(connection, keys, pk, head)?;
    update_fields(connection, keys, pk, state)?;
    update_order(connection, pk, state)?;
    update_participants(connection, keys, pk, state, &[])?;
    Ok(pk)
}

/// Writes what differs between a head and the state its row has. What indexes are made of is written only
/// where it changed: each index costs as much as the row.
pub(crate) fn update(
    connection: &Connection,
    keys: &mut Keys,
    head: &Head,
    written: &ConversationState,
) -> Result<(), Trouble> {
    let state = &*head.state;
    update_progress(connection, keys, head.pk, head)?;
    if fields(state) != fields(written) {
        update_fields(connection, keys, head.pk, state)?;
    }
    if sort_at(state) != sort_at(written) {
        update_order(connection, head.pk, state)?;
    }
    update_participants(connection, keys, head.pk, state, &written.participants)
}

/// The place in lists.
fn sort_at(state: &ConversationState) -> i64 {
    micros(state.last_message.as_ref().map_or(state.created_at, |last| last.at))
}

fn update_order(connection: &Connection, pk: i64, state: &ConversationState) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("UPDATE conversations SET sort_at = ?2 WHERE pk = ?1")?;
    statement.execute(params![pk, sort_at(state)]).map(drop)
}

/// What every message and receipt moves.
fn update_progress(connection: &Connection, keys: &mut Keys, pk: i64, head: &Head) -> Result<(), Trouble> {
    let state = &*head.state;
    let last = state.last_message.as_ref();
    let sender = match last.map(|last| last.sender) {
        Some(SenderKind::Customer(id)) if id == state.customer_id => Some(("customer", head.customer_pk)),
        Some(sender) => Some(keys.sender(connection, sender)?),
        None => None,
    };
    let mut statement = connection.prepare_cached(
        "UPDATE conversations SET head_seq = :head_seq, customer_head_seq = :customer_head_seq,
            message_count = :message_count, last_seq = :last_seq, last_preview = :last_preview,
            last_sender_kind = :last_sender_kind, last_sender_pk = :last_sender_pk,
            last_sender_name = :last_sender_name, last_at = :last_at, needs_reply = :needs_reply,
            queued_at = :queued_at, customer_delivered_seq = :delivered_seq, customer_read_seq = :read_seq,
            customer_settled = :settled, updated_at = :updated_at, head_hash = :head_hash WHERE pk = :pk",
    )?;
    statement.execute(named_params! {
        ":pk": pk,
        ":head_seq": state.head_seq,
        ":customer_head_seq": state.customer_head_seq,
        ":message_count": state.message_count,
        ":last_seq": last.map(|last| last.seq),
        ":last_preview": last.map(|last| &last.preview),
        ":last_sender_kind": sender.map(|(kind, _)| kind),
        ":last_sender_pk": sender.map(|(_, pk)| pk),
        ":last_sender_name": last.map(|last| &last.sender_name),
        ":last_at": last.map(|last| micros(last.at)),
        ":needs_reply": state.needs_reply,
        ":queued_at": state.queued_at.map(micros),
        ":delivered_seq": state.customer_mark.delivered_seq,
        ":read_seq": state.customer_mark.read_seq,
        ":settled": state.customer_mark.settled,
        ":updated_at": micros(state.updated_at),
        ":head_hash": head.hash,
    })?;
    Ok(())
}

/// What [`update_fields`] writes, to be compared.
fn fields(state: &ConversationState) -> impl PartialEq {
    (
        (state.status, state.subject.as_deref(), state.description.as_deref(), state.priority),
        (state.category, state.labels.as_slice(), state.assignee, state.team_id),
        (state.started, state.resolved_at, state.closed_at, state.customer_id, state.kind),
    )
}

fn update_fields(
    connection: &Connection,
    keys: &mut Keys,
    pk: i64,
    state: &ConversationState,
) -> Result<(), Trouble> {
    let assignee_pk = state.assignee.map(|id| keys.agent(connection, id)).transpose()?;
    let team_pk = state.team_id.map(|id| keys.team(connection, id)).transpose()?;
    let mut statement = connection.prepare_cached(
        "UPDATE conversations SET status = :status, subject = :subject, description = :description,
            priority = :priority, category = :category, labels = :labels, assignee_pk = :assignee_pk,
            team_pk = :team_pk, started = :started, resolved_at = :resolved_at, closed_at = :closed_at
         WHERE pk = :pk",
    )?;
    statement.execute(named_params! {
        ":pk": pk,
        ":status": state.status.as_str(),
        ":subject": state.subject,
        ":description": state.description,
        ":priority": state.priority.as_str(),
        ":category": state.category.map(Category::as_str),
        ":labels": json_strings(&state.labels),
        ":assignee_pk": assignee_pk,
        ":team_pk": team_pk,
        ":started": state.started,
        ":resolved_at": state.resolved_at.map(micros),
        ":closed_at": state.closed_at.map(micros),
    })?;
    Ok(())
}

fn update_participants(
    connection: &Connection,
    keys: &mut Keys,
    pk: i64,
    state: &ConversationState,
    written: &[Participant],
) -> Result<(), Trouble> {
    for (place, participant) in state.participants.iter().enumerate() {
        if written.get(place) == Some(participant) {
            continue;
        }
        let agent_pk = keys.agent(connection, participant.agent_id)?;
        let mark = participant.mark;
        let mut statement = connection.prepare_cached(
            "INSERT INTO participants
                (conversation_pk, agent_pk, place, active, delivered_seq, read_seq, settled)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (conversation_pk, agent_pk) DO UPDATE SET place = excluded.place,
                active = excluded.active, delivered_seq = excluded.delivered_seq,
                read_seq = excluded.read_seq, settled = excluded.settled",
        )?;
        let (delivered, read, settled) = (mark.delivered_seq, mark.read_seq, mark.settled);
        statement.execute(params![pk, agent_pk, place, participant.active, delivered, read, settled])?;
    }
    Ok(())
}

/// Deletes a conversation with its participants and its timeline.
pub(crate) fn delete(connection: &Connection, pk: i64) -> rusqlite::Result<()> {
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
         ORDER BY sort_at DESC, pk DESC LIMIT 1",
    )?;
    first_id(statement.query([customer_pk, inbox_pk])?)
}

fn first_id(mut rows: rusqlite::Rows<'_>) -> rusqlite::Result<Option<ConversationId>> {
    rows.next()?.map(|row| Cells::of(row).id()).transpose()
}
