//! The chain of checkpoints: each link follows the one before, and every head that any of them names is still
//! a place of that timeline.

use std::fmt::Display;

use super::Walk;
use crate::{
    Finding, Place, Stage,
    checkpoint::{Checkpoint, CheckpointName, SealedHead, hex},
    hash::Hash,
};

/// The chain as far as it has been walked.
#[derive(Default)]
pub(crate) struct Chain {
    prev: Option<CheckpointName>,
    is_asked_there: bool,
}

/// What there is where a checkpoint names an entry.
pub(crate) enum Found {
    Entry(Hash),
    NoEntry,
    NoConversation,
}

impl Chain {
    /// The number of the newest link that has been looked at; 0 before the first.
    pub(crate) fn number(&self) -> u64 {
        self.prev.map_or(0, |prev| prev.number)
    }

    /// Looks at a link by itself. `count` counts the rows of the feed after a position, up to another, without
    /// those of rehearsals.
    pub(crate) fn follows<C, E>(
        &self,
        walk: &mut Walk<'_, C>,
        checkpoint: &Checkpoint,
        count: impl FnOnce(u64, u64) -> Result<u64, E>,
    ) -> Result<(), E> {
        let place = || Place::Checkpoint(checkpoint.number);
        let expected = self.number() + 1;
        let prev_hash: Hash = self.prev.map_or([0; 32], |prev| prev.hash);
        let from = self.prev.map_or(0, |prev| prev.position);
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
        let changes = count(from, checkpoint.position)?;
        if changes != checkpoint.changes {
            let what = format!(
                "It covers {} changes of the feed after position {from}, up to {}; there are {changes}.",
                checkpoint.changes, checkpoint.position
            );
            walk.finds(place(), what);
        }
        Ok(())
    }

    /// Goes on to the next link of so many.
    pub(crate) fn passes<C>(&mut self, walk: &mut Walk<'_, C>, checkpoint: &Checkpoint, total: u64) {
        for id in checkpoint.removed() {
            walk.missing.remove(&id);
        }
        self.is_asked_there |= walk.options.checkpoint == Some(checkpoint.hash);
        self.prev = Some(checkpoint.name());
        walk.report.checkpoints += 1;
        walk.report.newest = self.prev;
        walk.at(Stage::Checkpoints, checkpoint.number, total);
    }

    /// After the newest link.
    pub(crate) fn ends<C>(self, walk: &mut Walk<'_, C>) {
        if let Some(asked) = walk.options.checkpoint.filter(|_| !self.is_asked_there) {
            let what = format!(
                "The checkpoint {} is not in the chain: the database was put back to an earlier state, its past \
                 was rewritten, or it is another installation's.",
                hex(&asked)
            );
            walk.finds(Place::File, what);
        }
    }
}

/// Compares a head that checkpoint `number` names with what is there.
pub(crate) fn compare<C, E: Display>(
    walk: &mut Walk<'_, C>,
    number: u64,
    sealed: SealedHead,
    found: Result<Found, E>,
) {
    let SealedHead { conversation_id, seq, hash } = sealed;
    let what = match found {
        Ok(Found::Entry(found)) if found == hash => return,
        Ok(Found::Entry(_)) => format!("The entry is another than the one checkpoint {number} names."),
        Ok(Found::NoEntry) => format!("The entry is gone: checkpoint {number} names it."),
        Err(error) => format!("The entry that checkpoint {number} names cannot be read: {error}."),
        Ok(Found::NoConversation) => {
            let what = format!("The conversation is gone: checkpoint {number} names its entry {seq}.");
            let place = Place::Conversation(conversation_id);
            walk.missing.insert(conversation_id, Finding { place, what });
            return;
        }
    };
    walk.finds(Place::Entry(conversation_id, seq), what);
}
