//! The audit log: who changed which account or setting.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::time::At;

/// A row of the audit log. Nobody can change or remove one.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditRow {
    /// Which row.
    pub id: Uuid,
    /// When.
    pub at: At,
    /// Who.
    pub actor: AuditActor,
    /// What was done, such as `inbox.updated`.
    pub action: String,
    /// To what.
    pub target: AuditTarget,
    /// What changed.
    pub changes: Vec<AuditChange>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditActor {
    /// Which agent; absent for Deskbell itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// What they were called then.
    pub name: String,
}

/// To what something was done.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditTarget {
    /// What kind of thing, such as `inbox`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Which one, where it has an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// What it was called then.
    pub name: String,
}

/// One field that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditChange {
    /// Which field.
    pub field: String,
    /// What it was; null where there was nothing.
    #[schema(required = true)]
    pub from: Value,
    /// What it is.
    #[schema(required = true)]
    pub to: Value,
}
