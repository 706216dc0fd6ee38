//! A conversation: one timeline and the state that follows from it.
//!
//! One file for each thing that can be done: [`create`], [`send`], [`note`], [`assign`], [`lifecycle`]
//! (resolve, reopen, close), [`rate`], [`read`], [`fields`], and in [`desk`] what keeps it from being forgotten. [`decision`] is what each of them returns, [`status`] the
//! state machine.

pub mod assign;
pub mod create;
pub mod decision;
pub mod desk;
pub mod fields;
pub mod lifecycle;
pub mod note;
pub mod rate;
pub mod read;
pub mod send;
pub mod state;
pub mod status;

pub use assign::Assignee;
pub use create::StartInput;
pub use decision::{Decision, EntrySeed, NewEntry, Occasion};
pub use fields::FieldChanges;
pub use rate::Rating;
pub use read::{ReadCounts, Receipt};
pub use send::SendInput;
pub use state::{
    Category, ConversationState, DeskFacts, Kind, LastMessage, Offer, Participant, Priority, Snooze,
    Watermark,
};
pub use status::Status;

#[cfg(test)]
pub(crate) mod tests;
