//! Small collections: one row each, with what it says as JSON.

use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    Record,
    postgres::{
        connection::{Connection, SqlError, Values},
        convert::{Cells, big, count_of, micros},
        work::{Trouble, unique},
    },
};

/// What [`read`] reads.
const RECORD: &str = "SELECT id, key, body, uses, created_at, updated_at FROM records";

fn read(row: &Row) -> Result<Record, SqlError> {
    let mut cells = Cells::of(row);
    Ok(Record {
        id: cells.id::<Uuid>()?,
        key: cells.take()?,
        body: cells.take()?,
        uses: cells.count()?,
        created_at: cells.time()?,
        updated_at: cells.time()?,
    })
}

fn select(connection: &Connection, tail: &str, values: Values<'_>) -> Result<Vec<Record>, SqlError> {
    connection.query(&format!("{RECORD} {tail}"), values)?.iter().map(read).collect()
}

/// Those of a kind whose key begins so, in the order of their keys.
pub(crate) fn under(
    connection: &Connection,
    kind: &str,
    prefix: &str,
    limit: usize,
) -> Result<Vec<Record>, SqlError> {
    let tail = "WHERE kind = $1 AND starts_with(key, $2) ORDER BY key COLLATE \"C\" LIMIT $3";
    select(connection, tail, &[&kind, &prefix, &big(limit as u64)])
}

/// One of them.
pub(crate) fn by_id(connection: &Connection, kind: &str, id: Uuid) -> Result<Option<Record>, SqlError> {
    Ok(select(connection, "WHERE kind = $1 AND id = $2", &[&kind, &id])?.pop())
}

/// The one with this key.
pub(crate) fn by_key(connection: &Connection, kind: &str, key: &str) -> Result<Option<Record>, SqlError> {
    Ok(select(connection, "WHERE kind = $1 AND key = $2", &[&kind, &key])?.pop())
}

/// How many of a kind there are.
pub(crate) fn count(connection: &Connection, kind: &str) -> Result<u64, SqlError> {
    count_of(&connection.one("SELECT count(*) FROM records WHERE kind = $1", &[&kind])?)
}

/// Makes one, or says anew what it says.
pub(crate) fn put(
    connection: &Connection,
    kind: &str,
    record: &Record,
    taken: &'static str,
) -> Result<(), Trouble> {
    let written = connection.execute(
        "INSERT INTO records (kind, id, key, body, uses, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (kind, id) DO UPDATE SET key = excluded.key, body = excluded.body,
            updated_at = excluded.updated_at",
        &[
            &kind,
            &record.id,
            &record.key,
            &record.body,
            &big(record.uses),
            &micros(record.created_at),
            &micros(record.updated_at),
        ],
    );
    written.map(drop).map_err(|error| unique(error, taken))
}

/// Removes one; false where there is none.
pub(crate) fn remove(connection: &Connection, kind: &str, id: Uuid) -> Result<bool, SqlError> {
    Ok(connection.execute("DELETE FROM records WHERE kind = $1 AND id = $2", &[&kind, &id])? > 0)
}

/// Counts that one was used; false where there is none.
pub(crate) fn used(connection: &Connection, kind: &str, id: Uuid) -> Result<bool, SqlError> {
    let sql = "UPDATE records SET uses = uses + 1 WHERE kind = $1 AND id = $2";
    Ok(connection.execute(sql, &[&kind, &id])? > 0)
}

/// Removes those of a kind that were last changed before a moment; how many.
pub(crate) fn remove_older(connection: &Connection, kind: &str, at: Timestamp) -> Result<usize, SqlError> {
    let sql = "DELETE FROM records WHERE kind = $1 AND updated_at < $2";
    let removed = connection.execute(sql, &[&kind, &micros(at)])?;
    Ok(usize::try_from(removed).unwrap_or(usize::MAX))
}
