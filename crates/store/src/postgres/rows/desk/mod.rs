//! What the desk keeps beside conversations.

pub(crate) mod audit;
pub(crate) mod live;
pub(crate) mod load;
pub(crate) mod records;
pub(crate) mod stretches;
