//! The change feed: what it tells of has to be there.

use std::collections::HashMap;

use deskbell_domain::ConversationId;
use rusqlite::{Connection, OptionalExtension};

use super::Walk;
use crate::{
    Finding, Place, Stage, Touched,
    sqlite::{convert::blob, rows::feed},
};

/// Rows that share a transaction.
const PAGE: usize = 1000;
/// Heads that are remembered while they are asked for again and again.
const REMEMBERED: usize = 50_000;

pub(super) fn check(walk: &mut Walk<'_>) -> rusqlite::Result<()> {
    let mut position = 0;
    let mut heads = Heads::default();
    loop {
        let transaction = walk.connection.unchecked_transaction()?;
        let total = feed::head(walk.connection)?;
        let page = feed::after(walk.connection, position, PAGE)?;
        heads.known.clear();
        for change in &page {
            position = change.position;
            walk.report.changes += 1;
            tells(walk, &mut heads, position, &change.touched)?;
        }
        if page.len() < PAGE {
            ends(walk, position, total);
            return Ok(());
        }
        drop(transaction);
        walk.at(Stage::Feed, position, total);
    }
}

/// What a row tells of a rehearsal goes with it, a little at a time, and proves nothing.
fn tells(walk: &mut Walk<'_>, heads: &mut Heads, position: u64, touched: &Touched) -> rusqlite::Result<()> {
    for moved in &touched.conversations {
        let id = moved.conversation_id;
        match heads.of(walk.connection, id)? {
            Some(head) if moved.head_seq > head => {
                let what = format!(
                    "The timeline ends at {head}; change {position} of the feed tells of this entry."
                );
                walk.finds(Place::Entry(id, moved.head_seq), what);
            }
            Some(_) => {}
            None => {
                let what = format!("The conversation is gone: change {position} of the feed tells of it.");
                walk.missing.entry(id).or_insert(Finding { place: Place::Conversation(id), what });
            }
        }
    }
    for id in &touched.removed {
        walk.missing.remove(id);
        if heads.of(walk.connection, *id)?.is_some() {
            let what = format!("Change {position} of the feed says that it was deleted; it is there.");
            walk.finds(Place::Conversation(*id), what);
        }
    }
    Ok(())
}

/// The database remembers the newest position it gave, apart from the rows.
fn ends(walk: &mut Walk<'_>, position: u64, total: u64) {
    let sealed = walk.report.newest.map_or(0, |newest| newest.position);
    if sealed > total {
        let what = format!("The feed ends at {total}; the newest checkpoint covers it up to {sealed}.");
        walk.finds(Place::Change(total), what);
    } else if position > total {
        let what = format!("The feed says that it ends at {total}; there is more of it.");
        walk.finds(Place::Change(position), what);
    }
}

/// Newest seqs, as one transaction sees them.
#[derive(Default)]
struct Heads {
    known: HashMap<ConversationId, Option<u64>>,
}

impl Heads {
    fn of(&mut self, connection: &Connection, id: ConversationId) -> rusqlite::Result<Option<u64>> {
        if let Some(head) = self.known.get(&id) {
            return Ok(*head);
        }
        let mut statement = connection.prepare_cached("SELECT head_seq FROM conversations WHERE id = ?1")?;
        let head = statement.query_row([blob(id.0)], |row| row.get(0)).optional()?;
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(id, head);
        Ok(head)
    }
}
