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
mod timelines;

use std::path::Path;

use rusqlite::Connection;

use super::{
    migrate,
    open::{self, Purpose},
};
use crate::{OpenError, Progress, Stage, Verified, VerifyOptions, both::verify};

/// A walk under way.
type Walk<'a> = verify::Walk<'a, Connection>;

/// Walks a whole store.
pub(crate) fn verify(
    path: &Path,
    options: &VerifyOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verified, OpenError> {
    migrate::check_current(path)?;
    let connection = open::connect(path, Purpose::Look)?;
    let mut walk = Walk::begin(&connection, options, progress);
    walk.stage(Stage::File, |walk| file::check(walk, path));
    walk.stage(Stage::Records, records::check);
    walk.stage(Stage::Timelines, timelines::check);
    walk.stage(Stage::Checkpoints, chain::check);
    walk.stage(Stage::Feed, feed::check);
    Ok(walk.end())
}
