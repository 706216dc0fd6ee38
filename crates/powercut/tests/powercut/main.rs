//! The real store on a disk that loses its power, runs full, and fails.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod check;
mod cuts;
mod door;
mod failing;
mod ledger;
mod seeds;
mod truly_full;
mod world;
