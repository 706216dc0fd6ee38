//! The head of a conversation as the writer needs it. Reads of a head need no SQL while it is in memory.

mod named;
mod places;

use std::sync::Arc;

use deskbell_domain::{ConversationId, ConversationState};

pub(crate) use self::{named::Named, places::Places};
use crate::{
    both::{
        heads::{self, OfConversation},
        links::End,
    },
    hash::Hash,
};

/// A conversation as the writer needs it.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// Its row.
    pub(crate) pk: i64,
    /// Its customer's row.
    pub(crate) customer_pk: i64,
    /// The hash of its newest entry.
    pub(crate) hash: Hash,
    /// Its state.
    pub(crate) state: Arc<ConversationState>,
    /// The names of its newest messages; none where only readers have looked so far.
    pub(crate) named: Option<Arc<Named>>,
}

impl Head {
    /// The end of its timeline.
    pub(crate) fn end(&self) -> End<'_> {
        End { state: &self.state, hash: &self.hash }
    }
}

impl OfConversation for Head {
    fn conversation_id(&self) -> ConversationId {
        self.state.id
    }
}

/// The heads of hot conversations.
pub(crate) type Heads = heads::Heads<Head>;
