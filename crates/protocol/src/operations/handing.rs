//! Handing on, raising and putting off.

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::time::At;

/// Colleagues that one note can name.
pub const MENTIONS_MAX: usize = 20;

/// Hand a conversation on: to an agent or to a team, one of the two.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// To this agent, who holds it from then on.
    #[serde(default)]
    pub agent_id: Option<Uuid>,
    /// Into the queue of this team.
    #[serde(default)]
    pub team_id: Option<Uuid>,
    /// For whoever takes it over; no customer sees it.
    #[serde(default)]
    pub note: Option<String>,
}

/// The same at a live door.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransferChat {
    /// Which conversation.
    pub conversation_id: Uuid,
    /// To this agent, who holds it from then on.
    #[serde(default)]
    pub agent_id: Option<Uuid>,
    /// Into the queue of this team.
    #[serde(default)]
    pub team_id: Option<Uuid>,
    /// For whoever takes it over; no customer sees it.
    #[serde(default)]
    pub note: Option<String>,
}

/// Have somebody higher up look at a conversation.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Escalate {
    /// Why.
    pub reason: String,
    /// Into the queue of this team.
    #[serde(default)]
    pub team_id: Option<Uuid>,
}

/// Put a conversation off.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Snooze {
    /// Until then, or until its customer writes; until they write alone when absent.
    #[serde(default)]
    pub until: Option<At>,
}
