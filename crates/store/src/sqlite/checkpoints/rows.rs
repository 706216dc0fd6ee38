//! The statements about checkpoints.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    checkpoint::{Checkpoint, CheckpointName},
    sqlite::convert::{Cells, micros},
};

/// Appends a link.
pub(crate) fn insert(connection: &Connection, checkpoint: &Checkpoint) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO checkpoints (number, at, position, changes, heads, removed, prev_hash, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let Checkpoint { number, at, position, changes, heads, removed, prev_hash, hash } = checkpoint;
    let values = params![number, micros(*at), position, changes, heads, removed, prev_hash, hash];
    statement.execute(values).map(drop)
}

/// The newest link's name; `None` before the first.
pub(crate) fn newest(connection: &Connection) -> rusqlite::Result<Option<CheckpointName>> {
    let mut statement = connection
        .prepare_cached("SELECT number, at, position, hash FROM checkpoints ORDER BY number DESC LIMIT 1")?;
    statement
        .query_row([], |row| {
            let mut cells = Cells::of(row);
            Ok(CheckpointName {
                number: cells.take()?,
                at: cells.time()?,
                position: cells.take()?,
                hash: cells.take()?,
            })
        })
        .optional()
}

/// The first link after a number.
pub(crate) fn after(connection: &Connection, number: u64) -> rusqlite::Result<Option<Checkpoint>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, at, position, changes, heads, removed, prev_hash, hash FROM checkpoints
         WHERE number > ?1 ORDER BY number LIMIT 1",
    )?;
    statement.query_row([number], read).optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Checkpoint> {
    let mut cells = Cells::of(row);
    Ok(Checkpoint {
        number: cells.take()?,
        at: cells.time()?,
        position: cells.take()?,
        changes: cells.take()?,
        heads: cells.take()?,
        removed: cells.take()?,
        prev_hash: cells.take()?,
        hash: cells.take()?,
    })
}
