//! The stretches in which conversations were live.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{conversation::CustomerSummary, person::PublicAgent, time::At};

/// How a stretch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum SessionStatus {
    /// It runs, and somebody wrote lately.
    Active,
    /// It runs, and nobody has written for a while.
    Inactive,
    /// The conversation was resolved or closed.
    Ended,
}

/// A stretch in which a conversation was live: from its first message or its reopening until it was settled.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Which stretch.
    pub id: String,
    /// Of which conversation.
    pub conversation_id: Uuid,
    /// Its number in the conversation, from 1.
    pub number: u64,
    /// How it stands.
    pub status: SessionStatus,
    /// When it began.
    pub started_at: At,
    /// When an agent first answered in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_reply_at: Option<At>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<At>,
    /// When somebody last wrote, or when it ended.
    pub last_activity_at: At,
    /// Who holds it, or held it at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<PublicAgent>,
    /// Whose conversation it is.
    pub customer: CustomerSummary,
    /// How long it lasted, or has lasted so far.
    pub duration_ms: u64,
    /// How long its customer waited for the first answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_response_ms: Option<u64>,
}
