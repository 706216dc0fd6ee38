//! The head of a conversation as a writer needs it.
//!
//! Other nodes write too, so a head in memory is a guess until its row says the same version: a writer asks under
//! the row's lock, a reader in its own snapshot.

use std::sync::Arc;

use deskbell_domain::{ConversationId, ConversationState};

use crate::{
    both::{
        heads::{self, OfConversation},
        links::End,
    },
    hash::Hash,
};

/// A conversation as a writer needs it.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// Its row; 0 before there is one.
    pub(crate) pk: i64,
    /// Its customer's row.
    pub(crate) customer_pk: i64,
    /// Another one after every change of the row.
    pub(crate) version: i64,
    /// The hash of its newest entry.
    pub(crate) hash: Hash,
    /// Its state.
    pub(crate) state: Arc<ConversationState>,
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
