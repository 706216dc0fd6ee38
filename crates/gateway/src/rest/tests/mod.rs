//! The REST door from outside: a real store, the whole router, no network.

mod accounts;
mod conversations;
mod operations;
mod people;
mod strangers;
mod wire;

pub(crate) mod stage;
