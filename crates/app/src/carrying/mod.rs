//! How news reaches those who may have it: sessions, presence, and the fan-out after each commit.

pub(crate) mod fanout;
mod meters;
pub(crate) mod presence;
mod rows;
pub(crate) mod session;
pub mod topics;
