//! Small collections: one row each, with what it says as JSON.

use jiff::Timestamp;
use rusqlite::{Connection, Params, Row, params};
use uuid::Uuid;

use crate::{
    Record,
    sqlite::{
        convert::{Cells, blob, micros},
        rows::unique,
        work::Trouble,
    },
};

/// What [`read`] reads.
const RECORD: &str = "SELECT id, key, body, uses, created_at, updated_at FROM records";

fn read(row: &Row<'_>) -> rusqlite::Result<Record> {
    let mut cells = Cells::of(row);
    Ok(Record {
        id: cells.id::<Uuid>()?,
        key: cells.take()?,
        body: cells.take()?,
        uses: cells.take()?,
        created_at: cells.time()?,
        updated_at: cells.time()?,
    })
}

fn select(connection: &Connection, tail: &str, params: impl Params) -> rusqlite::Result<Vec<Record>> {
    let mut statement = connection.prepare_cached(&format!("{RECORD} {tail}"))?;
    statement.query_map(params, read)?.collect()
}

/// Those of a kind whose key begins so, in the order of their keys.
pub(crate) fn under(
    connection: &Connection,
    kind: &str,
    prefix: &str,
    limit: usize,
) -> rusqlite::Result<Vec<Record>> {
    let tail = "WHERE kind = ?1 AND key >= ?2 AND substr(key, 1, length(?2)) = ?2 ORDER BY key LIMIT ?3";
    select(connection, tail, params![kind, prefix, limit])
}

/// One of them.
pub(crate) fn by_id(connection: &Connection, kind: &str, id: Uuid) -> rusqlite::Result<Option<Record>> {
    Ok(select(connection, "WHERE kind = ?1 AND id = ?2", params![kind, blob(id)])?.pop())
}

/// The one with this key.
pub(crate) fn by_key(connection: &Connection, kind: &str, key: &str) -> rusqlite::Result<Option<Record>> {
    Ok(select(connection, "WHERE kind = ?1 AND key = ?2", params![kind, key])?.pop())
}

/// How many of a kind there are.
pub(crate) fn count(connection: &Connection, kind: &str) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM records WHERE kind = ?1")?;
    statement.query_row([kind], |row| row.get(0))
}

/// Makes one, or says anew what it says.
pub(crate) fn put(
    connection: &Connection,
    kind: &str,
    record: &Record,
    taken: &'static str,
) -> Result<(), Trouble> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO records (kind, id, key, body, uses, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (kind, id) DO UPDATE SET key = excluded.key, body = excluded.body,
            updated_at = excluded.updated_at",
    )?;
    let (created_at, updated_at) = (micros(record.created_at), micros(record.updated_at));
    let values = params![kind, blob(record.id), record.key, record.body, record.uses, created_at, updated_at];
    statement.execute(values).map(drop).map_err(|error| unique(error, taken))
}

/// Removes one; false where there is none.
pub(crate) fn remove(connection: &Connection, kind: &str, id: Uuid) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached("DELETE FROM records WHERE kind = ?1 AND id = ?2")?;
    Ok(statement.execute(params![kind, blob(id)])? > 0)
}

/// Counts that one was used; false where there is none.
pub(crate) fn used(connection: &Connection, kind: &str, id: Uuid) -> rusqlite::Result<bool> {
    let mut statement =
        connection.prepare_cached("UPDATE records SET uses = uses + 1 WHERE kind = ?1 AND id = ?2")?;
    Ok(statement.execute(params![kind, blob(id)])? > 0)
}

/// Removes those of a kind that were last changed before a moment; how many.
pub(crate) fn remove_older(connection: &Connection, kind: &str, at: Timestamp) -> rusqlite::Result<usize> {
    let mut statement =
        connection.prepare_cached("DELETE FROM records WHERE kind = ?1 AND updated_at < ?2")?;
    statement.execute(params![kind, micros(at)])
}
