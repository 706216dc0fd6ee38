//! Every conversation with its timeline, some hundred in one transaction.

use deskbell_domain::ConversationId;
use rusqlite::Connection;

use super::{
    Walk,
    head::{self, Found},
    names,
};
use crate::{Place, Stage, both::verify::timeline::Retold, sqlite::rows::entries};

/// Conversations that share a transaction.
const PAGE: usize = 256;
/// Entries after which a transaction ends even so; a timeline is never split.
const ENTRIES: u64 = 20_000;

pub(super) fn check(walk: &mut Walk<'_>) -> rusqlite::Result<()> {
    let connection = walk.connection;
    let newest = "SELECT coalesce(max(pk), 0) FROM conversations";
    let total: u64 = connection.query_row(newest, [], |row| row.get(0))?;
    let mut after = 0;
    let mut can_search = true;
    loop {
        let transaction = connection.unchecked_transaction()?;
        let page = head::page(connection, after, PAGE)?;
        if page.is_empty() {
            search(walk, &mut can_search, after, i64::MAX);
            return Ok(());
        }
        let until = walk.report.entries + ENTRIES;
        for Found { pk, id, is_going } in page {
            search(walk, &mut can_search, after, pk);
            match id {
                _ if is_going => {}
                Some(id) => conversation(walk, pk, id),
                None => walk.finds(Place::Record(format!("conversation row {pk}")), "Its id cannot be read."),
            }
            after = pk;
            if walk.report.entries >= until {
                break;
            }
        }
        drop(transaction);
        walk.at(Stage::Timelines, after.unsigned_abs(), total);
    }
}

fn conversation(walk: &mut Walk<'_>, pk: i64, id: ConversationId) {
    let connection = walk.connection;
    walk.report.conversations += 1;
    let head = match head::load(connection, pk) {
        Ok(head) => head,
        Err(error) => {
            return walk.finds(Place::Conversation(id), format!("Its row cannot be read: {error}."));
        }
    };
    let mut retold = Retold::begin(&head);
    let walked = entries::walk(connection, id, |stored| {
        retold.take(stored);
        true
    });
    if let Err(error) = walked {
        let what = format!("The timeline cannot be read from here on: {error}.");
        let place = Place::Entry(id, retold.seq + 1);
        return walk.finds(place, what);
    }
    match names::check(connection, pk) {
        Ok(wrong) => retold.wrong.extend(wrong.into_iter().map(|(seq, what)| (seq, what.to_owned()))),
        Err(error) => retold.wrong.push((None, format!("Its names cannot be read: {error}."))),
    }
    walk.told(id, retold);
}

/// Looks for strays, until that cannot be done: then the timelines say which of them are hurt.
fn search(walk: &mut Walk<'_>, can_search: &mut bool, after: i64, before: i64) {
    if *can_search && let Err(error) = strays(walk, after, before) {
        walk.finds(Place::File, format!("The timelines cannot be searched for entries of nobody: {error}."));
        *can_search = false;
    }
}

/// Entries and names between two conversations belong to one that is gone.
fn strays(walk: &mut Walk<'_>, mut after: i64, before: i64) -> rusqlite::Result<()> {
    while let Some(pk) = stray(walk.connection, after, before)? {
        let what = "There are entries or names of it; the conversation is gone.";
        walk.finds(Place::Record(format!("conversation row {pk}")), what);
        after = pk;
    }
    Ok(())
}

fn stray(connection: &Connection, after: i64, before: i64) -> rusqlite::Result<Option<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT min(pk) FROM (
            SELECT min(conversation_pk) AS pk FROM entries WHERE conversation_pk > ?1 AND conversation_pk < ?2
            UNION ALL
            SELECT min(conversation_pk) FROM client_ids WHERE conversation_pk > ?1 AND conversation_pk < ?2)",
    )?;
    statement.query_row((after, before), |row| row.get(0))
}
