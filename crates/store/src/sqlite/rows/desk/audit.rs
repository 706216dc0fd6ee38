//! The audit log: rows are added and read, never changed.

use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use crate::{
    AuditFilter, AuditRow,
    sqlite::convert::{Cells, blob, micros},
};

/// Adds a row.
pub(crate) fn append(connection: &Connection, row: &AuditRow) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO audit (id, at, actor_id, actor_name, action, target_type, target_id, target_name, changes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let values = params![
        blob(row.id),
        micros(row.at),
        row.actor_id.map(blob),
        row.actor_name,
        row.action,
        row.target_type,
        row.target_id.map(blob),
        row.target_name,
        row.changes
    ];
    statement.execute(values).map(drop)
}

/// Rows before a place, the newest first, each with its place.
pub(crate) fn page(
    connection: &Connection,
    filter: &AuditFilter,
    before: i64,
    limit: usize,
) -> rusqlite::Result<Vec<(i64, AuditRow)>> {
    let mut statement = connection.prepare_cached(
        "SELECT pk, id, at, actor_id, actor_name, action, target_type, target_id, target_name, changes FROM audit
         WHERE pk < ?1 AND (?2 IS NULL OR action = ?2) AND (?3 IS NULL OR actor_id = ?3) ORDER BY pk DESC LIMIT ?4",
    )?;
    let values = params![before, filter.action, filter.actor_id.map(blob), limit];
    statement.query_map(values, read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<(i64, AuditRow)> {
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
