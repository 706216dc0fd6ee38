//! The chain of checkpoints: each link follows the one before, and every head that any of them names is still
//! a place of that timeline.

use rusqlite::{Connection, OptionalExtension, params};

use super::Walk;
use crate::{
    Finding, Place, Stage,
    checkpoint::{Checkpoint, CheckpointName, SealedHead, hex},
    hash::Hash,
    sqlite::{checkpoints::rows, convert::blob},
};

pub(super) fn check(walk: &mut Walk<'_>) -> rusqlite::Result<()> {
    let newest = "SELECT coalesce(max(number), 0) FROM checkpoints";
    let total: u64 = walk.connection.query_row(newest, [], |row| row.get(0))?;
    let mut prev: Option<CheckpointName> = None;
    let mut is_asked_there = false;
    loop {
        let transaction = walk.connection.unchecked_transaction()?;
        let number = prev.map_or(0, |prev| prev.number);
        let Some(checkpoint) = rows::after(walk.connection, number)? else { break };
        follows(walk, prev.as_ref(), &checkpoint)?;
        heads(walk, &checkpoint);
        for id in checkpoint.removed() {
            walk.missing.remove(&id);
        }
        drop(transaction);
        is_asked_there |= walk.options.checkpoint == Some(checkpoint.hash);
        walk.report.checkpoints += 1;
        walk.report.newest = Some(checkpoint.name());
        prev = Some(checkpoint.name());
        walk.at(Stage::Checkpoints, checkpoint.number, total);
    }
    if let Some(asked) = walk.options.checkpoint.filter(|_| !is_asked_there) {
        let what = format!(
            "The checkpoint {} is not in the chain: the database was put back to an earlier state, its past was \
             rewritten, or it is another installation's.",
            hex(&asked)
        );
        walk.finds(Place::File, what);
    }
    Ok(())
}

fn follows(
    walk: &mut Walk<'_>,
    prev: Option<&CheckpointName>,
    checkpoint: &Checkpoint,
) -> rusqlite::Result<()> {
    let place = || Place::Checkpoint(checkpoint.number);
    let expected = prev.map_or(1, |prev| prev.number + 1);
    let prev_hash: Hash = prev.map_or([0; 32], |prev| prev.hash);
    let from = prev.map_or(0, |prev| prev.position);
    if checkpoint.number != expected {
        walk.finds(place(), format!("Checkpoint {expected} is missing before it."));
        return Ok(());
    }
    if checkpoint.prev_hash != prev_hash {
        walk.finds(place(), "It does not follow the checkpoint before: one of the two was changed.");
    }
    if checkpoint.computed() != checkpoint.hash {
        walk.finds(place(), "It was changed.");
        return Ok(());
    }
    let changes = count_changes(walk.connection, from, checkpoint.position)?;
    if changes != checkpoint.changes {
        let what = format!(
            "It covers {} changes of the feed after position {from}, up to {}; there are {changes}.",
            checkpoint.changes, checkpoint.position
        );
        walk.finds(place(), what);
    }
    Ok(())
}

fn count_changes(connection: &Connection, after: u64, up_to: u64) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM changes WHERE position > ?1 AND position <= ?2 AND rehearsal = 0",
    )?;
    statement.query_row([after, up_to], |row| row.get(0))
}

fn heads(walk: &mut Walk<'_>, checkpoint: &Checkpoint) {
    let number = checkpoint.number;
    for SealedHead { conversation_id, seq, hash } in checkpoint.heads() {
        match find(walk.connection, blob(conversation_id.0), seq) {
            Err(error) => {
                let what = format!("The entry that checkpoint {number} names cannot be read: {error}.");
                walk.finds(Place::Entry(conversation_id, seq), what);
            }
            Ok(Found::Entry(found)) if found == hash => {}
            Ok(Found::Entry(_)) => {
                let what = format!("The entry is another than the one checkpoint {number} names.");
                walk.finds(Place::Entry(conversation_id, seq), what);
            }
            Ok(Found::NoEntry) => {
                let what = format!("The entry is gone: checkpoint {number} names it.");
                walk.finds(Place::Entry(conversation_id, seq), what);
            }
            Ok(Found::NoConversation) => {
                let what = format!("The conversation is gone: checkpoint {number} names its entry {seq}.");
                let place = Place::Conversation(conversation_id);
                walk.missing.insert(conversation_id, Finding { place, what });
            }
        }
    }
}

enum Found {
    Entry(Hash),
    NoEntry,
    NoConversation,
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
