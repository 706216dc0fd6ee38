//! The change feed: one row for each transaction that changed something.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params, types::Type};

use crate::{
    FeedChange, Touched,
    both::feed::{self, Mentions},
    sqlite::convert::{Cells, micros},
};

/// Leaves a position and returns it.
pub(crate) fn append(connection: &Connection, at: Timestamp, touched: &Touched) -> rusqlite::Result<u64> {
    let mut statement =
        connection.prepare_cached("INSERT INTO changes (at, payload, rehearsal) VALUES (?1, ?2, ?3)")?;
    let of_rehearsal = touched.rehearsal.is_some() && touched.is_rehearsal();
    statement.execute(params![micros(at), feed::encode(touched), of_rehearsal])?;
    Ok(connection.last_insert_rowid().cast_unsigned())
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

/// The moment of the oldest change after a position.
pub(crate) fn first_at_after(connection: &Connection, position: u64) -> rusqlite::Result<Option<Timestamp>> {
    let mut statement =
        connection.prepare_cached("SELECT at FROM changes WHERE position > ?1 ORDER BY position LIMIT 1")?;
    statement.query_row([position], |row| Cells::of(row).time()).optional()
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
    let touched = feed::decode(&json).map_err(|error| cells.broken(Type::Text, error))?;
    Ok(FeedChange { position, at, node: 0, touched })
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
    let named = feed::named(row.get_ref(2)?.as_str()?);
    let (moved, removed) = named.map_err(|error| cells.broken(Type::Text, error))?;
    Ok(Mentions { position, at, moved, removed, rehearsal: row.get(3)? })
}
