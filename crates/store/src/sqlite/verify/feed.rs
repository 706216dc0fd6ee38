//! The change feed: what it tells of has to be there.

use std::collections::HashMap;

use deskbell_domain::ConversationId;
use rusqlite::{Connection, OptionalExtension};

use super::Walk;
use crate::{
    Stage,
    both::verify::feed::{ends, tells},
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
            let connection = walk.connection;
            tells(walk, position, &change.touched, |id| heads.of(connection, id))?;
        }
        if page.len() < PAGE {
            ends(walk, position, total);
            return Ok(());
        }
        drop(transaction);
        walk.at(Stage::Feed, position, total);
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
