//! The same promises over PostgreSQL: every scenario of the contract that is not about a file, and what only a
//! database that several processes share can get wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

#[path = "../contract/batching.rs"]
mod batching;
#[path = "../contract/chain.rs"]
mod chain;
#[path = "../contract/feed.rs"]
mod feed;
#[path = "../contract/files.rs"]
mod files;
mod home;
#[path = "../contract/lists.rs"]
mod lists;
#[path = "../contract/messages.rs"]
mod messages;
mod moving;
#[path = "../contract/people.rs"]
mod people;
mod reaching;
#[path = "../contract/receipts.rs"]
mod receipts;
#[path = "../contract/records.rs"]
mod records;
#[path = "../contract/rehearsals.rs"]
mod rehearsals;
#[path = "../contract/scope.rs"]
mod scope;
#[path = "../contract/searching.rs"]
mod searching;
#[path = "../contract/settings.rs"]
mod settings;
mod sharing;
#[path = "../contract/starting.rs"]
mod starting;
#[path = "../contract/sweeping.rs"]
mod sweeping;
mod verifying;
#[path = "../contract/waiting.rs"]
mod waiting;
#[path = "../contract/world.rs"]
mod world;
