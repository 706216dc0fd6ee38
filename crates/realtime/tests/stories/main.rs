//! The promises of the hub, told from outside: by one thread where order matters, by many where it must not.
#![allow(clippy::unwrap_used)] // the helpers of a test are a test

mod abandon;
mod closing;
mod joining;
mod leaks;
mod slow;
mod stage;
mod threads;
