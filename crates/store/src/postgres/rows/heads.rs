//! Writing heads of conversations: what every message moves for a whole batch at once, the rest where it changed.

use deskbell_domain::{
    ConversationState,
    conversation::{Category, Participant},
    entry::SenderKind,
};

use crate::{
    both::{desk, json_strings},
    postgres::{
        connection::{Connection, SqlError},
        convert::{big, micros},
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
    let inbox_pk = keys.inbox(connection, state.inbox_id)?;
    let created_at = micros(state.created_at);
    let row = connection.one(
        "INSERT INTO conversations (id, inbox_pk, rehearsal, customer_pk, kind, previous_pk, created_at, status,
            labels, priority, head_seq, customer_head_seq, message_count, started, needs_reply,
            customer_delivered_seq, customer_read_seq, customer_settled, updated_at, head_hash, sort_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '[]', 'medium', 0, 0, 0, false, false, 0, 0, 0, $7, $9, $10, $11)
         RETURNING pk",
        &[
            &state.id.0,
            &inbox_pk,
            &state.rehearsal,
            &head.customer_pk,
            &state.kind.as_str(),
            &previous_pk,
            &created_at,
            &state.status.as_str(),
            &head.hash.as_slice(),
            &sort_at(state),
            &head.version,
        ],
    )?;
    let pk = row.try_get(0).map_err(SqlError::from)?;
    update_fields(connection, keys, pk, state)?;
    Ok(pk)
}

/// The place in lists.
pub(crate) fn sort_at(state: &ConversationState) -> i64 {
    micros(state.last_message.as_ref().map_or(state.created_at, |last| last.at))
}

/// What every message and receipt moves, of many heads: one column each.
#[derive(Default)]
pub(crate) struct Progress {
    pks: Vec<i64>,
    versions: Vec<i64>,
    head_seqs: Vec<i64>,
    customer_head_seqs: Vec<i64>,
    message_counts: Vec<i64>,
    last_seqs: Vec<Option<i64>>,
    last_previews: Vec<Option<String>>,
    last_sender_kinds: Vec<Option<&'static str>>,
    last_sender_pks: Vec<Option<i64>>,
    last_sender_names: Vec<Option<String>>,
    last_ats: Vec<Option<i64>>,
    needs_replies: Vec<bool>,
    queued_ats: Vec<Option<i64>>,
    delivered_seqs: Vec<i64>,
    read_seqs: Vec<i64>,
    settled: Vec<i64>,
    updated_ats: Vec<i64>,
    hashes: Vec<Vec<u8>>,
    line_ats: Vec<Option<i64>>,
    asked_ats: Vec<Option<i64>>,
    replied_ats: Vec<Option<i64>>,
    live_sinces: Vec<Option<i64>>,
    desks: Vec<Option<String>>,
    last_attachments: Vec<i64>,
}

/// Writes a [`Progress`]. Nothing of it stands in an index.
pub(crate) const UPDATE_PROGRESS: &str = "UPDATE conversations c SET version = u.version, head_seq = u.head_seq,
        customer_head_seq = u.customer_head_seq, message_count = u.message_count, last_seq = u.last_seq,
        last_preview = u.last_preview, last_sender_kind = u.last_sender_kind,
        last_sender_pk = u.last_sender_pk, last_sender_name = u.last_sender_name, last_at = u.last_at,
        needs_reply = u.needs_reply, queued_at = u.queued_at, customer_delivered_seq = u.delivered_seq,
        customer_read_seq = u.read_seq, customer_settled = u.settled, updated_at = u.updated_at,
        head_hash = u.hash, line_at = u.line_at, asked_at = u.asked_at, replied_at = u.replied_at,
        live_since = u.live_since, desk = u.desk, last_attachments = u.last_attachments
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[],
        $8::text[], $9::bigint[], $10::text[], $11::bigint[], $12::boolean[], $13::bigint[], $14::bigint[],
        $15::bigint[], $16::bigint[], $17::bigint[], $18::bytea[], $19::bigint[], $20::bigint[], $21::bigint[],
        $22::bigint[], $23::text[], $24::bigint[])
        AS u (pk, version, head_seq, customer_head_seq, message_count, last_seq, last_preview, last_sender_kind,
            last_sender_pk, last_sender_name, last_at, needs_reply, queued_at, delivered_seq, read_seq, settled,
            updated_at, hash, line_at, asked_at, replied_at, live_since, desk, last_attachments)
    WHERE c.pk = u.pk";

