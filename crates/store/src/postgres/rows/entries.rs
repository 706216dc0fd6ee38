//! Timelines: one row for each entry, found in the order of `seq`.

pub(crate) mod uploads;

use std::sync::Arc;

use deskbell_domain::{
    Audience, ConversationId, Entry, Reader,
    entry::{Activity, Body, SenderKind},
    text::ClientId,
};
use tokio_postgres::{Row, types::ToSql};

use crate::{
    MessageKey, Range, body,
    both::links::{Link, Stored},
    postgres::{
        connection::{Connection, SqlError, Values},
        convert::{Cells, big, count_of, micros},
        keys,
    },
};

/// What [`read`] reads, from `entries e`.
const ENTRY: &str = "e.seq, e.id, e.kind, e.activity, e.audience, e.sender_kind,
    CASE e.sender_kind WHEN 'customer' THEN (SELECT id FROM customers WHERE pk = e.sender_pk)
        WHEN 'agent' THEN (SELECT id FROM agents WHERE pk = e.sender_pk) END,
    e.client_id, e.created_at, e.prev_customer_seq, e.body";
/// Entries fetched at once where a whole timeline is walked over.
const WALK_PAGE: i64 = 500;

/// Entries to be appended, of many conversations: one column each.
#[derive(Default)]
pub(crate) struct Appended {
    conversation_pks: Vec<i64>,
    seqs: Vec<i64>,
    ids: Vec<uuid::Uuid>,
    kinds: Vec<&'static str>,
    activities: Vec<Option<&'static str>>,
    audiences: Vec<&'static str>,
    sender_kinds: Vec<&'static str>,
    sender_pks: Vec<i64>,
    client_ids: Vec<Option<String>>,
    created_ats: Vec<i64>,
    prev_customer_seqs: Vec<i64>,
    message_ordinals: Vec<i64>,
    prev_hashes: Vec<Vec<u8>>,
    hashes: Vec<Vec<u8>>,
    digests: Vec<Vec<u8>>,
    salts: Vec<Vec<u8>>,
    bodies: Vec<Vec<u8>>,
}

/// Writes what was [`Appended`].
pub(crate) const APPEND: &str = "INSERT INTO entries (conversation_pk, seq, id, kind, activity, audience, sender_kind,
        sender_pk, client_id, created_at, prev_customer_seq, message_ordinal, prev_hash, hash, digest, salt, body)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::bigint[], $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bytea[], $14::bytea[],
        $15::bytea[], $16::bytea[], $17::bytea[])";

impl Appended {
    pub(crate) fn is_empty(&self) -> bool {
        self.seqs.is_empty()
    }

