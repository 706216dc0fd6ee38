//! What people are told without asking.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Conversation,
    person::{Participant, PublicAgent},
    time::At,
};

/// The name of an event. A door spells it its own way from these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventName {
    /// A conversation with a page of its timeline, after a join: [`crate::reply::History`].
    ChatHistory,
    /// An entry of kind message or note: [`crate::Entry`].
    NewMessage,
    /// An entry of kind activity: [`crate::Entry`].
    Activity,
    /// Somebody is typing: [`Typing`].
    Typing,
    /// Somebody stopped: [`Typing`].
    StopTyping,
    /// A watermark moved: [`MessageStatus`].
    MessageStatus,
    /// A conversation changed: [`ConversationUpdated`].
    ConversationUpdated,
    /// Who is there: [`crate::presence::CustomerPresence`] or [`crate::presence::AgentPresence`].
    Presence,
    /// The token ends soon: [`crate::reply::Expires`].
    TokenExpiring,
    /// Where one's own conversation stands in the line: [`QueuePosition`].
    QueuePosition,
    /// A waiting conversation is offered to this agent: [`OfferMade`].
    Offer,
    /// A colleague named this agent in a note: [`Mention`].
    Mention,
    /// How queue and team stand: [`crate::board::Board`].
    Board,
}

impl EventName {
    /// Every event, for documents and tables.
    pub const ALL: [Self; 13] = [
        Self::ChatHistory,
        Self::NewMessage,
        Self::Activity,
        Self::Typing,
        Self::StopTyping,
        Self::MessageStatus,
        Self::ConversationUpdated,
        Self::Presence,
        Self::TokenExpiring,
        Self::QueuePosition,
        Self::Offer,
        Self::Mention,
        Self::Board,
    ];

    /// The name on the Socket.IO door, from which the other doors derive theirs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChatHistory => "chat-history",
            Self::NewMessage => "new-message",
            Self::Activity => "activity",
            Self::Typing => "typing",
            Self::StopTyping => "stop-typing",
            Self::MessageStatus => "message-status",
            Self::ConversationUpdated => "conversation-updated",
            Self::Presence => "presence",
            Self::TokenExpiring => "token-expiring",
            Self::QueuePosition => "queue-position",
            Self::Offer => "offer",
            Self::Mention => "mention",
            Self::Board => "board",
        }
    }
}

/// Somebody types, or stopped.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Typing {
    /// In which conversation.
    pub conversation_id: Uuid,
    /// Who.
    pub sender: Participant,
}

/// A watermark moved.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageStatus {
    /// In which conversation.
    pub conversation_id: Uuid,
    /// Whose.
    pub participant: Participant,
    /// Everything up to this seq has reached a device of theirs.
    pub delivered_seq: u64,
    /// Everything up to this seq has been read by them.
    pub read_seq: u64,
}

/// A conversation changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConversationUpdated {
    /// The conversation as it is now.
    pub conversation: Conversation,
}

/// Where a waiting conversation stands in its line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QueuePosition {
    /// Which conversation.
    pub conversation_id: Uuid,
    /// 1 for who is next; null when it no longer waits.
    pub position: Option<u32>,
    /// How long it is likely to take, from how long it really took lately; null where too little is known.
    pub estimated_wait_ms: Option<u64>,
}

/// A waiting conversation is offered to an agent.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfferMade {
    /// The conversation as the agent sees it.
    pub conversation: Conversation,
    /// After this it goes to somebody else.
    pub ends_at: At,
}

/// A colleague named an agent in a note.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mention {
    /// In which conversation.
    pub conversation_id: Uuid,
    /// Which note.
    pub seq: u64,
    /// Who wrote it.
    pub by: PublicAgent,
    /// Its beginning as one line.
    pub preview: String,
}