impl Progress {
    pub(crate) fn is_empty(&self) -> bool {
        self.pks.is_empty()
    }

    /// How many heads there are.
    pub(crate) fn len(&self) -> usize {
        self.pks.len()
    }

    /// Takes note of how far a head has come.
    pub(crate) fn push(
        &mut self,
        connection: &Connection,
        keys: &mut Keys,
        head: &Head,
    ) -> Result<(), Trouble> {
        let state = &*head.state;
        let last = state.last_message.as_ref();
        let sender = match last.map(|last| last.sender) {
            Some(SenderKind::Customer(id)) if id == state.customer_id => Some(("customer", head.customer_pk)),
            Some(sender) => Some(keys.sender(connection, sender)?),
            None => None,
        };
        self.pks.push(head.pk);
        self.versions.push(head.version);
        self.head_seqs.push(big(state.head_seq));
        self.customer_head_seqs.push(big(state.customer_head_seq));
        self.message_counts.push(big(state.message_count));
        self.last_seqs.push(last.map(|last| big(last.seq)));
        self.last_previews.push(last.map(|last| last.preview.clone()));
        self.last_sender_kinds.push(sender.map(|(kind, _)| kind));
        self.last_sender_pks.push(sender.map(|(_, pk)| pk));
        self.last_sender_names.push(last.map(|last| last.sender_name.clone()));
        self.last_ats.push(last.map(|last| micros(last.at)));
        self.needs_replies.push(state.needs_reply);
        self.queued_ats.push(state.queued_at.map(micros));
        self.delivered_seqs.push(big(state.customer_mark.delivered_seq));
        self.read_seqs.push(big(state.customer_mark.read_seq));
        self.settled.push(big(state.customer_mark.settled));
        self.updated_ats.push(micros(state.updated_at));
        self.hashes.push(head.hash.to_vec());
        self.line_ats.push(state.line_at.map(micros));
        self.asked_ats.push(state.asked_at.map(micros));
        self.replied_ats.push(state.replied_at.map(micros));
        self.live_sinces.push(state.live_since.map(micros));
        self.desks.push(desk::encode(&state.desk));
        self.last_attachments.push(last.map_or(0, |last| big(last.attachments as u64)));
        Ok(())
    }

    /// The values of [`UPDATE_PROGRESS`].
    pub(crate) fn values(&self) -> [&(dyn tokio_postgres::types::ToSql + Sync); 24] {
        [
            &self.pks,
            &self.versions,
            &self.head_seqs,
            &self.customer_head_seqs,
            &self.message_counts,
            &self.last_seqs,
            &self.last_previews,
            &self.last_sender_kinds,
            &self.last_sender_pks,
            &self.last_sender_names,
            &self.last_ats,
            &self.needs_replies,
            &self.queued_ats,
            &self.delivered_seqs,
            &self.read_seqs,
            &self.settled,
            &self.updated_ats,
            &self.hashes,
            &self.line_ats,
            &self.asked_ats,
            &self.replied_ats,
            &self.live_sinces,
            &self.desks,
            &self.last_attachments,
        ]
    }
}

/// Whether anything differs that [`update_fields`] writes.
pub(crate) fn fields_differ(one: &ConversationState, other: &ConversationState) -> bool {
    fields(one) != fields(other)
}

