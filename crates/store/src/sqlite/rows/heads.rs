//! Writing heads of conversations, as little of them as changed.

use deskbell_domain::{
    ConversationState,
    conversation::{Category, Participant},
    entry::SenderKind,
};
use rusqlite::{Connection, ToSql, named_params, params};

use crate::{
    both::{desk, json_strings},
    sqlite::{
        convert::{blob, micros},
        heads::Head,
        keys::{self, Keys},
        work::Trouble,
    },
};

/// Writes a new conversation and returns its key.
pub(crate) fn insert(connection: &Connection, keys: &mut Keys, head: &Head) -> Result<i64, Trouble> {
    let state = &*head.state;
    let previous_pk = match state.previous_conversation_id {
        Some(id) => keys::find(connection, keys::CONVERSATION, id.0)?,
        None => None,
    };
    let mut statement = connection.prepare_cached(
        "INSERT INTO conversations (id, inbox_pk, rehearsal, customer_pk, kind, previous_pk, created_at, status, labels,
            priority, head_seq, customer_head_seq, message_count, started, needs_reply,
            customer_delivered_seq, customer_read_seq, customer_settled, updated_at, head_hash, sort_at)
         VALUES (:id, :inbox_pk, :rehearsal, :customer_pk, :kind, :previous_pk, :created_at, :status, '[]', 'medium', 0, 0,
            0, 0, 0, 0, 0, 0, :created_at, :head_hash, :created_at)",
    )?;
    statement.execute(named_params! {
        ":id": blob(state.id.0),
        ":inbox_pk": keys.inbox(connection, state.inbox_id)?,
        ":rehearsal": state.rehearsal,
        ":customer_pk": head.customer_pk,
        ":kind": state.kind.as_str(),
        ":previous_pk": previous_pk,
        ":created_at": micros(state.created_at),
        ":status": state.status.as_str(),
        ":head_hash": head.hash,
    })?;
    let pk = connection.last_insert_rowid();
    update_progress(connection, keys, pk, head, true)?;
    update_fields(connection, keys, pk, state)?;
    update_participants(connection, keys, pk, state, &[])?;
    Ok(pk)
}

/// Writes what differs between a head and the state its row has, but for its place in lists; whether that has to
/// follow is the answer. What indexes are made of is written only where it changed: each index costs as much as
/// the row.
pub(crate) fn update(
    connection: &Connection,
    keys: &mut Keys,
    head: &Head,
    written: &ConversationState,
) -> Result<bool, Trouble> {
    let state = &*head.state;
    update_progress(connection, keys, head.pk, head, false)?;
    if fields(state) != fields(written) {
        update_fields(connection, keys, head.pk, state)?;
    }
    update_participants(connection, keys, head.pk, state, &written.participants)?;
    Ok(sort_at(state) != sort_at(written))
}

/// The place in lists.
fn sort_at(state: &ConversationState) -> i64 {
    micros(state.last_message.as_ref().map_or(state.created_at, |last| last.at))
}

/// What every message and receipt moves, and then more of the statement.
macro_rules! progress {
    ($more:literal) => {
        concat!(
            "UPDATE conversations SET head_seq = ?2, customer_head_seq = ?3, message_count = ?4, last_seq = ?5,
                last_preview = ?6, last_sender_kind = ?7, last_sender_pk = ?8, last_sender_name = ?9,
                last_at = ?10, needs_reply = ?11, queued_at = ?12, customer_delivered_seq = ?13,
                customer_read_seq = ?14, customer_settled = ?15, updated_at = ?16, head_hash = ?17, line_at = ?18,
                asked_at = ?19, replied_at = ?20, live_since = ?21, desk = ?22, last_attachments = ?23",
            $more
        )
    };
}

/// Writes progress, and the place in lists where it moved. Parameters go by number: finding 23 names again for
/// every message costs as much as the statement.
fn update_progress(
    connection: &Connection,
    keys: &mut Keys,
    pk: i64,
    head: &Head,
    moved: bool,
) -> Result<(), Trouble> {
    let state = &*head.state;
    let last = state.last_message.as_ref();
    let sender = match last.map(|last| last.sender) {
        Some(SenderKind::Customer(id)) if id == state.customer_id => Some(("customer", head.customer_pk)),
        Some(sender) => Some(keys.sender(connection, sender)?),
        None => None,
    };
    let (queued_at, sort_at) = (state.queued_at.map(micros), sort_at(state));
    let values: &[&dyn ToSql] = params![
        pk,
        state.head_seq,
        state.customer_head_seq,
        state.message_count,
        last.map(|last| last.seq),
        last.map(|last| &last.preview),
        sender.map(|(kind, _)| kind),
        sender.map(|(_, pk)| pk),
        last.map(|last| &last.sender_name),
        last.map(|last| micros(last.at)),
        state.needs_reply,
        queued_at,
        state.customer_mark.delivered_seq,
        state.customer_mark.read_seq,
        state.customer_mark.settled,
        micros(state.updated_at),
        head.hash,
        state.line_at.map(micros),
        state.asked_at.map(micros),
        state.replied_at.map(micros),
        state.live_since.map(micros),
        desk::encode(&state.desk),
        last.map_or(0, |last| last.attachments as u64),
        sort_at,
    ];
    let changed = if moved {
        connection.prepare_cached(progress!(", sort_at = ?24 WHERE pk = ?1"))?.execute(values)?
    } else {
        connection.prepare_cached(progress!(" WHERE pk = ?1"))?.execute(&values[..23])?
    };
    match changed {
        1 => Ok(()),
        _ => Err(Trouble::Broken("a conversation's row is gone")),
    }
}

/// What [`update_fields`] writes, to be compared.
fn fields(state: &ConversationState) -> impl PartialEq {
    (
        (state.status, state.subject.as_deref(), state.description.as_deref(), state.priority),
        (state.category.as_ref(), state.labels.as_slice(), state.assignee, state.team_id),
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
        ":category": state.category.as_ref().map(Category::as_str),
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
                (conversation_pk, agent_pk, place, active, follows, marked_unread, delivered_seq, read_seq, settled)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (conversation_pk, agent_pk) DO UPDATE SET place = excluded.place,
                active = excluded.active, follows = excluded.follows, marked_unread = excluded.marked_unread,
                delivered_seq = excluded.delivered_seq, read_seq = excluded.read_seq, settled = excluded.settled",
        )?;
        let Participant { active, follows, marked_unread, .. } = participant;
        let (delivered, read, settled) = (mark.delivered_seq, mark.read_seq, mark.settled);
        statement.execute(params![
            pk,
            agent_pk,
            place,
            active,
            follows,
            marked_unread,
            delivered,
            read,
            settled
        ])?;
    }
    Ok(())
}
