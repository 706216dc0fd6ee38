//! What the desk keeps beside conversations.

pub(crate) mod audit;
pub(crate) mod records;
pub(crate) mod sessions;
