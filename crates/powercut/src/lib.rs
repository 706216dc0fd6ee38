//! A disk that can lose its power, run full and fail, for the real store to run on.
//!
//! It is a shim between SQLite and its own file layer: everything is passed through, shared memory and locks
//! included, while each write, truncation, sync, creation and deletion in a watched folder is written down in
//! one order. Afterwards [`Journal::cut`] says what a disk could hold had the power gone at any moment of it:
//! all that was synced, and of the rest whatever chance leaves. It is for tests only, no product crate imports
//! it, and it never decides what is right: the tests know what was acknowledged.
//!
//! What it takes for granted is what SQLite does: a write leaves the bytes beside it alone, and a sync that
//! returned has happened; and that bytes written over with themselves stay what they are. Start reading at [`Disk`], then `cut.rs` (what is left) and `vfs.rs` (the one place
//! with unsafe code).

mod cut;
mod disk;
mod faults;
mod journal;
mod vfs;

pub use cut::Files;
pub use disk::Disk;
pub use faults::{Fault, Place};
pub use journal::{Journal, Op};
pub use vfs::install;
