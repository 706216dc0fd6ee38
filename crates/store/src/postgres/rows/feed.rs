//! The change feed: one row for each transaction that changed something.
//!
//! A position is the next number of a sequence, taken at the end of a transaction, when everything it changes is
//! locked: of two that touch the same the later has the greater. Transactions that touch nothing in common may be
//! committed in another order than they took their positions, so each says before that it is about to take one, by
//! an advisory lock whose key holds the sequence's number at that moment; the lock goes with the transaction. A reader
//! goes no further than the smallest number that is still held: whatever has a smaller position is committed, or
//! never will be.

use jiff::Timestamp;

use crate::{
    FeedChange, Touched,
    both::feed::{self, Mentions},
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, big, count_of, micros},
    },
};

/// The upper 16 bits of the keys of such locks, so that they are nobody else's; the lower 48 hold a position.
const LOCKS_OF_FEED: i64 = 0x5b3c;

/// Says that a position is about to be taken; to be sent before [`APPEND`], in the same transaction.
pub(crate) const ANNOUNCE: &str = "SELECT pg_advisory_xact_lock_shared($1::bigint << 48
        | CASE WHEN is_called THEN last_value ELSE last_value - 1 END) FROM changes_position";
/// Takes a position and leaves the row.
pub(crate) const APPEND: &str =
    "INSERT INTO changes (at, payload, node, mark, rehearsal) VALUES ($1, $2, $3, $4, $5)
    RETURNING position";
/// Which positions are being taken: the smallest number at which any of them was announced.
const HELD: &str = "SELECT min((classid::bigint & 65535) << 32 | objid::bigint) FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 16 = $1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// The value of [`ANNOUNCE`].
pub(crate) const fn announcing() -> i64 {
    LOCKS_OF_FEED
}

/// What a transaction is told of by.
pub(crate) struct Row {
    pub(crate) at: i64,
    pub(crate) payload: String,
    pub(crate) node: i64,
    pub(crate) mark: uuid::Uuid,
    pub(crate) rehearsal: bool,
}

impl Row {
    pub(crate) fn new(at: Timestamp, touched: &Touched, node: u64, mark: uuid::Uuid) -> Self {
        let rehearsal = touched.rehearsal.is_some() && touched.is_rehearsal();
        Self { at: micros(at), payload: feed::encode(touched), node: node.cast_signed(), mark, rehearsal }
    }

    /// The values of [`APPEND`].
    pub(crate) fn values(&self) -> [&(dyn tokio_postgres::types::ToSql + Sync); 5] {
        [&self.at, &self.payload, &self.node, &self.mark, &self.rehearsal]
    }
}

/// The position of a transaction by its mark, once it is committed.
pub(crate) fn position_of(connection: &Connection, mark: uuid::Uuid) -> Result<Option<u64>, SqlError> {
    // It is one of the newest, so the primary key is walked from its end.
    let row = connection.first(
        "SELECT position FROM (SELECT position, mark FROM changes ORDER BY position DESC LIMIT 100000) newest
         WHERE mark = $1",
        &[&mark],
    )?;
    row.map(|row| count_of(&row)).transpose()
}

/// How far the feed can be read: everything up to here is committed, or never will be.
pub(crate) fn safe_head(connection: &Connection) -> Result<u64, SqlError> {
    // Ahead of the snapshot that the rows are read in: one from before would not show what is committed meanwhile,
    // and whoever goes on after a later row would never see it.
    connection.ahead(|| {
        // In this order: whoever took a position up to the newest has announced it before, and is seen or committed.
        let newest = taken(connection)?;
        let held: Option<i64> = connection.one(HELD, &[&LOCKS_OF_FEED])?.try_get(0)?;
        Ok(held.map_or(newest, |held| newest.min(held.cast_unsigned())))
    })
}

/// The newest position that was taken.
pub(crate) fn taken(connection: &Connection) -> Result<u64, SqlError> {
    count_of(&connection.one(
        "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM changes_position",
        &[],
    )?)
}

/// The newest position that can be read; 0 before the first change. Never moves back, though rows of a rehearsal are
/// deleted.
pub(crate) fn head(connection: &Connection) -> Result<u64, SqlError> {
    safe_head(connection)
}

/// Whether there are rows that tell of nothing but a rehearsal.
pub(crate) fn tells_of_rehearsals(connection: &Connection) -> Result<bool, SqlError> {
    connection.exists("SELECT 1 FROM changes WHERE rehearsal LIMIT 1", &[])
}

/// Deletes some of the rows that tell of nothing but a rehearsal, and says how many.
pub(crate) fn forget_rehearsals(connection: &Connection, limit: usize) -> Result<usize, SqlError> {
    let gone = connection.execute(
        "DELETE FROM changes WHERE position IN (SELECT position FROM changes WHERE rehearsal LIMIT $1)",
        &[&big(limit as u64)],
    )?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}

/// The moment of the newest change.
pub(crate) fn newest_at(connection: &Connection) -> Result<Option<Timestamp>, SqlError> {
    let row = connection.first("SELECT at FROM changes ORDER BY position DESC LIMIT 1", &[])?;
    row.map(|row| Cells::of(&row).time()).transpose()
}

/// The moment of the oldest change after a position.
pub(crate) fn first_at_after(connection: &Connection, position: u64) -> Result<Option<Timestamp>, SqlError> {
    let sql = "SELECT at FROM changes WHERE position > $1 ORDER BY position LIMIT 1";
    let row = connection.first(sql, &[&big(position)])?;
    row.map(|row| Cells::of(&row).time()).transpose()
}

/// The oldest changes after a position, ascending.
pub(crate) fn after(
    connection: &Connection,
    position: u64,
    limit: usize,
) -> Result<Vec<FeedChange>, SqlError> {
    let head = safe_head(connection)?;
    let rows = connection.query(
        "SELECT position, at, node, payload FROM changes WHERE position > $1 AND position <= $2
         ORDER BY position LIMIT $3",
        &[&big(position), &big(head), &big(limit as u64)],
    )?;
    rows.iter().map(read).collect()
}

fn read(row: &tokio_postgres::Row) -> Result<FeedChange, SqlError> {
    let mut cells = Cells::of(row);
    let (position, at) = (cells.count()?, cells.time()?);
    let node: i64 = cells.take()?;
    let payload: String = cells.take()?;
    let touched = feed::decode(&payload).map_err(|error| cells.broken(error))?;
    Ok(FeedChange { position, at, node: node.cast_unsigned(), touched })
}

/// Calls `each` with the oldest rows after a position and up to another, ascending, and returns how many there were.
/// Cheaper than [`after`], for whoever reads all of the feed.
pub(crate) fn mentions(
    connection: &Connection,
    position: u64,
    up_to: u64,
    limit: usize,
    mut each: impl FnMut(Mentions),
) -> Result<usize, SqlError> {
    let rows = connection.query(
        "SELECT position, at, payload, rehearsal FROM changes WHERE position > $1 AND position <= $2
         ORDER BY position LIMIT $3",
        &[&big(position), &big(up_to), &big(limit as u64)],
    )?;
    for row in &rows {
        let mut cells = Cells::of(row);
        let (position, at) = (cells.count()?, cells.time()?);
        let payload: String = cells.take()?;
        let (moved, removed) = feed::named(&payload).map_err(|error| cells.broken(error))?;
        each(Mentions { position, at, moved, removed, rehearsal: cells.take()? });
    }
    Ok(rows.len())
}
