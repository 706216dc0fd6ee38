//! What a search finds.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Conversation, time::At};

/// What something that was found is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum FoundKind {
    /// A message.
    Message,
    /// An internal note; agents only.
    Note,
    /// A conversation's subject or description; agents only.
    Subject,
    /// A customer's name or address; agents only.
    Customer,
}

/// Something that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// In which conversation; of a customer, the one they were in last.
    pub conversation_id: Uuid,
    /// Which entry, of a message or note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<Uuid>,
    /// Its place in the timeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// What it is.
    pub kind: FoundKind,
    /// The part of it with the words, on one line: 160 characters at most.
    pub snippet: String,
    /// Where the words stand in the snippet, each as start and length in UTF-16 units.
    pub marks: Vec<[u32; 2]>,
    /// When it was written; of a subject or customer, when the conversation or the record was made.
    pub at: At,
    /// The conversation.
    pub conversation: Conversation,
}

/// A page of what is found.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundPage {
    /// What was written last comes first.
    pub items: Vec<Found>,
    /// Where the next page begins; null on the last.
    pub next_cursor: Option<String>,
    /// True when the time was over before the page was full, and the next page goes on from there; or while the index
    /// is still being made.
    pub partial: bool,
}
