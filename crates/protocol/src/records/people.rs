//! Teams, and what agents keep of customers.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::AuditActor;
use crate::{decode::nullable, person::PublicAgent, time::At};

/// Agents who share work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Team {
    /// Which team.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// How many active agents belong to it.
    pub agent_count: u64,
}

/// Make a team, or give one another name.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewTeam {
    /// Its name.
    pub name: String,
}

/// One team.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TeamReply {
    /// The team.
    pub team: Team,
}

/// Change a customer's record: what is absent stays, null empties.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerPatch {
    /// Their name.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub name: Option<Option<String>>,
    /// Their address.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub email: Option<Option<String>>,
    /// All labels they shall carry.
    #[serde(default)]
    pub labels: Option<Vec<String>>,
    /// All that is known about them beside; what their host's token says comes again with the next one.
    #[serde(default)]
    #[schema(value_type = Option<std::collections::BTreeMap<String, Value>>)]
    pub attributes: Option<Map<String, Value>>,
}

/// What a colleague wrote about a customer, for colleagues.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerNote {
    /// Which note.
    pub id: Uuid,
    /// The text.
    pub content: String,
    /// Who wrote it.
    pub author: PublicAgent,
    /// When.
    pub created_at: At,
}

/// Write a note about a customer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewCustomerNote {
    /// The text.
    pub content: String,
}

/// One note about a customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerNoteReply {
    /// The note.
    pub note: CustomerNote,
}

/// A customer or an address that may not write.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Block {
    /// Which one.
    pub id: Uuid,
    /// Who, where it is a customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<BlockedCustomer>,
    /// Which, where it is an address. Of IPv6 the whole /64 is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Why.
    pub reason: String,
    /// Since when.
    pub created_at: At,
    /// Who said so.
    pub by: AuditActor,
}

/// A customer who is blocked.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BlockedCustomer {
    /// Which customer.
    pub id: Uuid,
    /// What they are called.
    pub name: String,
}

/// Block a customer or an address.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewBlock {
    /// Which customer.
    #[serde(default)]
    pub customer_id: Option<Uuid>,
    /// Which address.
    #[serde(default)]
    pub address: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Block a customer.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PutBlock {
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// One block.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BlockReply {
    /// The block.
    pub block: Block,
}
