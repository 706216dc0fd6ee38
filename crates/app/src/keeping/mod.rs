//! What an installation is set to, and the small collections its team keeps.
//!
//! [`kept`] holds in memory what operations ask for often; [`records`] is what the collections have in common, and
//! the other files are the operations on each of them. Every change writes its row of the audit log with it.

pub(crate) mod audit;
mod canned;
pub(crate) mod inboxes;
mod invitations;
pub(crate) mod kept;
mod macros;
mod organisation;
pub(crate) mod records;
mod teams;
mod views;
mod words;

pub use kept::InboxRules;
pub use words::make_first_categories;
