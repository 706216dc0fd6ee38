//! Accounts: agents, customers and inboxes as records.

use deskbell_domain::{Reader, agent, customer, inbox, settings::InboxSettings};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    settings::Welcome,
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
    /// The categories they take, by key; null for all of them.
    pub categories: Option<Vec<String>>,
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
            categories: agent.categories.clone(),
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
    /// What they or the page they are on say about them, which nobody has verified; `consent` is when they gave it.
    #[schema(value_type = Option<std::collections::BTreeMap<String, serde_json::Value>>)]
    pub details: Option<Box<RawValue>>,
    /// Labels agents gave them; only agents are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<String>, required = false)]
    pub labels: Option<Vec<String>>,
    /// Whether they are blocked; only agents are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool, required = false)]
    pub blocked: Option<bool>,
    /// Where they are now; only agents are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<CustomerContext>,
    /// When they were last seen connected.
    pub last_seen_at: Option<At>,
    /// When the record was made.
    pub created_at: At,
}

/// The page a customer is on, and with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerContext {
    /// The page's address.
    #[serde(default)]
    pub url: Option<String>,
    /// Its title.
    #[serde(default)]
    pub title: Option<String>,
    /// The language they read.
    #[serde(default)]
    pub language: Option<String>,
    /// Their time zone.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The browser as it names itself.
    #[serde(default)]
    pub user_agent: Option<String>,
    /// When they were there.
    pub at: At,
}

impl Customer {
    /// A customer's record as this side may know it.
    pub fn render(customer: &customer::Customer, reader: Reader) -> Self {
        let for_agents = reader == Reader::Agent;
        let context = customer.context.as_deref().and_then(|json| serde_json::from_str(json).ok());
        Self {
            labels: for_agents.then(|| customer.labels.clone()),
            blocked: for_agents.then_some(customer.blocked),
            context: context.filter(|_| for_agents),
            id: customer.id.0,
            host_id: customer.host_id.clone(),
            name: customer.display_name().to_owned(),
            email: customer.email.clone(),
            identified: customer.host_id.is_some(),
            attributes: RawValue::from_string(customer.attributes.clone()).ok(),
            details: RawValue::from_string(customer.details.clone()).ok(),
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
    /// Whether customers can file a ticket.
    pub ticket_form: bool,
    /// What files messages can carry; null where they can carry none.
    #[schema(required = true)]
    pub files: Option<FileRules>,
    /// What a conversation can be about.
    pub categories: Vec<CategoryName>,
    /// What it is for; absent for a website.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub kind: Option<InboxKind>,
    /// How it receives a customer.
    #[serde(flatten)]
    pub welcome: Welcome,
}

/// What files messages can carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileRules {
    /// Bytes a file may have.
    pub max_bytes: u64,
    /// The media types that are taken.
    pub content_types: Vec<String>,
}

/// One of the things a conversation can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CategoryName {
    /// What conversations carry.
    pub key: String,
    /// What it is called.
    pub name: String,
}

impl Inbox {
    /// An inbox, with what of its settings the widget knows, what conversations can be about, and what files messages
    /// can carry.
    pub fn render(
        inbox: &inbox::Inbox,
        settings: &InboxSettings,
        categories: Vec<CategoryName>,
        files: Option<FileRules>,
    ) -> Self {
        Self {
            ticket_form: settings.ticket_form,
            welcome: Welcome::from(&settings.welcome),
            files,
            categories,
            id: inbox.id.0,
            name: inbox.name.clone(),
            greeting: inbox.greeting.clone(),
            color: inbox.color.clone(),
            chat_enabled: inbox.chat_enabled,
            kind: inbox.rehearsal_id().map(|_| InboxKind::Rehearsal),
        }
    }
}
