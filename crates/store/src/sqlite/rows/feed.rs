//! The change feed: one row for each transaction that changed something.

use deskbell_domain::ids::{AgentId, ConversationId, CustomerId, InboxId, TeamId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params, types::Type};
use serde::{Deserialize, Serialize, de::IgnoredAny};
use uuid::Uuid;

use crate::{
    FeedChange, Moved, Touched,
    sqlite::convert::{Cells, micros},
};

/// A row's payload. Fields may be added; rows are never rewritten.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Payload {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conversations: Vec<(String, u64, u64)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    removed: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agents: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    customers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inboxes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    teams: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    tokens: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    settings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rehearsal: Option<Box<Payload>>,
}

/// Leaves a position and returns it.
pub(crate) fn append(connection: &Connection, at: Timestamp, touched: &Touched) -> rusqlite::Result<u64> {
    let json = serde_json::to_string(&payload(touched)).expect("strings and numbers are always JSON");
    let mut statement =
        connection.prepare_cached("INSERT INTO changes (at, payload, rehearsal) VALUES (?1, ?2, ?3)")?;
    let of_rehearsal = touched.rehearsal.is_some() && touched.is_rehearsal();
    statement.execute(params![micros(at), json, of_rehearsal])?;
    Ok(connection.last_insert_rowid().cast_unsigned())
}

fn payload(touched: &Touched) -> Payload {
    let moved = |moved: &Moved| (moved.conversation_id.to_string(), moved.after_seq, moved.head_seq);
    Payload {
        conversations: touched.conversations.iter().map(moved).collect(),
        removed: touched.removed.iter().map(ToString::to_string).collect(),
        agents: touched.agents.iter().map(ToString::to_string).collect(),
        customers: touched.customers.iter().map(ToString::to_string).collect(),
        inboxes: touched.inboxes.iter().map(ToString::to_string).collect(),
        teams: touched.teams.iter().map(ToString::to_string).collect(),
        tokens: touched.tokens,
        settings: touched.settings.clone(),
        rehearsal: touched.rehearsal.as_deref().map(|rehearsal| Box::new(payload(rehearsal))),
    }
}

/// The newest position; 0 before the first change. Never moves back, though rows of a rehearsal are deleted.
pub(crate) fn head(connection: &Connection) -> rusqlite::Result<u64> {
    let mut statement =
        connection.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Whether there are rows that tell of nothing but a rehearsal.
pub(crate) fn tells_of_rehearsals(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM changes WHERE rehearsal = 1 LIMIT 1")?.exists([])
}

/// Deletes some of the rows that tell of nothing but a rehearsal, and says how many.
pub(crate) fn forget_rehearsals(connection: &Connection, limit: usize) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM changes WHERE position IN (SELECT position FROM changes WHERE rehearsal = 1 LIMIT ?1)",
    )?;
    statement.execute([limit])
}

/// The moment of the newest change.
pub(crate) fn newest_at(connection: &Connection) -> rusqlite::Result<Option<Timestamp>> {
    let mut statement = connection.prepare_cached("SELECT at FROM changes ORDER BY position DESC LIMIT 1")?;
    statement.query_row([], |row| Cells::of(row).time()).optional()
}

/// The oldest changes after a position, ascending.
pub(crate) fn after(
    connection: &Connection,
    position: u64,
    limit: usize,
) -> rusqlite::Result<Vec<FeedChange>> {
    let mut statement = connection.prepare_cached(
        "SELECT position, at, payload FROM changes WHERE position > ?1 ORDER BY position LIMIT ?2",
    )?;
    let rows = statement.query_map(params![position, limit], read)?;
    rows.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<FeedChange> {
    let mut cells = Cells::of(row);
    let (position, at) = (cells.take()?, cells.time()?);
    let json: String = cells.take()?;
    let payload = serde_json::from_str(&json).map_err(|error| cells.broken(Type::Text, error))?;
    let touched = touched(payload).map_err(|error| cells.broken(Type::Text, error))?;
    Ok(FeedChange { position, at, touched })
}

fn touched(payload: Payload) -> Result<Touched, uuid::Error> {
    let moved = |(id, after_seq, head_seq): (String, u64, u64)| {
        Ok(Moved { conversation_id: ConversationId(Uuid::try_parse(&id)?), after_seq, head_seq })
    };
    Ok(Touched {
        conversations: payload.conversations.into_iter().map(moved).collect::<Result<_, uuid::Error>>()?,
        removed: ids::<ConversationId>(&payload.removed)?,
        agents: ids::<AgentId>(&payload.agents)?,
        customers: ids::<CustomerId>(&payload.customers)?,
        inboxes: ids::<InboxId>(&payload.inboxes)?,
        teams: ids::<TeamId>(&payload.teams)?,
        tokens: payload.tokens,
        settings: payload.settings,
        rehearsal: payload.rehearsal.map(|rehearsal| touched(*rehearsal).map(Box::new)).transpose()?,
    })
}

/// What one row of the feed says of conversations.
pub(crate) struct Mentions {
    pub(crate) position: u64,
    pub(crate) at: Timestamp,
    pub(crate) moved: Vec<ConversationId>,
    pub(crate) removed: Vec<ConversationId>,
    /// It tells of nothing but a rehearsal.
    pub(crate) rehearsal: bool,
}

/// Of a payload, the names of conversations only.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow, default)]
    conversations: Vec<(&'a str, IgnoredAny, IgnoredAny)>,
    #[serde(borrow, default)]
    removed: Vec<&'a str>,
}

/// Calls `each` with the oldest rows after a position, ascending, and returns how many there were. Cheaper than
/// [`after`], for whoever reads all of the feed.
pub(crate) fn mentions(
    connection: &Connection,
    position: u64,
    limit: usize,
    mut each: impl FnMut(Mentions),
) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(
        "SELECT position, at, payload, rehearsal FROM changes WHERE position > ?1 ORDER BY position LIMIT ?2",
    )?;
    let mut rows = statement.query(params![position, limit])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        each(read_mentions(row)?);
    }
    Ok(count)
}

fn read_mentions(row: &Row<'_>) -> rusqlite::Result<Mentions> {
    let mut cells = Cells::of(row);
    let (position, at) = (cells.take()?, cells.time()?);
    let payload = row.get_ref(2)?.as_str()?;
    let id = |text: &str| Uuid::try_parse(text).map(ConversationId);
    let parsed = serde_json::from_str(payload).map_err(|error| cells.broken(Type::Text, error));
    let Named { conversations, removed } = parsed?;
    let moved = conversations.into_iter().map(|(text, ..)| id(text)).collect::<Result<_, _>>();
    let removed = removed.into_iter().map(id).collect::<Result<_, _>>();
    let (moved, removed) =
        moved.and_then(|moved| Ok((moved, removed?))).map_err(|error| cells.broken(Type::Text, error))?;
    Ok(Mentions { position, at, moved, removed, rehearsal: row.get(3)? })
}

fn ids<T: From<Uuid>>(texts: &[String]) -> Result<Vec<T>, uuid::Error> {
    texts.iter().map(|text| Uuid::try_parse(text).map(T::from)).collect()
}
