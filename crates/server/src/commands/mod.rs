//! Operator's words, one file each.

pub mod agent;
pub mod bench;
pub mod demo;
pub mod doctor;
pub mod migrate;
pub mod token;
pub mod torture;
