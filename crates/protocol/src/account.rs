//! Accounts: agents, customers and inboxes as records.

use deskbell_domain::{agent, customer, inbox};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    time::At,
    words::{Availability, InboxKind, Role},
};

/// An agent's account as colleagues see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    /// Which agent.
    pub id: Uuid,
    /// The address they sign in with.
    pub email: Option<String>,
    /// The public display name.
    pub name: String,
    /// A public picture.
    pub avatar_url: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The teams they belong to.
    pub team_ids: Vec<Uuid>,
    /// What they declared.
    pub availability: Availability,
    /// Whether a device of theirs is connected, or was within the grace.
    pub present: bool,
    /// Conversations they may hold at once.
    pub capacity: u32,
    /// False once deactivated.
    pub active: bool,
    /// When they were last seen connected.
    pub last_seen_at: Option<At>,
    /// When the account was made.
    pub created_at: At,
}

impl Agent {
    /// An account, with whether they are present now.
    pub fn render(agent: &agent::Agent, present: bool) -> Self {
        Self {
            id: agent.id.0,
            email: agent.email.clone(),
            name: agent.name.clone(),
            avatar_url: agent.avatar_url.clone(),
            role: agent.role.into(),
            team_ids: agent.team_ids.iter().map(|team| team.0).collect(),
            availability: agent.availability.into(),
            present,
            capacity: agent.capacity,
            active: agent.active,
            last_seen_at: agent.last_seen_at.map(At),
            created_at: At(agent.created_at),
        }
    }
}

/// A customer's record as agents and that customer see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// Which customer.
    pub id: Uuid,
    /// The id the host's application knows them by; null while a visitor.
    pub host_id: Option<String>,
    /// The name shown to agents.
    pub name: String,
    /// Their address, where known.
    pub email: Option<String>,
    /// Whether a host's token has identified them.
    pub identified: bool,
    /// What the host's token says about them.
    #[schema(value_type = Option<std::collections::BTreeMap<String, serde_json::Value>>)]
    pub attributes: Option<Box<RawValue>>,
    /// When they were last seen connected.
    pub last_seen_at: Option<At>,
    /// When the record was made.
    pub created_at: At,
}

impl From<&customer::Customer> for Customer {
    fn from(customer: &customer::Customer) -> Self {
        Self {
            id: customer.id.0,
            host_id: customer.host_id.clone(),
            name: customer.display_name().to_owned(),
            email: customer.email.clone(),
            identified: customer.host_id.is_some(),
            attributes: RawValue::from_string(customer.attributes.clone()).ok(),
            last_seen_at: customer.last_seen_at.map(At),
            created_at: At(customer.created_at),
        }
    }
}

/// What the widget knows about its inbox before anybody signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Inbox {
    /// Which inbox.
    pub id: Uuid,
    /// The name in the widget's header.
    pub name: String,
    /// What the widget says before the first message.
    pub greeting: Option<String>,
    /// The brand colour as `#rrggbb`.
    pub color: Option<String>,
    /// Whether customers can write through it.
    pub chat_enabled: bool,
    /// What it is for; absent for a website.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub kind: Option<InboxKind>,
}

impl From<&inbox::Inbox> for Inbox {
    fn from(inbox: &inbox::Inbox) -> Self {
        Self {
            id: inbox.id.0,
            name: inbox.name.clone(),
            greeting: inbox.greeting.clone(),
            color: inbox.color.clone(),
            chat_enabled: inbox.chat_enabled,
            kind: inbox.rehearsal_id().map(|_| InboxKind::Rehearsal),
        }
    }
}
