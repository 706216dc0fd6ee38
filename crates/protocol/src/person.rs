//! People as they stand in entries, receipts and typing: never an address, and an account id only for agents'
//! eyes.

use deskbell_domain::{
    ConversationId, Reader, Sender,
    entry::{NamedAgent, SenderKind},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which side somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ParticipantType {
    /// The conversation's customer.
    Customer,
    /// An agent.
    Agent,
    /// A program that answers.
    Bot,
    /// Deskbell itself.
    System,
}

/// Somebody in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Participant {
    /// Which side they are on.
    #[serde(rename = "type")]
    pub kind: ParticipantType,
    /// The agent's id; only agents are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The public display name.
    pub name: String,
    /// A public picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// Tells people of one conversation apart; means nothing in another.
    pub key: String,
}

impl Participant {
    /// Somebody of this conversation, as this side may know them.
    pub fn render(conversation_id: ConversationId, sender: &Sender, reader: Reader) -> Self {
        let (kind, id) = match sender.kind {
            SenderKind::Customer(_) => (ParticipantType::Customer, None),
            SenderKind::Agent(id) => (ParticipantType::Agent, (reader == Reader::Agent).then_some(id.0)),
            SenderKind::System => (ParticipantType::System, None),
        };
        Self {
            kind,
            id,
            name: sender.name.clone(),
            avatar_url: sender.avatar_url.clone(),
            key: participant_key(conversation_id, sender.kind),
        }
    }
}

/// An agent as others see them on a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicAgent {
    /// Which agent; only agents are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The public display name.
    pub name: String,
    /// A public picture.
    pub avatar_url: Option<String>,
}

impl PublicAgent {
    /// An agent as this side may know them.
    pub fn render(agent: &NamedAgent, reader: Reader) -> Self {
        Self {
            id: (reader == Reader::Agent).then_some(agent.id.0),
            name: agent.name.clone(),
            avatar_url: agent.avatar_url.clone(),
        }
    }
}

/// An opaque key of a person in one conversation: sixteen hexadecimal digits of a digest over both ids, so
/// that nobody can follow a person from one conversation to another by it.
pub fn participant_key(conversation_id: ConversationId, person: SenderKind) -> String {
    let (side, id) = match person {
        SenderKind::Customer(id) => (b'c', id.0),
        SenderKind::Agent(id) => (b'a', id.0),
        SenderKind::System => (b's', Uuid::nil()),
    };
    let digest = Sha256::new()
        .chain_update(conversation_id.0.as_bytes())
        .chain_update([side])
        .chain_update(id.as_bytes())
        .finalize();
    digest[..8].iter().fold(String::with_capacity(16), |mut key, byte| {
        for nibble in [byte >> 4, byte & 15] {
            key.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
        }
        key
    })
}
