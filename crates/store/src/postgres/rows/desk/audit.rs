//! The audit log: rows are added and read, never changed.

use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    AuditFilter, AuditRow,
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, big, micros},
    },
};

/// Adds a row.
pub(crate) fn append(connection: &Connection, row: &AuditRow) -> Result<(), SqlError> {
    let sql = "INSERT INTO audit
            (id, at, actor_id, actor_name, action, target_type, target_id, target_name, changes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let at = micros(row.at);
    connection
        .execute(
            sql,
            &[
                &row.id,
                &at,
                &row.actor_id,
                &row.actor_name,
                &row.action,
                &row.target_type,
                &row.target_id,
                &row.target_name,
                &row.changes,
            ],
        )
        .map(drop)
}

/// Rows before a place, the newest first, each with its place.
pub(crate) fn page(
    connection: &Connection,
    filter: &AuditFilter,
    before: i64,
    limit: usize,
) -> Result<Vec<(i64, AuditRow)>, SqlError> {
    let rows = connection.query(
        "SELECT pk, id, at, actor_id, actor_name, action, target_type, target_id, target_name, changes FROM audit
         WHERE pk < $1 AND ($2::text IS NULL OR action = $2) AND ($3::uuid IS NULL OR actor_id = $3)
         ORDER BY pk DESC LIMIT $4",
        &[&before, &filter.action, &filter.actor_id, &big(limit as u64)],
    )?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<(i64, AuditRow), SqlError> {
    let mut cells = Cells::of(row);
    let place = cells.take()?;
    let row = AuditRow {
        id: cells.id::<Uuid>()?,
        at: cells.time()?,
        actor_id: cells.maybe_id()?,
        actor_name: cells.take()?,
        action: cells.take()?,
        target_type: cells.take()?,
        target_id: cells.maybe_id()?,
        target_name: cells.take()?,
        changes: cells.take()?,
    };
    Ok((place, row))
}
