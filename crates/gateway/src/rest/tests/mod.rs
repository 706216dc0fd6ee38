//! The REST door from outside: a real store, the whole router, no network.

mod accounts;
mod collections;
mod conversations;
mod files;
mod invitations;
mod keeping;
mod operations;
mod people;
mod settings;
mod strangers;
mod wire;

pub(crate) mod stage;
