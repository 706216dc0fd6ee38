//! What time has run out for. Nothing of a rehearsal: it is dropped whole.

use deskbell_domain::ConversationId;
use jiff::Timestamp;

use crate::postgres::{
    connection::{Connection, SqlError},
    convert::{Cells, big, micros},
};

/// Drafts made before a moment, the oldest first.
pub(crate) fn drafts_before(
    connection: &Connection,
    at: Timestamp,
    limit: usize,
) -> Result<Vec<ConversationId>, SqlError> {
    let sql = "SELECT id FROM conversations WHERE NOT started AND NOT rehearsal AND created_at < $1
               ORDER BY created_at LIMIT $2";
    ids(connection, sql, at, limit)
}

/// Conversations resolved before a moment and still so, the oldest first.
pub(crate) fn resolved_before(
    connection: &Connection,
    at: Timestamp,
    limit: usize,
) -> Result<Vec<ConversationId>, SqlError> {
    let sql = "SELECT id FROM conversations WHERE status = 'resolved' AND NOT rehearsal AND resolved_at < $1
               ORDER BY resolved_at LIMIT $2";
    ids(connection, sql, at, limit)
}

/// Conversations closed before a moment, the longest silent first. Nobody writes after the end, so whoever closed before
/// was silent before.
pub(crate) fn closed_before(
    connection: &Connection,
    at: Timestamp,
    limit: usize,
) -> Result<Vec<ConversationId>, SqlError> {
    let sql = "SELECT id FROM conversations WHERE status = 'closed' AND started AND NOT rehearsal
                   AND sort_at < $1 AND closed_at < $1 ORDER BY sort_at LIMIT $2";
    ids(connection, sql, at, limit)
}

fn ids(
    connection: &Connection,
    sql: &str,
    at: Timestamp,
    limit: usize,
) -> Result<Vec<ConversationId>, SqlError> {
    let rows = connection.query(sql, &[&micros(at), &big(limit as u64)])?;
    rows.iter().map(|row| Cells::of(row).id()).collect()
}
