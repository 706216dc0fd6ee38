//! Tokens taken back before their time.

use jiff::Timestamp;
use tokio_postgres::Row;

use crate::postgres::{
    connection::{Connection, SqlError},
    convert::{Cells, micros},
};

/// Takes a token back; false when it was taken back before.
pub(crate) fn revoke(connection: &Connection, jti: &str, expires_at: Timestamp) -> Result<bool, SqlError> {
    let sql = "INSERT INTO revoked_tokens (jti, expires_at) VALUES ($1, $2) ON CONFLICT (jti) DO NOTHING";
    Ok(connection.execute(sql, &[&jti, &micros(expires_at)])? > 0)
}

/// The revoked tokens that would still hold.
pub(crate) fn revoked(connection: &Connection, now: Timestamp) -> Result<Vec<String>, SqlError> {
    names(&connection.query("SELECT jti FROM revoked_tokens WHERE expires_at > $1", &[&micros(now)])?)
}

/// Forgets those that have expired by themselves, and says which.
pub(crate) fn prune(connection: &Connection, now: Timestamp) -> Result<Vec<String>, SqlError> {
    names(
        &connection
            .query("DELETE FROM revoked_tokens WHERE expires_at <= $1 RETURNING jti", &[&micros(now)])?,
    )
}

fn names(rows: &[Row]) -> Result<Vec<String>, SqlError> {
    rows.iter().map(|row| Cells::of(row).take()).collect()
}