    /// Takes note of an entry.
    pub(crate) fn push(
        &mut self,
        conversation_pk: i64,
        (sender_kind, sender_pk): (&'static str, i64),
        link: Link,
    ) {
        let entry = &link.entry;
        self.conversation_pks.push(conversation_pk);
        self.seqs.push(big(entry.seq));
        self.ids.push(entry.id.0);
        self.kinds.push(entry.body.kind());
        self.activities.push(activity(&entry.body));
        self.audiences.push(audience_name(entry.audience));
        self.sender_kinds.push(sender_kind);
        self.sender_pks.push(sender_pk);
        self.client_ids.push(entry.client_id.as_ref().map(|client_id| client_id.as_str().to_owned()));
        self.created_ats.push(micros(entry.created_at));
        self.prev_customer_seqs.push(big(entry.prev_customer_seq));
        self.message_ordinals.push(big(link.message_ordinal));
        self.prev_hashes.push(link.prev_hash.to_vec());
        self.hashes.push(link.hash.to_vec());
        self.digests.push(link.digest.to_vec());
        self.salts.push(link.salt.to_vec());
        self.bodies.push(link.body);
    }

    /// The values of [`APPEND`].
    pub(crate) fn values(&self) -> [&(dyn ToSql + Sync); 17] {
        [
            &self.conversation_pks,
            &self.seqs,
            &self.ids,
            &self.kinds,
            &self.activities,
            &self.audiences,
            &self.sender_kinds,
            &self.sender_pks,
            &self.client_ids,
            &self.created_ats,
            &self.prev_customer_seqs,
            &self.message_ordinals,
            &self.prev_hashes,
            &self.hashes,
            &self.digests,
            &self.salts,
            &self.bodies,
        ]
    }
}

/// Deletes the oldest entries of a timeline whose conversation is being dropped, and says how many.
pub(crate) fn delete_some(
    connection: &Connection,
    conversation_pk: i64,
    limit: usize,
) -> Result<usize, SqlError> {
    let gone = connection.execute(
        "DELETE FROM entries WHERE conversation_pk = $1
            AND seq IN (SELECT seq FROM entries WHERE conversation_pk = $1 ORDER BY seq LIMIT $2)",
        &[&conversation_pk, &big(limit as u64)],
    )?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
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

fn read(conversation_id: ConversationId, cells: &mut Cells<'_>) -> Result<Entry, SqlError> {
    let (seq, id) = (cells.count()?, cells.id()?);
    let (kind, activity): (String, Option<String>) = (cells.take()?, cells.take()?);
    let audience = cells.named(parse_audience)?;
    let sender_kind: String = cells.take()?;
    let sender = match sender_kind.as_str() {
        "customer" => SenderKind::Customer(cells.id()?),
        "agent" => SenderKind::Agent(cells.id()?),
        _ => {
            cells.take::<Option<uuid::Uuid>>()?;
            SenderKind::System
        }
    };
    let client_id = cells.take::<Option<String>>()?.map(ClientId::new).transpose();
    let client_id = client_id.map_err(|error| cells.broken(error))?;
    let (created_at, prev_customer_seq) = (cells.time()?, cells.count()?);
    let bytes: Option<Vec<u8>> = cells.take()?;
    let (sender, body) = body::decode(sender, &kind, activity.as_deref(), bytes.as_deref())
        .map_err(|error| cells.broken(error))?;
    Ok(Entry { id, conversation_id, seq, prev_customer_seq, audience, sender, client_id, body, created_at })
}

fn select(
    connection: &Connection,
    conversation_id: ConversationId,
    tail: &str,
    values: Values<'_>,
) -> Result<Vec<Arc<Entry>>, SqlError> {
    let rows = connection.query(&format!("SELECT {ENTRY} FROM entries e {tail}"), values)?;
    rows.iter().map(|row| read(conversation_id, &mut Cells::of(row)).map(Arc::new)).collect()
}

/// Part of a timeline, ascending.
pub(crate) fn range(
    connection: &Connection,
    conversation_id: ConversationId,
    reader: Reader,
    range: Range,
    limit: usize,
) -> Result<Vec<Arc<Entry>>, SqlError> {
    let audience = match reader {
        Reader::Agent => "",
        Reader::Customer => "AND e.audience = 'everyone'",
    };
    let (place, order, seq) = match range {
        Range::Last => ("e.seq < $2", "DESC", i64::MAX),
        Range::Before(seq) => ("e.seq < $2", "DESC", big(seq)),
        Range::After(seq) => ("e.seq > $2", "ASC", big(seq)),
    };
    let tail = format!(
        "WHERE e.conversation_pk = (SELECT pk FROM conversations WHERE id = $1) AND {place} {audience}
         ORDER BY e.seq {order} LIMIT $3"
    );
    let values: Values<'_> = &[&conversation_id.0, &seq, &big(limit as u64)];
    let mut entries = select(connection, conversation_id, &tail, values)?;
    if order == "DESC" {
        entries.reverse();
    }
    Ok(entries)
}

/// Says which of the names asked for are taken: the place of the question and the entry's seq. A sender who is the
/// conversation's customer is asked for without a key.
pub(crate) const FIND_NAMES: &str = "SELECT u.place, e.seq
    FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[]) WITH ORDINALITY
        AS u (conversation_id, sender_kind, sender_pk, client_id, place)
    JOIN conversations c ON c.id = u.conversation_id
    JOIN entries e ON e.conversation_pk = c.pk AND e.client_id = u.client_id AND e.sender_kind = u.sender_kind
        AND e.sender_pk = coalesce(u.sender_pk, c.customer_pk)";

/// One entry.
pub(crate) fn at(
    connection: &Connection,
    conversation_id: ConversationId,
    conversation_pk: i64,
    seq: u64,
) -> Result<Option<Arc<Entry>>, SqlError> {
    let values: Values<'_> = &[&conversation_pk, &big(seq)];
    Ok(select(connection, conversation_id, "WHERE e.conversation_pk = $1 AND e.seq = $2", values)?.pop())
}

/// The entries with these seqs, each of the conversation beside it, in no order.
pub(crate) fn at_all(
    connection: &Connection,
    conversation_ids: &[uuid::Uuid],
    seqs: &[i64],
) -> Result<Vec<Arc<Entry>>, SqlError> {
    let sql = format!(
        "SELECT c.id, {ENTRY} FROM unnest($1::uuid[], $2::bigint[]) AS n (id, seq)
         JOIN conversations c ON c.id = n.id JOIN entries e ON e.conversation_pk = c.pk AND e.seq = n.seq"
    );
    let rows = connection.query(&sql, &[&conversation_ids, &seqs])?;
    rows.iter()
        .map(|row| {
            let mut cells = Cells::of(row);
            read(cells.id()?, &mut cells).map(Arc::new)
        })
        .collect()
}

/// The entry a sender has named so; nothing for an unknown conversation or sender.
pub(crate) fn find(connection: &Connection, key: &MessageKey) -> Result<Option<Arc<Entry>>, SqlError> {
    let (kind, sender_pk) = match key.sender {
        SenderKind::Customer(id) => ("customer", keys::find(connection, keys::CUSTOMER, id.0)?),
        SenderKind::Agent(id) => ("agent", keys::find(connection, keys::AGENT, id.0)?),
        SenderKind::System => ("system", Some(0)),
    };
    let conversation_pk = keys::find(connection, keys::CONVERSATION, key.conversation_id.0)?;
    let (Some(conversation_pk), Some(sender_pk)) = (conversation_pk, sender_pk) else { return Ok(None) };
    let tail =
        "WHERE e.conversation_pk = $1 AND e.client_id = $2 AND e.sender_kind = $3 AND e.sender_pk = $4";
    let values: Values<'_> = &[&conversation_pk, &key.client_id.as_str(), &kind, &sender_pk];
    Ok(select(connection, key.conversation_id, tail, values)?.pop())
}

/// Whether the body of an entry has been erased.
pub(crate) fn is_erased(connection: &Connection, conversation_pk: i64, seq: u64) -> Result<bool, SqlError> {
    connection.exists(
        "SELECT 1 FROM entries WHERE conversation_pk = $1 AND seq = $2 AND body IS NULL",
        &[&conversation_pk, &big(seq)],
    )
}

/// Messages with a seq up to this one.
pub(crate) fn messages_up_to(
    connection: &Connection,
    conversation_pk: i64,
    seq: u64,
) -> Result<u64, SqlError> {
    let row = connection.first(
        "SELECT message_ordinal FROM entries WHERE conversation_pk = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1",
        &[&conversation_pk, &big(seq)],
    )?;
    row.map_or(Ok(0), |row| count_of(&row))
}

/// Messages with a seq after this one that this sender wrote.
pub(crate) fn own_after(
    connection: &Connection,
    conversation_pk: i64,
    (sender_kind, sender_pk): (&str, i64),
    seq: u64,
) -> Result<u64, SqlError> {
    count_of(&connection.one(
        "SELECT count(*) FROM entries WHERE conversation_pk = $1 AND seq > $2 AND kind = 'message'
            AND sender_kind = $3 AND sender_pk = $4",
        &[&conversation_pk, &big(seq), &sender_kind, &sender_pk],
    )?)
}

/// Erases the body and the salt of an entry; false when there is no such entry or nothing left of it.
pub(crate) fn erase(connection: &Connection, conversation_pk: i64, seq: u64) -> Result<bool, SqlError> {
    let erased = connection.execute(
        "UPDATE entries SET body = NULL, salt = NULL
         WHERE conversation_pk = $1 AND seq = $2 AND body IS NOT NULL",
        &[&conversation_pk, &big(seq)],
    )?;
    Ok(erased > 0)
}

/// Calls `each` with every entry of a timeline, in order.
pub(crate) fn walk(
    connection: &Connection,
    conversation_id: ConversationId,
    mut each: impl FnMut(Result<Stored, SqlError>) -> bool,
) -> Result<(), SqlError> {
    let sql = format!(
        "SELECT {ENTRY}, e.message_ordinal, e.prev_hash, e.hash, e.digest, e.salt, e.body FROM entries e
         WHERE e.conversation_pk = (SELECT pk FROM conversations WHERE id = $1) AND e.seq > $2
         ORDER BY e.seq LIMIT $3"
    );
    let mut after = 0_i64;
    loop {
        let rows = connection.query(&sql, &[&conversation_id.0, &after, &WALK_PAGE])?;
        for row in &rows {
            after = row.try_get(0)?;
            if !each(stored(conversation_id, row)) {
                return Ok(());
            }
        }
        if (rows.len() as i64) < WALK_PAGE {
            return Ok(());
        }
    }
}

fn stored(conversation_id: ConversationId, row: &Row) -> Result<Stored, SqlError> {
    let mut cells = Cells::of(row);
    Ok(Stored {
        entry: read(conversation_id, &mut cells)?,
        message_ordinal: cells.count()?,
        prev_hash: cells.bytes()?,
        hash: cells.bytes()?,
        digest: cells.bytes()?,
        salt: cells.maybe_bytes()?,
        body: cells.take()?,
    })
}

/// Calls `each` with every entry of the conversations whose keys lie after one and up to another, by conversation and
/// seq: its conversation's key, and the entry for whoever knows that conversation's id.
pub(crate) fn walk_all(
    connection: &Connection,
    after: i64,
    up_to: i64,
    mut each: impl FnMut(i64, &dyn Fn(ConversationId) -> Result<Stored, SqlError>),
) -> Result<(), SqlError> {
    let sql = format!(
        "SELECT {ENTRY}, e.message_ordinal, e.prev_hash, e.hash, e.digest, e.salt, e.body, e.conversation_pk
         FROM entries e WHERE (e.conversation_pk, e.seq) > ($1, $2) AND e.conversation_pk <= $3
         ORDER BY e.conversation_pk, e.seq LIMIT $4"
    );
    let mut place = (after, i64::MAX);
    loop {
        let rows = connection.query(&sql, &[&place.0, &place.1, &up_to, &WALK_PAGE])?;
        for row in &rows {
            place = (row.try_get("conversation_pk")?, row.try_get(0)?);
            each(place.0, &|id| stored(id, row));
        }
        if (rows.len() as i64) < WALK_PAGE {
            return Ok(());
        }
    }
}

/// Where a conversation's row says that its timeline ends: the hash and the seq of the newest entry.
pub(crate) fn head_hash(
    connection: &Connection,
    id: ConversationId,
) -> Result<Option<([u8; 32], u64)>, SqlError> {
    let row = connection.first("SELECT head_hash, head_seq FROM conversations WHERE id = $1", &[&id.0])?;
    row.map(|row| {
        let mut cells = Cells::of(&row);
        Ok((cells.bytes()?, cells.count()?))
    })
    .transpose()
}
