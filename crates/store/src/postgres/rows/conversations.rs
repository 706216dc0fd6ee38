//! Reading and locking heads of conversations: one row each, and a row for each agent who took part. `heads.rs`
//! writes them.

use std::sync::Arc;

use deskbell_domain::{
    ConversationId, ConversationState, Status,
    conversation::{Category, DeskFacts, Kind, LastMessage, Participant, Priority, Watermark},
    entry::SenderKind,
};
use foldhash::{HashMap, HashMapExt};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    both::desk,
    postgres::{
        connection::{Connection, SqlError, Values},
        convert::Cells,
        heads::Head,
    },
};

/// What [`read`] reads, from `conversations c`.
const HEAD: &str = "c.pk, c.customer_pk, c.version, c.head_hash, c.id,
    (SELECT id FROM inboxes WHERE pk = c.inbox_pk), c.rehearsal,
    (SELECT id FROM customers WHERE pk = c.customer_pk),
    c.kind, c.status, c.subject, c.description, c.priority, c.category, c.labels,
    (SELECT id FROM agents WHERE pk = c.assignee_pk), (SELECT id FROM teams WHERE pk = c.team_pk),
    (SELECT p.id FROM conversations p WHERE p.pk = c.previous_pk), c.head_seq, c.customer_head_seq,
    c.message_count, c.last_seq, c.last_preview, c.last_attachments, c.last_sender_kind,
    CASE c.last_sender_kind WHEN 'customer' THEN (SELECT id FROM customers WHERE pk = c.last_sender_pk)
        WHEN 'agent' THEN (SELECT id FROM agents WHERE pk = c.last_sender_pk) END,
    c.last_sender_name, c.last_at, c.started, c.needs_reply, c.queued_at, c.line_at, c.asked_at,
    c.replied_at, c.live_since, c.desk, c.customer_delivered_seq,
    c.customer_read_seq, c.customer_settled, c.created_at, c.updated_at, c.resolved_at, c.closed_at";

/// Locks rows in the order of their ids, so that no two transactions wait for each other, and says their versions.
pub(crate) const LOCK: &str =
    "SELECT id, version FROM conversations WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";

/// One conversation's head.
pub(crate) fn load(connection: &Connection, id: ConversationId) -> Result<Option<Head>, SqlError> {
    Ok(load_all(connection, &[id.0])?.pop())
}

/// The heads of those of these conversations that there are, in no order.
pub(crate) fn load_all(connection: &Connection, ids: &[Uuid]) -> Result<Vec<Head>, SqlError> {
    select(connection, "FROM conversations c WHERE c.id = ANY($1)", &[&ids])
}

/// The version of a head, where there is one.
pub(crate) fn version(connection: &Connection, id: ConversationId) -> Result<Option<i64>, SqlError> {
    let row = connection.first("SELECT version FROM conversations WHERE id = $1", &[&id.0])?;
    row.map(|row| Cells::of(&row).take()).transpose()
}

/// The heads that a statement's tail selects from `conversations c`, in its order.
pub(crate) fn select(connection: &Connection, tail: &str, values: Values<'_>) -> Result<Vec<Head>, SqlError> {
    let rows = connection.query(&format!("SELECT {HEAD} {tail}"), values)?;
    let mut heads = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let pks: Vec<i64> = heads.iter().map(|bare| bare.pk).collect();
    let mut participants = participants(connection, &pks)?;
    Ok(heads
        .drain(..)
        .map(|Bare { pk, customer_pk, version, hash, mut state }| {
            state.participants = participants.remove(&pk).unwrap_or_default();
            Head { pk, customer_pk, version, hash, state: Arc::new(state) }
        })
        .collect())
}

/// A head whose state still lacks its participants.
struct Bare {
    pk: i64,
    customer_pk: i64,
    version: i64,
    hash: [u8; 32],
    state: ConversationState,
}

fn read(row: &Row) -> Result<Bare, SqlError> {
    let mut cells = Cells::of(row);
    Ok(Bare {
        pk: cells.take()?,
        customer_pk: cells.take()?,
        version: cells.take()?,
        hash: cells.bytes()?,
        state: read_state(&mut cells)?,
    })
}

