//! Operator's words, one file each.

pub mod agent;
pub mod backup;
pub mod bench;
pub mod demo;
pub mod doctor;
pub mod migrate;
pub mod rehearse;
pub mod reindex;
pub mod restore;
pub mod token;
pub mod told;
pub mod torture;
pub mod verify;
