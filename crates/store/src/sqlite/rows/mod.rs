//! The statements, by noun. Writes take the transaction's connection, reads a reader's.

pub(crate) mod agents;
pub(crate) mod conversations;
pub(crate) mod customers;
pub(crate) mod desk;
pub(crate) mod entries;
pub(crate) mod feed;
pub(crate) mod heads;
pub(crate) mod inboxes;
pub(crate) mod leases;
pub(crate) mod lists;
pub(crate) mod rehearsals;
pub(crate) mod settings;
pub(crate) mod sign_ins;

use deskbell_domain::Refusal;

pub(crate) use self::{
    entries::uploads,
    lists::{places, sweeps},
};
use super::work::Trouble;

/// A row that may be there only once is a conflict, said in these words; any other error stays what it is.
pub(crate) fn unique(error: rusqlite::Error, taken: &'static str) -> Trouble {
    let code = error.sqlite_error().map(|error| error.extended_code);
    match code {
        Some(rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
            Trouble::Refused(Refusal::Conflict(taken))
        }
        _ => Trouble::Sql(error),
    }
}