fn read_state(cells: &mut Cells<'_>) -> Result<ConversationState, SqlError> {
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
        head_seq: cells.count()?,
        customer_head_seq: cells.count()?,
        message_count: cells.count()?,
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

fn read_last_message(cells: &mut Cells<'_>) -> Result<Option<LastMessage>, SqlError> {
    let seq = cells.maybe_count()?;
    let preview: Option<String> = cells.take()?;
    let attachments = cells.count()? as usize;
    let kind: Option<String> = cells.take()?;
    let id: Option<Uuid> = cells.take()?;
    let sender = match (kind.as_deref(), id) {
        (Some("customer"), Some(id)) => Some(SenderKind::Customer(id.into())),
        (Some("agent"), Some(id)) => Some(SenderKind::Agent(id.into())),
        (Some("system"), None) => Some(SenderKind::System),
        _ => None,
    };
    let sender_name: Option<String> = cells.take()?;
    let at = cells.maybe_time()?;
    let Some(seq) = seq else { return Ok(None) };
    let (Some(sender), Some(at)) = (sender, at) else {
        return Err(cells.broken("a newest message without a sender or a time"));
    };
    let (preview, sender_name) = (preview.unwrap_or_default(), sender_name.unwrap_or_default());
    Ok(Some(LastMessage { seq, preview, attachments, sender, sender_name, at }))
}

fn read_desk(cells: &mut Cells<'_>) -> Result<DeskFacts, SqlError> {
    let json: Option<String> = cells.take()?;
    desk::decode(json.as_deref()).map_err(|error| cells.broken(error))
}

fn read_mark(cells: &mut Cells<'_>) -> Result<Watermark, SqlError> {
    Ok(Watermark { delivered_seq: cells.count()?, read_seq: cells.count()?, settled: cells.count()? })
}

/// Everybody who took part in these conversations, by conversation, in the order in which they came.
fn participants(connection: &Connection, pks: &[i64]) -> Result<HashMap<i64, Vec<Participant>>, SqlError> {
    let mut found: HashMap<i64, Vec<Participant>> = HashMap::new();
    if pks.is_empty() {
        return Ok(found);
    }
    let rows = connection.query(
        "SELECT p.conversation_pk, a.id, p.active, p.follows, p.marked_unread, p.delivered_seq, p.read_seq, p.settled
         FROM participants p
         JOIN agents a ON a.pk = p.agent_pk WHERE p.conversation_pk = ANY($1) ORDER BY p.conversation_pk, p.place",
        &[&pks],
    )?;
    for row in &rows {
        let mut cells = Cells::of(row);
        let pk = cells.take()?;
        let participant = Participant {
            agent_id: cells.id()?,
            active: cells.take()?,
            follows: cells.take()?,
            marked_unread: cells.take()?,
            mark: read_mark(&mut cells)?,
        };
        found.entry(pk).or_default().push(participant);
    }
    Ok(found)
}

/// Deletes a conversation with its participants and its timeline.
pub(crate) fn delete(connection: &Connection, pk: i64) -> Result<(), SqlError> {
    connection.execute("DELETE FROM entries WHERE conversation_pk = $1", &[&pk])?;
    connection.execute("DELETE FROM participants WHERE conversation_pk = $1", &[&pk])?;
    connection.execute("UPDATE conversations SET previous_pk = NULL WHERE previous_pk = $1", &[&pk])?;
    connection.execute("DELETE FROM conversations WHERE pk = $1", &[&pk]).map(drop)
}

/// The customer's live chat in this inbox, as rows say it.
pub(crate) fn live_chat(
    connection: &Connection,
    customer_pk: i64,
    inbox_pk: i64,
) -> Result<Option<ConversationId>, SqlError> {
    first_id(connection.first(
        "SELECT id FROM conversations
         WHERE customer_pk = $1 AND inbox_pk = $2 AND kind = 'chat' AND status <> 'closed'",
        &[&customer_pk, &inbox_pk],
    )?)
}

/// The customer's newest closed conversation in this inbox, as rows say it.
pub(crate) fn newest_closed(
    connection: &Connection,
    customer_pk: i64,
    inbox_pk: i64,
) -> Result<Option<ConversationId>, SqlError> {
    first_id(connection.first(
        "SELECT id FROM conversations
         WHERE customer_pk = $1 AND inbox_pk = $2 AND status = 'closed' AND started
         ORDER BY coalesce(last_at, created_at) DESC, pk DESC LIMIT 1",
        &[&customer_pk, &inbox_pk],
    )?)
}

fn first_id(row: Option<Row>) -> Result<Option<ConversationId>, SqlError> {
    row.map(|row| Cells::of(&row).id()).transpose()
}
