//! The chain of checkpoints, link by link.

use rusqlite::{Connection, OptionalExtension, params};

use super::Walk;
use crate::{
    both::verify::chain::{Chain, Found, compare},
    hash::Hash,
    sqlite::{checkpoints::rows, convert::blob},
};

pub(super) fn check(walk: &mut Walk<'_>) -> rusqlite::Result<()> {
    let connection = walk.connection;
    let newest = "SELECT coalesce(max(number), 0) FROM checkpoints";
    let total: u64 = connection.query_row(newest, [], |row| row.get(0))?;
    let mut chain = Chain::default();
    loop {
        let transaction = connection.unchecked_transaction()?;
        let Some(checkpoint) = rows::after(connection, chain.number())? else { break };
        chain.follows(walk, &checkpoint, |after, up_to| count_changes(connection, after, up_to))?;
        for sealed in checkpoint.heads() {
            let found = find(connection, blob(sealed.conversation_id.0), sealed.seq);
            compare(walk, checkpoint.number, sealed, found);
        }
        drop(transaction);
        chain.passes(walk, &checkpoint, total);
    }
    chain.ends(walk);
    Ok(())
}

fn count_changes(connection: &Connection, after: u64, up_to: u64) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM changes WHERE position > ?1 AND position <= ?2 AND rehearsal = 0",
    )?;
    statement.query_row([after, up_to], |row| row.get(0))
}

fn find(connection: &Connection, id: [u8; 16], seq: u64) -> rusqlite::Result<Found> {
    let mut statement = connection.prepare_cached(
        "SELECT e.hash FROM conversations c
         LEFT JOIN entries e ON e.conversation_pk = c.pk AND e.seq = ?2 WHERE c.id = ?1",
    )?;
    let found: Option<Option<Hash>> = statement.query_row(params![id, seq], |row| row.get(0)).optional()?;
    Ok(match found {
        Some(Some(hash)) => Found::Entry(hash),
        Some(None) => Found::NoEntry,
        None => Found::NoConversation,
    })
}
