//! Proving that a store is what was written: a walk over all of it on a connection of its own.
//!
//! It may run beside the nodes. Each part is read in short snapshots, so the database can tidy up meanwhile. What
//! is held in memory does not grow with the store.

mod chain;
mod feed;
mod head;
mod records;
mod schema;
mod timelines;

use super::{
    address::PostgresAddress,
    connection::{Connection, SqlError},
    migrate,
};
use crate::{OpenError, Progress, Stage, Verified, VerifyOptions, both::verify};

/// A walk under way.
type Walk<'a> = verify::Walk<'a, Connection>;

/// One part of a walk.
type Part = fn(&mut Walk<'_>) -> Result<(), SqlError>;

/// The parts, in their order.
const PARTS: [(Stage, Part); 5] = [
    (Stage::File, schema::check),
    (Stage::Records, records::check),
    (Stage::Timelines, timelines::check),
    (Stage::Checkpoints, chain::check),
    (Stage::Feed, feed::check),
];

/// Walks a whole store.
pub(crate) fn verify(
    address: &PostgresAddress,
    options: &VerifyOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verified, OpenError> {
    migrate::check_current(address)?;
    migrate::apart_telling(address, progress, |connection, tell| {
        connection.be_patient().map_err(|error| migrate::explain(address, &error))?;
        let mut walk = Walk::begin(connection, options, tell);
        for (stage, part) in PARTS {
            let mut lost = None;
            walk.stage(stage, |walk| match part(walk) {
                Err(error) if error.is_lost() => {
                    lost = Some(error);
                    Ok(())
                }
                other => other,
            });
            // A line that broke says nothing of what is stored.
            if let Some(error) = lost {
                return Err(migrate::explain(address, &error));
            }
        }
        Ok(walk.end())
    })
}

/// Has everything that `read` asks see one commit.
fn in_one<T>(connection: &Connection, read: impl FnOnce() -> Result<T, SqlError>) -> Result<T, SqlError> {
    connection.take_snapshot();
    let read = read();
    let ended = connection.forget_snapshot();
    let read = read?;
    ended?;
    Ok(read)
}
