//! What a piece of work is about, so that PostgreSQL can lock and read it for a whole batch at once. SQLite, which
//! has one writer, needs none of it.

use deskbell_domain::{ConversationId, CustomerId};

use crate::MessageKey;

/// What is locked before anything is decided: customers, then conversations, each in the order of their ids.
#[derive(Clone, Debug)]
pub(crate) enum Scope {
    /// A customer's live chats, found or made.
    Customer(CustomerId),
    /// One conversation.
    Conversation(ConversationId),
    /// One conversation, and whether a message in it is known.
    Message(MessageKey),
    /// Records only, which lock themselves as they are written.
    Records,
}

impl Scope {
    pub(crate) fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Customer(id) => Some(*id),
            Self::Conversation(_) | Self::Message(_) | Self::Records => None,
        }
    }

    pub(crate) fn conversation(&self) -> Option<ConversationId> {
        match self {
            Self::Conversation(id) => Some(*id),
            Self::Message(key) => Some(key.conversation_id),
            Self::Customer(_) | Self::Records => None,
        }
    }

    pub(crate) fn message(&self) -> Option<&MessageKey> {
        match self {
            Self::Message(key) => Some(key),
            Self::Customer(_) | Self::Conversation(_) | Self::Records => None,
        }
    }

    /// Which of so many writers takes it: the same for the same conversation, so that its batches are full.
    pub(crate) fn writer(&self, writers: usize) -> usize {
        let id = self.conversation().map(|id| id.0).or_else(|| self.customer().map(|id| id.0));
        // The last bytes of a UUIDv7 are chance.
        id.map_or(0, |id| usize::from(id.as_bytes()[15]) % writers.max(1))
    }
}
