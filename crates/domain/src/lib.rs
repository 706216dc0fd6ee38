//! What Deskbell decides: the nouns of a help desk and the rules that change them.
//!
//! Every function here is pure. It never performs I/O, reads a clock, rolls dice, logs or awaits: the time
//! and the chance of an operation are handed in as an [`Occasion`], and what comes back is a [`Decision`]
//! (the whole next state and the entries to append) or a [`Refusal`].
//!
//! Start reading at [`conversation`]: one file for each thing that can be done to a conversation. Who may do
//! it is one total table in [`policy`], and only that table can make a [`policy::Permit`] or a
//! [`policy::View`].

pub mod actor;
pub mod agent;
pub mod conversation;
pub mod customer;
pub mod entry;
pub mod hours;
pub mod ids;
pub mod inbox;
pub mod policy;
pub mod refusal;
pub mod routing;
pub mod settings;
pub mod sla;
pub mod text;
pub mod words;

pub use actor::{Actor, Role};
pub use conversation::{ConversationState, Decision, EntrySeed, NewEntry, Occasion, Status};
pub use entry::{
    Activity, Audience, Entry, Reader, Sender,
    attachment::{self, Attachment, Picture},
};
pub use ids::{AgentId, AttachmentId, ConversationId, CustomerId, EntryId, InboxId, TeamId};
pub use refusal::{Refusal, RefusalCode};
