//! One change of many conversations.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{decode::nullable, error::ErrorBody, words::Priority};

/// Conversations that can be changed together.
pub const BULK_MAX: usize = 500;

/// What is done to each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum BulkAction {
    /// Given to an agent, or back into the queue.
    Assign,
    /// Labels added and removed.
    Label,
    /// Made this urgent.
    Priority,
    /// Resolved.
    Resolve,
    /// Closed.
    Close,
}

/// With what.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkParams {
    /// To whom: oneself when absent, the queue when null.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<Uuid>)]
    pub agent_id: Option<Option<Uuid>>,
    /// Labels to add.
    #[serde(default)]
    pub add: Vec<String>,
    /// Labels to remove.
    #[serde(default)]
    pub remove: Vec<String>,
    /// How urgent.
    #[serde(default)]
    pub priority: Option<Priority>,
}

/// The same change of many conversations, each decided for itself.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkChange {
    /// Which ones, 500 at most.
    pub conversation_ids: Vec<Uuid>,
    /// What is done to each.
    pub action: BulkAction,
    /// With what.
    #[serde(default)]
    pub params: BulkParams,
}

/// What became of one of them.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkResult {
    /// Which one.
    pub conversation_id: Uuid,
    /// Whether it was done.
    pub ok: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorBody>,
}

/// What became of all of them, in the order they were named.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkReply {
    /// One for each.
    pub results: Vec<BulkResult>,
}
