//! The chain of checkpoints, a link a minute, by whoever holds the installation's lease. What has moved since the
//! newest link is read from the change feed.

use std::collections::BTreeSet;

use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

use super::{
    connection::{Connection, SqlError},
    convert::{Cells, big, micros},
    rows::{feed, leases},
    work::Trouble,
};
use crate::{
    Fence,
    checkpoint::{Checkpoint, CheckpointName, Covers, SealedHead},
};

/// Rows of the feed that are read at once.
const FEED_PAGE: usize = 256;
/// Held by whoever makes a link, so that no two follow the same one.
const LOCK_OF_CHAIN: i64 = 0x6465_736b_6c69_6e6b;

/// Makes the next link where anything has moved. True where there is more to name.
pub(crate) fn seal(
    connection: &Connection,
    fence: Option<&Fence>,
    heads_max: usize,
) -> Result<bool, Trouble> {
    connection.run("BEGIN")?;
    let sealed = make(connection, fence, heads_max);
    connection.run(if sealed.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    sealed
}

fn make(connection: &Connection, fence: Option<&Fence>, heads_max: usize) -> Result<bool, Trouble> {
    leases::obey(connection, fence)?;
    connection.query("SELECT pg_advisory_xact_lock($1)", &[&LOCK_OF_CHAIN])?;
    let newest = newest(connection)?;
    let mut covers = Covers {
        at: newest.map_or(Timestamp::UNIX_EPOCH, |newest| newest.at),
        position: newest.map_or(0, |newest| newest.position),
        changes: 0,
    };
    let (mut moved, mut removed) = (BTreeSet::new(), Vec::new());
    let head = feed::safe_head(connection)?;
    let mut more = true;
    while more && moved.len() + removed.len() < heads_max {
        let seen = feed::mentions(connection, covers.position, head, FEED_PAGE, |mentions| {
            moved.extend(mentions.moved);
            for id in mentions.removed {
                moved.remove(&id);
                removed.push(id);
            }
            covers.position = mentions.position;
            covers.at = covers.at.max(mentions.at);
            covers.changes += u64::from(!mentions.rehearsal);
        })?;
        more = seen >= FEED_PAGE;
    }
    let ids: Vec<Uuid> = moved.iter().map(|id| id.0).collect();
    let heads = heads(connection, &ids)?;
    if !heads.is_empty() || !removed.is_empty() {
        insert(connection, &Checkpoint::after(newest.as_ref(), covers, &heads, &removed))?;
    }
    Ok(more)
}

/// Where these timelines end now, which is never before what the feed said; in the order of their ids.
fn heads(connection: &Connection, ids: &[Uuid]) -> Result<Vec<SealedHead>, SqlError> {
    let sql = "SELECT id, head_seq, head_hash FROM conversations WHERE id = ANY($1) AND started ORDER BY id";
    let head = |row: &Row| {
        let mut cells = Cells::of(row);
        Ok(SealedHead { conversation_id: cells.id()?, seq: cells.count()?, hash: cells.bytes()? })
    };
    connection.query(sql, &[&ids])?.iter().map(head).collect()
}

/// Appends a link.
fn insert(connection: &Connection, checkpoint: &Checkpoint) -> Result<(), SqlError> {
    let Checkpoint { number, at, position, changes, heads, removed, prev_hash, hash } = checkpoint;
    connection
        .execute(
            "INSERT INTO checkpoints (number, at, position, changes, heads, removed, prev_hash, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                &big(*number),
                &micros(*at),
                &big(*position),
                &big(*changes),
                heads,
                removed,
                &prev_hash.as_slice(),
                &hash.as_slice(),
            ],
        )
        .map(drop)
}

/// The newest link's name; `None` before the first.
pub(crate) fn newest(connection: &Connection) -> Result<Option<CheckpointName>, SqlError> {
    let sql = "SELECT number, at, position, hash FROM checkpoints ORDER BY number DESC LIMIT 1";
    let name = |row: Row| {
        let mut cells = Cells::of(&row);
        Ok(CheckpointName {
            number: cells.count()?,
            at: cells.time()?,
            position: cells.count()?,
            hash: cells.bytes()?,
        })
    };
    connection.first(sql, &[])?.map(name).transpose()
}

/// The first link after a number.
pub(crate) fn after(connection: &Connection, number: u64) -> Result<Option<Checkpoint>, SqlError> {
    let sql = "SELECT number, at, position, changes, heads, removed, prev_hash, hash FROM checkpoints
         WHERE number > $1 ORDER BY number LIMIT 1";
    let link = |row: Row| {
        let mut cells = Cells::of(&row);
        Ok(Checkpoint {
            number: cells.count()?,
            at: cells.time()?,
            position: cells.count()?,
            changes: cells.count()?,
            heads: cells.take()?,
            removed: cells.take()?,
            prev_hash: cells.bytes()?,
            hash: cells.bytes()?,
        })
    };
    connection.first(sql, &[&big(number)])?.map(link).transpose()
}
