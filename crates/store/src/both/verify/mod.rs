//! What a walk over a store looks for, whatever database lies behind it, and what it has found so far.

pub(crate) mod chain;
pub(crate) mod feed;
pub(crate) mod head;
pub(crate) mod records;
pub(crate) mod timeline;

use std::{collections::HashMap, fmt::Display};

use deskbell_domain::ConversationId;

use self::timeline::Retold;
use crate::{Finding, Place, Progress, Stage, Verified, VerifyOptions};

/// A walk under way, over a connection of its own.
pub(crate) struct Walk<'a, C> {
    pub(crate) connection: &'a C,
    pub(crate) options: &'a VerifyOptions,
    pub(crate) report: Verified,
    progress: &'a mut dyn FnMut(Progress),
    /// Conversations that checkpoints or the feed speak of and that are not there; struck off when they turn
    /// out to have been deleted on purpose.
    pub(crate) missing: HashMap<ConversationId, Finding>,
}

impl<'a, C> Walk<'a, C> {
    pub(crate) fn begin(
        connection: &'a C,
        options: &'a VerifyOptions,
        progress: &'a mut dyn FnMut(Progress),
    ) -> Self {
        Self { connection, options, report: Verified::default(), progress, missing: HashMap::new() }
    }

    /// Looks at one part; where it cannot be read, that is a finding, and the other parts are looked at.
    pub(crate) fn stage<E: Display>(&mut self, stage: Stage, check: impl FnOnce(&mut Self) -> Result<(), E>) {
        self.at(stage, 0, 0);
        if let Err(error) = check(self) {
            let part = match stage {
                Stage::File => "The structure of the file",
                Stage::Records => "A table of records",
                Stage::Timelines => "The table of conversations",
                Stage::Checkpoints => "The chain of checkpoints",
                Stage::Feed => "The change feed",
            };
            self.finds(Place::File, format!("{part} cannot be read to its end: {error}."));
        }
    }

    pub(crate) fn at(&mut self, stage: Stage, done: u64, total: u64) {
        (self.progress)(Progress { stage, done, total });
    }

    pub(crate) fn finds(&mut self, place: Place, what: impl Into<String>) {
        if self.report.findings.len() < self.options.findings_max {
            self.report.findings.push(Finding { place, what: what.into() });
        } else {
            self.report.more += 1;
        }
    }

    /// Notes what a whole timeline has shown.
    pub(crate) fn told(&mut self, id: ConversationId, retold: Retold<'_>) {
        let retold = retold.end();
        self.report.entries += retold.entries;
        self.report.erased += retold.erased;
        for (seq, what) in retold.wrong {
            match seq {
                Some(seq) => self.finds(Place::Entry(id, seq), what),
                None => self.finds(Place::Conversation(id), what),
            }
        }
    }

    /// Whatever is missing still was not deleted on purpose.
    pub(crate) fn end(mut self) -> Verified {
        let mut missing: Vec<_> = std::mem::take(&mut self.missing).into_iter().collect();
        missing.sort_by_key(|(id, _)| *id);
        for (_, Finding { place, what }) in missing {
            self.finds(place, what);
        }
        self.report
    }
}
