//! How news reaches those who may have it: sessions, presence, and the fan-out after each commit.

pub(crate) mod fanout;
pub(crate) mod follow;
pub(crate) mod gate;
mod meters;
pub(crate) mod presence;
pub(crate) mod relay;
mod rows;
pub(crate) mod session;
pub mod topics;
mod wire;
