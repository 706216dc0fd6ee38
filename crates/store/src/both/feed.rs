//! A row of the change feed as both databases keep it: JSON that names what a transaction touched.

use deskbell_domain::ids::{AgentId, ConversationId, CustomerId, InboxId, TeamId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::IgnoredAny};
use uuid::Uuid;

use crate::{Moved, Touched};

/// A row's payload. Fields may be added; rows are never rewritten.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Payload {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conversations: Vec<(String, u64, u64)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    removed: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    erased: Vec<(String, u64)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agents: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    customers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inboxes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    teams: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    tokens: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    settings: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    records: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rehearsal: Option<Box<Payload>>,
}

/// What a transaction touched, as it is stored.
pub(crate) fn encode(touched: &Touched) -> String {
    serde_json::to_string(&payload(touched)).expect("strings and numbers are always JSON")
}

/// What a stored row says was touched.
pub(crate) fn decode(json: &str) -> Result<Touched, FeedError> {
    Ok(touched(serde_json::from_str(json)?)?)
}

/// What a row of the feed could not be read for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FeedError {
    /// It is not what is written there.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// It names something by what is no id.
    #[error(transparent)]
    Id(#[from] uuid::Error),
}

fn payload(touched: &Touched) -> Payload {
    let moved = |moved: &Moved| (moved.conversation_id.to_string(), moved.after_seq, moved.head_seq);
    Payload {
        conversations: touched.conversations.iter().map(moved).collect(),
        removed: touched.removed.iter().map(ToString::to_string).collect(),
        erased: touched.erased.iter().map(|(id, seq)| (id.to_string(), *seq)).collect(),
        agents: touched.agents.iter().map(ToString::to_string).collect(),
        customers: touched.customers.iter().map(ToString::to_string).collect(),
        inboxes: touched.inboxes.iter().map(ToString::to_string).collect(),
        teams: touched.teams.iter().map(ToString::to_string).collect(),
        tokens: touched.tokens,
        settings: touched.settings.clone(),
        records: touched.records.clone(),
        rehearsal: touched.rehearsal.as_deref().map(|rehearsal| Box::new(payload(rehearsal))),
    }
}

fn touched(payload: Payload) -> Result<Touched, uuid::Error> {
    let moved = |(id, after_seq, head_seq): (String, u64, u64)| {
        Ok(Moved { conversation_id: ConversationId(Uuid::try_parse(&id)?), after_seq, head_seq })
    };
    Ok(Touched {
        conversations: payload.conversations.into_iter().map(moved).collect::<Result<_, uuid::Error>>()?,
        removed: ids::<ConversationId>(&payload.removed)?,
        erased: payload
            .erased
            .into_iter()
            .map(|(id, seq)| Ok((ConversationId(Uuid::try_parse(&id)?), seq)))
            .collect::<Result<_, uuid::Error>>()?,
        agents: ids::<AgentId>(&payload.agents)?,
        customers: ids::<CustomerId>(&payload.customers)?,
        inboxes: ids::<InboxId>(&payload.inboxes)?,
        teams: ids::<TeamId>(&payload.teams)?,
        tokens: payload.tokens,
        settings: payload.settings,
        records: payload.records,
        rehearsal: payload.rehearsal.map(|rehearsal| touched(*rehearsal).map(Box::new)).transpose()?,
    })
}

/// What one row of the feed says of conversations.
pub(crate) struct Mentions {
    pub(crate) position: u64,
    pub(crate) at: Timestamp,
    pub(crate) moved: Vec<ConversationId>,
    pub(crate) removed: Vec<ConversationId>,
    /// It tells of nothing but a rehearsal.
    pub(crate) rehearsal: bool,
}

/// Of a payload, the names of conversations only.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow, default)]
    conversations: Vec<(&'a str, IgnoredAny, IgnoredAny)>,
    #[serde(borrow, default)]
    removed: Vec<&'a str>,
}

/// The conversations that a stored row moved, and those it removed. Cheaper than [`decode`].
pub(crate) fn named(json: &str) -> Result<(Vec<ConversationId>, Vec<ConversationId>), FeedError> {
    let id = |text: &str| Uuid::try_parse(text).map(ConversationId);
    let Named { conversations, removed } = serde_json::from_str(json)?;
    let moved = conversations.into_iter().map(|(text, ..)| id(text)).collect::<Result<_, _>>()?;
    Ok((moved, removed.into_iter().map(id).collect::<Result<_, _>>()?))
}

fn ids<T: From<Uuid>>(texts: &[String]) -> Result<Vec<T>, uuid::Error> {
    texts.iter().map(|text| Uuid::try_parse(text).map(T::from)).collect()
}
