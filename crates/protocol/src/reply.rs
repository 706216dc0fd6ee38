//! What a person is answered at a live door.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{Conversation, Entry, time::At};

/// The answer to a request. A door puts its own frame around the JSON object.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Reply {
    /// A conversation was opened.
    Joined(Box<History>),
    /// A message or note is on disk.
    Message(Box<MessageReply>),
    /// A conversation after a change.
    Conversation(Box<ConversationReply>),
    /// The connection lives longer.
    Expires(Expires),
    /// It was done, and there is nothing more to say.
    Done {},
}

/// A conversation with a page of its timeline, ascending by seq.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// The conversation.
    pub conversation: Conversation,
    /// The page.
    pub entries: Vec<Entry>,
}

/// An entry that is on disk.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageReply {
    /// The entry.
    pub message: Entry,
}

/// A conversation after a change.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConversationReply {
    /// The conversation.
    pub conversation: Conversation,
}

/// When a connection ends unless its token is refreshed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Expires {
    /// The moment.
    pub expires_at: At,
}
