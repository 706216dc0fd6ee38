//! Tokens taken back before their time.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::sqlite::convert::micros;

/// Takes a token back; false when it was taken back before.
pub(crate) fn revoke(connection: &Connection, jti: &str, expires_at: Timestamp) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO revoked_tokens (jti, expires_at) VALUES (?1, ?2) ON CONFLICT (jti) DO NOTHING",
    )?;
    Ok(statement.execute(params![jti, micros(expires_at)])? > 0)
}

/// The revoked tokens that would still hold.
pub(crate) fn revoked(connection: &Connection, now: Timestamp) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT jti FROM revoked_tokens WHERE expires_at > ?1")?;
    let tokens = statement.query_map([micros(now)], |row| row.get(0))?;
    tokens.collect()
}

/// Forgets those that have expired by themselves, and says which.
pub(crate) fn prune(connection: &Connection, now: Timestamp) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare_cached("DELETE FROM revoked_tokens WHERE expires_at <= ?1 RETURNING jti")?;
    let tokens = statement.query_map([micros(now)], |row| row.get(0))?;
    tokens.collect()
}
