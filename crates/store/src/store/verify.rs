//! Checking that what is stored is what was written: one timeline, or all there is.

use deskbell_domain::ConversationId;

use super::Store;
use crate::{
    Location, OpenError, Progress, StoreError, Verified, VerifyOptions, both::links::Stored, either, hash,
    postgres, sqlite,
};

/// What was found in a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainReport {
    /// Entries looked at.
    pub entries: u64,
    /// Those of them whose body has been erased.
    pub erased: u64,
    /// Where the chain breaks first; `None` when it holds.
    pub broken: Option<ChainBreak>,
}

/// A place where a timeline is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainBreak {
    /// The seq the entry should have.
    pub seq: u64,
    /// What is wrong, as a sentence.
    pub what: String,
}

impl Store {
    /// Walks a whole database and proves what can be proved of it: seqs without gaps, heads and counters that
    /// are what their timelines say, nothing that refers to something gone, the chains of timelines and of
    /// checkpoints, and the structure of the file. Reads only, on a connection of its own; a server may run
    /// meanwhile. Blocks while it does; holds in memory no more than the longest page, however large the store.
    ///
    /// # Errors
    /// Where the file cannot be looked at: it is not there, cannot be opened, or is of another schema. What is
    /// wrong inside it is a finding.
    pub fn verify(
        location: impl Into<Location>,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Verified, OpenError> {
        match location.into() {
            Location::Sqlite(path) => sqlite::verify::verify(&path, options, progress),
            Location::Postgres(address) => postgres::verify::verify(&address, options, progress),
        }
    }

    /// Reads a whole timeline and checks that every entry still follows from the one before.
    ///
    /// # Errors
    /// The store's own.
    pub async fn verify_chain(&self, id: ConversationId) -> Result<ChainReport, StoreError> {
        either!(self, |database| database
            .read("verify_chain", move |connection| {
                let mut report = ChainReport::default();
                let mut prev = Link { hash: hash::beginning(id), messages: 0 };
                engine::rows::entries::walk(connection, id, |stored| {
                    report.entries += 1;
                    let checked = match stored {
                        Ok(stored) => {
                            report.erased += u64::from(stored.body.is_none());
                            prev.check(&stored, report.entries)
                        }
                        Err(error) => Err(format!("The entry cannot be read: {error}.")),
                    };
                    report.broken = checked.err().map(|what| ChainBreak { seq: report.entries, what });
                    report.broken.is_none()
                })?;
                let head = engine::rows::entries::head_hash(connection, id)?;
                if report.broken.is_none() && head.is_some_and(|head| head != (prev.hash, report.entries)) {
                    let what = "The timeline does not end where its conversation does.".to_owned();
                    report.broken = Some(ChainBreak { seq: report.entries + 1, what });
                }
                Ok(report)
            })
            .await)
    }
}

/// What the next entry has to follow.
struct Link {
    hash: hash::Hash,
    messages: u64,
}

impl Link {
    fn check(&mut self, stored: &Stored, seq: u64) -> Result<(), String> {
        let entry = &stored.entry;
        if entry.seq != seq {
            return Err(format!("Entry {seq} is missing; entry {} comes next.", entry.seq));
        }
        if stored.prev_hash != self.hash {
            return Err("It does not follow the entry before.".into());
        }
        if let (Some(salt), Some(body)) = (&stored.salt, &stored.body)
            && hash::digest(salt, body) != stored.digest
        {
            return Err("What it says was changed.".into());
        }
        self.messages += u64::from(entry.body.kind() == "message");
        if hash::link(&self.hash, entry, self.messages, &stored.digest) != stored.hash
            || stored.message_ordinal != self.messages
        {
            return Err("Its place, time, sender or audience was changed.".into());
        }
        self.hash = stored.hash;
        Ok(())
    }
}
