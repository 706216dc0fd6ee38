//! Which conversations have a newer message than their place in lists tells.
//!
//! Moving one costs every index over lists two pages, more than all else a message writes. So it is put off: a
//! conversation moves once in a while however often it is written in, a few with each commit, and all of them
//! before a list is read. After a crash the change feed names those that were waiting.

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};

use foldhash::HashSet;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::super::rows::{feed, places};
use crate::both::list_order::ListOrder;

/// How long a conversation may wait while commits go on.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many of those whose patience has ended move with one commit; more only when a list is to be read, or where
/// very many wait.
const PORTION: usize = 32;
/// This part of all that wait moves with one commit at least, so that more cannot come than go.
const PART: usize = 16;
/// Rows of the feed looked at in one go when a store is opened.
const LOOK: usize = 1024;

/// Conversations waiting to be moved.
pub(crate) struct Places {
    waiting: VecDeque<Waiting>,
    known: HashSet<i64>,
    /// Whom readers ask whether anybody waits.
    order: Arc<ListOrder>,
    /// The feed's newest position.
    position: u64,
}

struct Waiting {
    pk: i64,
    since: Instant,
    /// The feed's position before it was written in.
    position: u64,
}

impl Places {
    /// Moves what a crash has left waiting, where nobody else decides, and begins with nobody waiting.
    pub(crate) fn recover(
        connection: &Connection,
        exclusive: bool,
        order: Arc<ListOrder>,
    ) -> rusqlite::Result<Self> {
        let (mut position, newest) = (places::position(connection)?, feed::head(connection)?);
        let nobody = Self { waiting: VecDeque::new(), known: HashSet::default(), order, position: newest };
        if !exclusive || position == newest {
            return Ok(nobody);
        }
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        while position < newest {
            let mut moved = Vec::new();
            let seen = feed::mentions(connection, position, LOOK, |row| {
                position = row.position;
                moved.extend(row.moved);
            })?;
            for id in moved {
                places::move_by_id(connection, id)?;
            }
            if seen < LOOK {
                break;
            }
        }
        places::set_position(connection, newest)?;
        transaction.commit()?;
        Ok(nobody)
    }

    /// Has a conversation wait.
    pub(crate) fn wait(&mut self, pk: i64, now: Instant) {
        if self.known.insert(pk) {
            self.waiting.push_back(Waiting { pk, since: now, position: self.position });
        }
    }

    /// How many of those that wait are to be moved with this commit.
    pub(crate) fn due(&self, all: bool, now: Instant) -> usize {
        if all {
            return self.waiting.len();
        }
        let patient = |one: &&Waiting| now.duration_since(one.since) >= PATIENCE;
        let portion = PORTION.max(self.waiting.len() / PART);
        self.waiting.iter().take(portion).take_while(patient).count()
    }

    /// Moves the first so many, in the open transaction; they wait on until it is committed.
    pub(crate) fn write(&self, connection: &Connection, count: usize) -> rusqlite::Result<()> {
        if count == 0 {
            return Ok(());
        }
        for one in self.waiting.iter().take(count) {
            places::move_by_pk(connection, one.pk)?;
        }
        let next = self.waiting.get(count).map_or(self.position, |one| one.position);
        places::set_position(connection, next)
    }

    /// What was written is committed: so many wait no longer, and the feed has come to this position.
    pub(crate) fn committed(&mut self, count: usize, position: Option<u64>) {
        for one in self.waiting.drain(..count) {
            self.known.remove(&one.pk);
        }
        self.position = position.unwrap_or(self.position);
        self.order.waits(self.waiting.len());
    }
}
