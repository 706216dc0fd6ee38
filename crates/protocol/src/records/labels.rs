//! Labels and categories.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::decode::nullable;

/// A label the organisation uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Label {
    /// Which one.
    pub id: Uuid,
    /// The label as conversations and customers carry it.
    pub name: String,
    /// Its colour as `#rrggbb`; null for none of its own.
    #[schema(required = true)]
    pub color: Option<String>,
}

/// A label to keep.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewLabel {
    /// The label as conversations and customers carry it.
    pub name: String,
    /// Its colour as `#rrggbb`.
    #[serde(default)]
    pub color: Option<String>,
}

/// Change a label: what is absent stays, null empties. What carries the old name keeps it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LabelPatch {
    /// The label as conversations and customers carry it.
    #[serde(default)]
    pub name: Option<String>,
    /// Its colour as `#rrggbb`.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub color: Option<Option<String>>,
}

/// One label.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LabelReply {
    /// The label.
    pub label: Label,
}

/// One of the things a conversation can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Category {
    /// Which one.
    pub id: Uuid,
    /// What conversations carry; never changes.
    pub key: String,
    /// What it is called.
    pub name: String,
}

/// A category to add.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewCategory {
    /// What conversations carry: 1 to 40 small letters, digits, hyphens and underscores.
    pub key: String,
    /// What it is called.
    pub name: String,
}

/// Change a category; its key stays, as conversations carry it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CategoryPatch {
    /// What it is called.
    #[serde(default)]
    pub name: Option<String>,
    /// The key it has; another one is refused.
    #[serde(default)]
    pub key: Option<String>,
}

/// One category.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CategoryReply {
    /// The category.
    pub category: Category,
}
