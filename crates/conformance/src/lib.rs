//! The same promises through every door, told as scenes between people: `ana.says("hello").await;
//! bo.sees("hello").await;`.
//!
//! It holds tests and what they are written with, and no product code. People here speak over the wire as
//! anybody's client does; where a scene needs to know what the server thinks, it asks over HTTP. Nothing waits
//! for a while: everything waits for something, and gives up after [`PATIENCE`].
//!
//! Start reading at [`Desk`] (where people come from) and [`Person`] (what they do), then in `tests/scenarios`.

#[cfg(unix)]
mod bucket;
mod cluster;
mod desk;
mod ground;
mod house;
mod person;
mod process;
mod timeline;

use std::time::Duration;

#[cfg(unix)]
pub use bucket::{BUCKET_KEY_ID, BUCKET_SECRET, Bucket};
pub use cluster::Cluster;
pub use desk::{Desk, Role};
pub use house::Deskbell;
pub use person::Person;
pub use process::{SECRET, Server, binary, free_port};
pub use timeline::{contents, has_no_gap, seqs};

/// How long a scene waits for something before it fails.
pub const PATIENCE: Duration = Duration::from_secs(20);
