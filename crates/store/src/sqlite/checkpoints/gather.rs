//! What has moved since the newest checkpoint.
//!
//! It is read from the change feed, which every transaction leaves a row in, so nothing has to be kept beside
//! it: after a crash the feed still says what no checkpoint covers yet.

use std::collections::BTreeSet;

use deskbell_domain::ConversationId;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::rows;
use crate::{
    checkpoint::{Checkpoint, CheckpointName, Covers, SealedHead},
    sqlite::{convert::blob, rows::feed},
};

/// Rows of the feed that are read at once.
const FEED_PAGE: usize = 256;

/// What the next checkpoint will be made of.
#[derive(Debug)]
pub(crate) struct Gathered {
    newest: Option<CheckpointName>,
    /// The feed is read up to here.
    covers: Covers,
    moved: BTreeSet<ConversationId>,
    removed: Vec<ConversationId>,
}

impl Gathered {
    /// Begins after the newest checkpoint.
    pub(crate) fn begin(connection: &Connection) -> rusqlite::Result<Self> {
        let newest = rows::newest(connection)?;
        let covers = Covers {
            at: newest.map_or(Timestamp::UNIX_EPOCH, |newest| newest.at),
            position: newest.map_or(0, |newest| newest.position),
            changes: 0,
        };
        Ok(Self { newest, covers, moved: BTreeSet::new(), removed: Vec::new() })
    }

    /// Reads on in the feed; false at its end.
    pub(crate) fn read_on(&mut self, connection: &Connection) -> rusqlite::Result<bool> {
        let rows = feed::mentions(connection, self.covers.position, FEED_PAGE, |mentions| {
            self.moved.extend(mentions.moved);
            for id in mentions.removed {
                self.moved.remove(&id);
                self.removed.push(id);
            }
            self.covers.position = mentions.position;
            self.covers.at = self.covers.at.max(mentions.at);
            self.covers.changes += u64::from(!mentions.rehearsal);
        })?;
        Ok(rows >= FEED_PAGE)
    }

    /// Conversations the next checkpoint will name.
    pub(crate) fn len(&self) -> usize {
        self.moved.len() + self.removed.len()
    }

    /// The next link of the chain; `None` where nothing has moved. The heads are read now, which is never
    /// earlier than what was gathered: a checkpoint covers at least what the feed says up to its position.
    pub(crate) fn compose(&self, connection: &Connection) -> rusqlite::Result<Option<Checkpoint>> {
        let mut heads = Vec::with_capacity(self.moved.len());
        let mut statement = connection
            .prepare_cached("SELECT head_seq, head_hash FROM conversations WHERE id = ?1 AND started = 1")?;
        for id in &self.moved {
            let head = statement.query_row([blob(id.0)], |row| {
                Ok(SealedHead { conversation_id: *id, seq: row.get(0)?, hash: row.get(1)? })
            });
            heads.extend(head.optional()?);
        }
        if heads.is_empty() && self.removed.is_empty() {
            return Ok(None);
        }
        let newest = self.newest.as_ref();
        Ok(Some(Checkpoint::after(newest, self.covers, &heads, &self.removed)))
    }

    /// Goes on from a checkpoint that is on disk; where there was nothing to name, the next one covers that too.
    pub(crate) fn sealed(&mut self, checkpoint: Option<&Checkpoint>) {
        if let Some(checkpoint) = checkpoint {
            self.newest = Some(checkpoint.name());
            self.covers.changes = 0;
        }
        self.moved.clear();
        self.removed.clear();
    }
}
