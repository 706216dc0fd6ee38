//! What people do with conversations.

pub(crate) mod assignment;
pub(crate) mod conversations;
pub(crate) mod desk;
pub(crate) mod lifecycle;
pub(crate) mod messages;
pub(crate) mod receipts;
pub(crate) mod typing;
pub(crate) mod visibility;
