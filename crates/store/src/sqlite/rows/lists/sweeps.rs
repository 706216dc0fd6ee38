//! What time has run out for. Nothing of a rehearsal: it is dropped whole.

use deskbell_domain::ConversationId;
use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::sqlite::convert::{Cells, micros};

/// Drafts made before a moment, the oldest first.
pub(crate) fn drafts_before(
    connection: &Connection,
    at: Timestamp,
    limit: usize,
) -> rusqlite::Result<Vec<ConversationId>> {
    let sql = "SELECT id FROM conversations WHERE started = 0 AND rehearsal = 0 AND created_at < ?1
               ORDER BY created_at LIMIT ?2";
    ids(connection, sql, at, limit)
}

/// Conversations resolved before a moment and still so, the oldest first.
pub(crate) fn resolved_before(
    connection: &Connection,
    at: Timestamp,
    limit: usize,
) -> rusqlite::Result<Vec<ConversationId>> {
    let sql = "SELECT id FROM conversations WHERE status = 'resolved' AND rehearsal = 0 AND resolved_at < ?1
               ORDER BY resolved_at LIMIT ?2";
    ids(connection, sql, at, limit)
}

/// Conversations closed before a moment, the longest silent first. Nobody writes after the end, so whoever closed before
/// was silent before.
pub(crate) fn closed_before(
    connection: &Connection,
    at: Timestamp,
    limit: usize,
) -> rusqlite::Result<Vec<ConversationId>> {
    let sql = "SELECT id FROM conversations WHERE status = 'closed' AND started = 1 AND rehearsal = 0
                   AND sort_at < ?1 AND closed_at < ?1 ORDER BY sort_at LIMIT ?2";
    ids(connection, sql, at, limit)
}

fn ids(
    connection: &Connection,
    sql: &str,
    at: Timestamp,
    limit: usize,
) -> rusqlite::Result<Vec<ConversationId>> {
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map(params![micros(at), limit], |row| Cells::of(row).id())?;
    ids.collect()
}
