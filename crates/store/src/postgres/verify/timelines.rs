//! Every conversation with its timeline, some hundred in one snapshot.

use std::collections::{HashMap, HashSet};

use super::{
    Walk,
    head::{self, Found},
    in_one,
};
use crate::{
    Place, Stage,
    both::verify::timeline::Retold,
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, count_of},
        rows::entries,
    },
};

/// Conversations that share a snapshot.
const PAGE: usize = 256;

pub(super) fn check(walk: &mut Walk<'_>) -> Result<(), SqlError> {
    let connection = walk.connection;
    let total = count_of(&connection.one("SELECT coalesce(max(pk), 0) FROM conversations", &[])?)?;
    let mut after = 0;
    while let Some(last) = in_one(connection, || page(walk, after))? {
        after = last;
        walk.at(Stage::Timelines, after.unsigned_abs(), total);
    }
    Ok(())
}

/// Looks at the conversations after a key, and returns the last one's; after the last of all, at what there is of
/// nobody.
fn page(walk: &mut Walk<'_>, after: i64) -> Result<Option<i64>, SqlError> {
    let found = head::page(walk.connection, after, PAGE)?;
    let last = found.last().map(|found| found.pk);
    let up_to = last.unwrap_or(i64::MAX);
    let mut retold: HashMap<i64, Retold<'_>> = HashMap::new();
    for Found { pk, id, is_going, head } in &found {
        match head {
            _ if *is_going => continue,
            Ok(head) => drop(retold.insert(*pk, Retold::begin(head))),
            Err(error) => walk.finds(Place::Conversation(*id), format!("Its row cannot be read: {error}.")),
        }
        walk.report.conversations += 1;
    }
    let known: HashSet<i64> = found.iter().map(|found| found.pk).collect();
    let mut strays = None;
    entries::walk_all(walk.connection, after, up_to, |pk, stored| match retold.get_mut(&pk) {
        Some(retold) => {
            let id = retold.id();
            retold.take(stored(id));
        }
        None if known.contains(&pk) || strays == Some(pk) => {}
        None => {
            strays = Some(pk);
            let what = "There are entries or names of it; the conversation is gone.";
            walk.finds(Place::Record(format!("conversation row {pk}")), what);
        }
    })?;
    for (pk, seq) in doubles(walk.connection, after, up_to)? {
        if let Some(retold) = retold.get_mut(&pk) {
            let what = "The same sender gave this name to an entry before.";
            retold.wrong.push((Some(seq), what.to_owned()));
        }
    }
    for Found { pk, id, .. } in &found {
        if let Some(retold) = retold.remove(pk) {
            walk.told(*id, retold);
        }
    }
    Ok(last)
}

/// Entries whose name an earlier one has, which a resend would find instead: by their conversation's key and seq.
fn doubles(connection: &Connection, after: i64, up_to: i64) -> Result<Vec<(i64, u64)>, SqlError> {
    let rows = connection.query(
        "SELECT conversation_pk, max(seq) FROM entries
         WHERE conversation_pk > $1 AND conversation_pk <= $2 AND client_id IS NOT NULL
         GROUP BY conversation_pk, sender_kind, sender_pk, client_id HAVING count(*) > 1",
        &[&after, &up_to],
    )?;
    let read = |row| {
        let mut cells = Cells::of(row);
        Ok((cells.take()?, cells.count()?))
    };
    rows.iter().map(read).collect()
}
