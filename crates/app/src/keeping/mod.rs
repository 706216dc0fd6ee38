//! What an installation is set to, and the small collections its team keeps.
//!
//! [`kept`] holds in memory what operations ask for often; the other files are the operations on each collection.

pub(crate) mod kept;
mod words;

pub use kept::InboxRules;
pub use words::make_first_categories;
