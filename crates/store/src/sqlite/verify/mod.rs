//! Proving that a store is what was written: a walk over all of it on one reading connection.
//!
//! It may run beside the server. Each part is read in short transactions, so the log can be brought into the
//! file meanwhile; only the look at the file's structure holds one for long. What is held in memory does not
//! grow with the store.

mod chain;
mod feed;
mod file;
mod head;
mod names;
mod records;
mod timeline;
mod timelines;

use std::{collections::HashMap, path::Path};

use deskbell_domain::ConversationId;
use rusqlite::Connection;

use super::{
    migrate,
    open::{self, Purpose},
};
use crate::{Finding, OpenError, Place, Progress, Stage, Verified, VerifyOptions};

/// Walks a whole store.
pub(crate) fn verify(
    path: &Path,
    options: &VerifyOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verified, OpenError> {
    migrate::check_current(path)?;
    let connection = open::connect(path, Purpose::Look)?;
    let mut walk = Walk {
        path,
        connection: &connection,
        options,
        report: Verified::default(),
        progress,
        missing: HashMap::new(),
    };
    walk.stage(Stage::File, file::check);
    walk.stage(Stage::Records, records::check);
    walk.stage(Stage::Timelines, timelines::check);
    walk.stage(Stage::Checkpoints, chain::check);
    walk.stage(Stage::Feed, feed::check);
    walk.name_missing();
    Ok(walk.report)
}

/// A walk under way.
struct Walk<'a> {
    path: &'a Path,
    connection: &'a Connection,
    options: &'a VerifyOptions,
    report: Verified,
    progress: &'a mut dyn FnMut(Progress),
    /// Conversations that checkpoints or the feed speak of and that are not there; struck off when they turn
    /// out to have been deleted on purpose.
    missing: HashMap<ConversationId, Finding>,
}

impl Walk<'_> {
    /// Looks at one part; where it cannot be read, that is a finding, and the other parts are looked at.
    fn stage(&mut self, stage: Stage, check: fn(&mut Self) -> rusqlite::Result<()>) {
        (self.progress)(Progress { stage, done: 0, total: 0 });
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

    fn at(&mut self, stage: Stage, done: u64, total: u64) {
        (self.progress)(Progress { stage, done, total });
    }

    fn finds(&mut self, place: Place, what: impl Into<String>) {
        if self.report.findings.len() < self.options.findings_max {
            self.report.findings.push(Finding { place, what: what.into() });
        } else {
            self.report.more += 1;
        }
    }

    /// Whatever is missing still was not deleted on purpose.
    fn name_missing(&mut self) {
        let mut missing: Vec<_> = std::mem::take(&mut self.missing).into_iter().collect();
        missing.sort_by_key(|(id, _)| *id);
        for (_, Finding { place, what }) in missing {
            self.finds(place, what);
        }
    }
}