fn fields(state: &ConversationState) -> impl PartialEq {
    (
        (state.status, state.subject.as_deref(), state.description.as_deref(), state.priority),
        (state.category.as_ref(), state.labels.as_slice(), state.assignee, state.team_id),
        (state.started, state.resolved_at, state.closed_at, state.customer_id, state.kind),
    )
}

/// Writes what is changed rarely, and stands in indexes.
pub(crate) fn update_fields(
    connection: &Connection,
    keys: &mut Keys,
    pk: i64,
    state: &ConversationState,
) -> Result<(), Trouble> {
    let assignee_pk = state.assignee.map(|id| keys.agent(connection, id)).transpose()?;
    let team_pk = state.team_id.map(|id| keys.team(connection, id)).transpose()?;
    connection.execute(
        "UPDATE conversations SET status = $2, subject = $3, description = $4, priority = $5, category = $6,
            labels = $7, assignee_pk = $8, team_pk = $9, started = $10, resolved_at = $11, closed_at = $12
         WHERE pk = $1",
        &[
            &pk,
            &state.status.as_str(),
            &state.subject,
            &state.description,
            &state.priority.as_str(),
            &state.category.as_ref().map(Category::as_str),
            &json_strings(&state.labels),
            &assignee_pk,
            &team_pk,
            &state.started,
            &state.resolved_at.map(micros),
            &state.closed_at.map(micros),
        ],
    )?;
    Ok(())
}

/// Participants that are new or moved, of many conversations: one column each.
#[derive(Default)]
pub(crate) struct Parts {
    conversation_pks: Vec<i64>,
    agent_pks: Vec<i64>,
    places: Vec<i64>,
    active: Vec<bool>,
    follows: Vec<bool>,
    marked_unread: Vec<bool>,
    delivered_seqs: Vec<i64>,
    read_seqs: Vec<i64>,
    settled: Vec<i64>,
}

/// Writes [`Parts`].
pub(crate) const UPSERT_PARTS: &str = "INSERT INTO participants
        (conversation_pk, agent_pk, place, active, follows, marked_unread, delivered_seq, read_seq, settled)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::boolean[], $5::boolean[], $6::boolean[],
        $7::bigint[], $8::bigint[], $9::bigint[])
    ON CONFLICT (conversation_pk, agent_pk) DO UPDATE SET place = excluded.place, active = excluded.active,
        follows = excluded.follows, marked_unread = excluded.marked_unread, delivered_seq = excluded.delivered_seq, read_seq = excluded.read_seq, settled = excluded.settled";

impl Parts {
    pub(crate) fn is_empty(&self) -> bool {
        self.agent_pks.is_empty()
    }

    /// Takes note of who differs from what is written.
    pub(crate) fn push(
        &mut self,
        connection: &Connection,
        keys: &mut Keys,
        head: &Head,
        written: &[Participant],
    ) -> Result<(), Trouble> {
        for (place, participant) in head.state.participants.iter().enumerate() {
            if written.get(place) == Some(participant) {
                continue;
            }
            self.conversation_pks.push(head.pk);
            self.agent_pks.push(keys.agent(connection, participant.agent_id)?);
            self.places.push(big(place as u64));
            self.active.push(participant.active);
            self.follows.push(participant.follows);
            self.marked_unread.push(participant.marked_unread);
            self.delivered_seqs.push(big(participant.mark.delivered_seq));
            self.read_seqs.push(big(participant.mark.read_seq));
            self.settled.push(big(participant.mark.settled));
        }
        Ok(())
    }

    /// The values of [`UPSERT_PARTS`].
    pub(crate) fn values(&self) -> [&(dyn tokio_postgres::types::ToSql + Sync); 9] {
        [
            &self.conversation_pks,
            &self.agent_pks,
            &self.places,
            &self.active,
            &self.follows,
            &self.marked_unread,
            &self.delivered_seqs,
            &self.read_seqs,
            &self.settled,
        ]
    }
}
