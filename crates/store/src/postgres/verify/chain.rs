//! The chain of checkpoints, link by link.

use tokio_postgres::Row;
use uuid::Uuid;

use super::{Walk, in_one};
use crate::{
    both::verify::chain::{Chain, Found, compare},
    checkpoint::SealedHead,
    postgres::{
        checkpoints,
        connection::{Connection, SqlError},
        convert::{Cells, big, count_of},
    },
};

/// Heads that are asked for at once.
const HEADS: usize = 1000;

pub(super) fn check(walk: &mut Walk<'_>) -> Result<(), SqlError> {
    let connection = walk.connection;
    let newest = "SELECT coalesce(max(number), 0) FROM checkpoints";
    let total = count_of(&connection.one(newest, &[])?)?;
    let mut chain = Chain::default();
    while in_one(connection, || link(walk, &mut chain, total))? {}
    chain.ends(walk);
    Ok(())
}

/// Looks at the next link; false where there is none.
fn link(walk: &mut Walk<'_>, chain: &mut Chain, total: u64) -> Result<bool, SqlError> {
    let connection = walk.connection;
    let Some(checkpoint) = checkpoints::after(connection, chain.number())? else { return Ok(false) };
    chain.follows(walk, &checkpoint, |after, up_to| count_changes(connection, after, up_to))?;
    let sealed: Vec<SealedHead> = checkpoint.heads().collect();
    for some in sealed.chunks(HEADS) {
        for (sealed, found) in some.iter().zip(find(connection, some)?) {
            compare(walk, checkpoint.number, *sealed, found);
        }
    }
    chain.passes(walk, &checkpoint, total);
    Ok(true)
}

fn count_changes(connection: &Connection, after: u64, up_to: u64) -> Result<u64, SqlError> {
    let sql = "SELECT count(*) FROM changes WHERE position > $1 AND position <= $2 AND NOT rehearsal";
    count_of(&connection.one(sql, &[&big(after), &big(up_to)])?)
}

/// What is there where each of these is named, in their order.
fn find(connection: &Connection, sealed: &[SealedHead]) -> Result<Vec<Result<Found, SqlError>>, SqlError> {
    let ids: Vec<Uuid> = sealed.iter().map(|head| head.conversation_id.0).collect();
    let seqs: Vec<i64> = sealed.iter().map(|head| big(head.seq)).collect();
    let rows = connection.query(
        "SELECT c.pk IS NOT NULL, e.hash FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY AS u (id, seq, place)
         LEFT JOIN conversations c ON c.id = u.id
         LEFT JOIN entries e ON e.conversation_pk = c.pk AND e.seq = u.seq ORDER BY u.place",
        &[&ids, &seqs],
    )?;
    Ok(rows.iter().map(read).collect())
}

fn read(row: &Row) -> Result<Found, SqlError> {
    let mut cells = Cells::of(row);
    let (is_there, hash) = (cells.take()?, cells.maybe_bytes()?);
    Ok(match hash {
        Some(hash) => Found::Entry(hash),
        None if is_there => Found::NoEntry,
        None => Found::NoConversation,
    })
}
