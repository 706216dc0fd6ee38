//! Moving an installation from a SQLite file to PostgreSQL: every row as it is, with its key, in one transaction.

mod cell;
mod copying;
mod tables;
mod target;

use std::path::PathBuf;

use self::{copying::Source, target::Target};
use crate::{
    CheckpointName, Finding, Location, OpenError, PostgresAddress, Progress, Store, Verified, VerifyOptions,
    sqlite::{self, open},
};

/// What is moved, and where to.
#[derive(Clone, Debug)]
pub struct MoveOptions {
    /// The SQLite file, which stays as it is.
    pub from: PathBuf,
    /// An empty PostgreSQL database.
    pub to: PostgresAddress,
    /// Secrets that were kept beside the file, by their names; kept in the database from now on.
    pub secrets: Vec<(String, String)>,
}

/// What was moved.
#[derive(Clone, Debug)]
pub struct MoveReport {
    /// Rows of all tables.
    pub rows: u64,
    /// What was found in PostgreSQL afterwards: the same as in the file, and sound.
    pub verified: Verified,
}

/// How far a move has come; its steps in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveStep {
    /// The file is verified.
    Source(Progress),
    /// A table's rows are copied.
    Copy {
        /// Which.
        table: &'static str,
        /// Rows done.
        done: u64,
        /// Of so many.
        total: u64,
    },
    /// What was copied is verified.
    Target(Progress),
}

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// One of the two cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The file is not what was written.
    #[error("The database {} is not sound ({finding}). Nothing was moved; run deskbell verify.", .path.display())]
    Unsound {
        /// The SQLite file.
        path: PathBuf,
        /// The first that was found.
        finding: Finding,
    },
    /// There is something in the way.
    #[error(
        "The database {address} is not empty: there are rows in its table {table}. Nothing was moved; make another."
    )]
    Occupied {
        /// The PostgreSQL database.
        address: String,
        /// The first table that has rows.
        table: &'static str,
    },
    /// A row of the file is none that PostgreSQL takes.
    #[error("A row of the table {table} cannot be copied: {reason}. Nothing was moved.")]
    Row {
        /// Which table.
        table: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// What arrived is not what was sent.
    #[error(
        "What arrived in the database {address} is not what was sent: {what} Do not use it; drop it and move again."
    )]
    Differs {
        /// The PostgreSQL database.
        address: String,
        /// The difference, as a sentence.
        what: String,
    },
}

impl Store {
    /// Moves an installation from a SQLite file to an empty PostgreSQL database: brings both to the newest schema,
    /// verifies the file, copies every row with its key in one transaction, and verifies and compares what arrived.
    /// Refused while a server runs on the file, which is only read. Blocks while it does; holds in memory no more
    /// than a page of rows.
    ///
    /// # Errors
    /// With a sentence. Before the copy is committed the database is as empty then as it was; what fails after that,
    /// [`MoveError::Differs`] above all, leaves the copy there, and the file is untouched whatever happens.
    pub fn move_to(
        options: &MoveOptions,
        progress: &mut dyn FnMut(MoveStep),
    ) -> Result<MoveReport, MoveError> {
        let MoveOptions { from, to, secrets } = options;
        // The file is there, or nothing is made.
        std::fs::metadata(from).map_err(|error| open::explain_io(from, error))?;
        Self::migrate(from, true)?;
        let _lock = open::lock(from)?;
        let sent = sqlite::verify::verify(from, &VerifyOptions::default(), &mut |step| {
            progress(MoveStep::Source(step));
        })?;
        if let Some(finding) = sent.findings.first() {
            return Err(MoveError::Unsound { path: from.clone(), finding: finding.clone() });
        }
        Self::migrate(to.clone(), false)?;
        let rows = target::apart(to, progress, |connection, tell| {
            let source = Source::open(from)?;
            let target = Target::begin(to, connection)?;
            let rows = copying::copy(&source, &target, tell)?;
            target.settle(&source, secrets)?;
            Ok(rows)
        })?;
        let arrived = Self::verify(Location::from(to.clone()), &VerifyOptions::default(), &mut |step| {
            progress(MoveStep::Target(step));
        })?;
        compare(&sent, &arrived).map_err(|what| MoveError::Differs { address: to.to_string(), what })?;
        Ok(MoveReport { rows, verified: arrived })
    }
}

/// What a walk over either side has to find alike.
fn compare(sent: &Verified, arrived: &Verified) -> Result<(), String> {
    if let Some(finding) = arrived.findings.first() {
        return Err(format!("{finding}"));
    }
    let counts = [
        ("conversations", sent.conversations, arrived.conversations),
        ("entries", sent.entries, arrived.entries),
        ("erased entries", sent.erased, arrived.erased),
        ("changes", sent.changes, arrived.changes),
        ("checkpoints", sent.checkpoints, arrived.checkpoints),
    ];
    for (what, sent, arrived) in counts {
        if sent != arrived {
            return Err(format!("There are {arrived} {what} instead of {sent}."));
        }
    }
    let named =
        |name: Option<CheckpointName>| name.map_or_else(|| "none".to_owned(), |name| name.to_string());
    if sent.newest != arrived.newest {
        return Err(format!(
            "The newest checkpoint is {} instead of {}.",
            named(arrived.newest),
            named(sent.newest)
        ));
    }
    Ok(())
}
