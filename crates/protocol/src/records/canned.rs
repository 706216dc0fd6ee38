//! Canned responses: texts written once and used often.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Scope;

/// A text written once and used often. The desk fills `{{customer.name}}` and its like in when it is inserted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CannedResponse {
    /// Which one.
    pub id: Uuid,
    /// What is typed after `/` to find it.
    pub shortcut: String,
    /// What it is called.
    pub title: String,
    /// The text.
    pub content: String,
    /// For whom it is.
    pub scope: Scope,
    /// For which team, where it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<Uuid>,
    /// Whose it is, where it is somebody's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<Uuid>,
    /// How often it was used.
    pub uses: u64,
}

/// A canned response to make.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewCannedResponse {
    /// What is typed after `/` to find it: 1 to 40 characters without white space.
    pub shortcut: String,
    /// What it is called; the shortcut when absent.
    #[serde(default)]
    pub title: Option<String>,
    /// The text.
    pub content: String,
    /// For whom it is.
    pub scope: Scope,
    /// For which team, where it is for one.
    #[serde(default)]
    pub team_id: Option<Uuid>,
}

/// Change a canned response: what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CannedResponsePatch {
    /// What is typed after `/` to find it.
    #[serde(default)]
    pub shortcut: Option<String>,
    /// What it is called.
    #[serde(default)]
    pub title: Option<String>,
    /// The text.
    #[serde(default)]
    pub content: Option<String>,
    /// For whom it is.
    #[serde(default)]
    pub scope: Option<Scope>,
    /// For which team, where it is for one.
    #[serde(default)]
    pub team_id: Option<Uuid>,
}

/// One canned response.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CannedResponseReply {
    /// The canned response.
    pub canned_response: CannedResponse,
}
