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

pub(crate) use self::{
    entries::uploads,
    lists::{places, sweeps},
};
