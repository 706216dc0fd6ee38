//! Views: filters of the list kept under a name.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Filters kept under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Which one.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Whether colleagues see it too.
    pub shared: bool,
    /// Who made it.
    pub owner_id: Uuid,
    /// What it shows.
    pub filter: ViewFilter,
}

/// What a view shows, in the words of the list's own parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ViewFilter {
    /// Of this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Held by this agent, by `me`, or by `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee_id: Option<String>,
    /// Of this team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<String>,
    /// Of this inbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbox_id: Option<String>,
    /// As urgent as this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// About this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// With this label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// With these words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Whether they wait for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_reply: Option<bool>,
    /// In which order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<ViewSort>,
}

impl ViewFilter {
    /// Its texts, each with the name of its field.
    pub fn texts(&self) -> [(&'static str, Option<&String>); 8] {
        [
            ("filter.status", self.status.as_ref()),
            ("filter.assigneeId", self.assignee_id.as_ref()),
            ("filter.teamId", self.team_id.as_ref()),
            ("filter.inboxId", self.inbox_id.as_ref()),
            ("filter.priority", self.priority.as_ref()),
            ("filter.category", self.category.as_ref()),
            ("filter.label", self.label.as_ref()),
            ("filter.q", self.q.as_ref()),
        ]
    }
}

/// In which order a view shows conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ViewSort {
    /// The newest message first.
    Recent,
    /// Who has waited longest first.
    Waiting,
}

/// A view to keep.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewView {
    /// What it is called.
    pub name: String,
    /// Whether colleagues see it too.
    #[serde(default)]
    pub shared: bool,
    /// What it shows.
    pub filter: ViewFilter,
}

/// Change a view: what is absent stays; the filter is replaced whole.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ViewPatch {
    /// What it is called.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether colleagues see it too.
    #[serde(default)]
    pub shared: Option<bool>,
    /// What it shows.
    #[serde(default)]
    pub filter: Option<ViewFilter>,
}

/// One view.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ViewReply {
    /// The view.
    pub view: View,
}
