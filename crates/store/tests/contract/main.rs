//! What every store promises, whatever lies behind it: scenarios against the public API only, run through
//! [`world::World`], the one place that knows how a store is opened.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod backups;
mod batching;
mod chain;
mod durability;
mod feed;
mod files;
mod home;
mod lists;
mod messages;
mod opening;
mod people;
mod receipts;
mod records;
mod rehearsals;
mod scope;
mod searching;
mod settings;
mod starting;
mod sweeping;
mod tampering;
mod upgrading;
mod verifying;
mod waiting;
mod world;
