//! Who is there.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{person::PublicAgent, time::At, words::Availability};

/// What customers learn: whether somebody is available, how many, and their public faces. Away and busy are
/// not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerPresence {
    /// Somebody is online and present.
    pub available: bool,
    /// How many are.
    pub online_count: usize,
    /// Their public names and pictures, at most [`FACES_MAX`].
    pub agents: Vec<PublicAgent>,
    /// Nobody answers now: what is written waits as a message that was left.
    pub leave_message: bool,
    /// When somebody answers again, where it is closed now and known when it opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub opens_at: Option<At>,
}

/// Faces a customer is shown at most.
pub const FACES_MAX: usize = 12;

/// What agents learn of one colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentPresence {
    /// Which agent.
    pub agent_id: Uuid,
    /// Their public name.
    pub name: String,
    /// What they declared.
    pub availability: Availability,
    /// Whether a device of theirs is connected, or was within the grace.
    pub present: bool,
}
