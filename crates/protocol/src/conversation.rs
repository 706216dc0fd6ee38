//! Conversations as each side sees them.

use deskbell_domain::{
    self as domain, ConversationState, Reader, Sender,
    entry::{NamedAgent, SenderKind},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    entry::NamedTeam,
    operations::{Due, Offer},
    person::{Participant, PublicAgent, participant_key},
    time::At,
    words::{ConversationKind, Priority, Status},
};

/// A conversation. Customers get the first block of fields; agents get all.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// Which conversation.
    pub id: Uuid,
    /// Through which inbox it came.
    pub inbox_id: Uuid,
    /// A live chat or a filed ticket.
    pub kind: ConversationKind,
    /// Where it stands.
    pub status: Status,
    /// A brief topic.
    pub subject: Option<String>,
    /// The newest seq this reader may see.
    pub head_seq: u64,
    /// Messages this reader has not read and did not write.
    pub unread_count: u64,
    /// The newest message.
    pub last_message: Option<LastMessage>,
    /// When it was written.
    pub last_message_at: Option<At>,
    /// Who helps.
    pub assignee: Option<PublicAgent>,
    /// The customer's conversation before this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_conversation_id: Option<Uuid>,
    /// When it was made.
    pub created_at: At,
    /// When it was resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<At>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<At>,
    /// How its customer rated it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// The reader's own place: their key among the participants and their watermarks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub me: Option<OwnMark>,
    /// How far the others have got; only where one conversation is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipts: Option<Vec<ReceiptState>>,
    /// What only agents see.
    #[serde(flatten)]
    pub desk: Option<DeskFields>,
}

/// How a customer rated a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rating {
    /// From 1, badly, to 5, well.
    pub score: u8,
    /// In their own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// When it was given.
    pub rated_at: At,
    /// Until when it can be changed.
    pub changeable_until: At,
}

/// What agents see of a conversation beside the customer's copy.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeskFields {
    /// Whose it is.
    pub customer_id: Uuid,
    /// Whose it is, in short.
    pub customer: CustomerSummary,
    /// Who holds it; null while it waits in the queue.
    pub assignee_id: Option<Uuid>,
    /// Which team it belongs to.
    pub team_id: Option<Uuid>,
    /// How urgent.
    pub priority: Priority,
    /// What about: the key of a category.
    pub category: Option<String>,
    /// Labels, sorted.
    pub labels: Vec<String>,
    /// What it is about at length.
    pub description: Option<String>,
    /// The newest message is the customer's.
    pub needs_reply: bool,
    /// When it entered the queue, while it waits there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queued_at: Option<At>,
    /// When the oldest message of the customer was written that no agent has answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<At>,
    /// What was promised and is due next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// When that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<At>,
    /// Put off until a time or until its customer writes.
    pub snoozed: bool,
    /// Until when, where a time was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<At>,
    /// To whom it is offered, while it waits in the queue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// When it was escalated last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalated_at: Option<At>,
    /// The team it belongs to, in short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<NamedTeam>,
    /// When anything of it last changed.
    pub updated_at: At,
}

/// A customer in a list's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerSummary {
    /// Which customer.
    pub id: Uuid,
    /// The name agents see.
    pub name: String,
    /// Their address, where known.
    pub email: Option<String>,
}

/// The newest message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LastMessage {
    /// Its seq.
    pub seq: u64,
    /// Its beginning as one line, 140 characters at most; of a message without text the name of its first file.
    pub content: String,
    /// Files it carries.
    pub attachments: u32,
    /// Who wrote it.
    pub sender: Participant,
    /// When.
    pub created_at: At,
}

/// The reader's own place in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnMark {
    /// Their key among the participants.
    pub key: String,
    /// Everything up to this seq has reached a device of theirs.
    pub delivered_seq: u64,
    /// Everything up to this seq has been read by them.
    pub read_seq: u64,
    /// They hear of it without holding it (agents).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<bool>,
    /// They have put it back among their unread (agents).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marked_unread: Option<bool>,
}

/// How far somebody has got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptState {
    /// Who.
    pub participant: Participant,
    /// Everything up to this seq has reached a device of theirs.
    pub delivered_seq: u64,
    /// Everything up to this seq has been read by them.
    pub read_seq: u64,
}

/// The names a conversation is rendered with.
pub struct Names<'a> {
    /// The customer's record.
    pub customer: &'a domain::customer::Customer,
    /// Looks an agent's public names up.
    pub agent: &'a dyn Fn(domain::AgentId) -> NamedAgent,
    /// Looks a team's name up; `None` for one that is not known.
    pub team: &'a dyn Fn(domain::TeamId) -> Option<String>,
    /// What is due.
    pub due: Option<domain::sla::Due>,
    /// When that is asked.
    pub now: jiff::Timestamp,
}

impl Names<'_> {
    fn sender(&self, person: SenderKind) -> Sender {
        match person {
            SenderKind::Customer(_) => {
                Sender { kind: person, name: self.customer.display_name().to_owned(), avatar_url: None }
            }
            SenderKind::Agent(id) => {
                let agent = (self.agent)(id);
                Sender { kind: person, name: agent.name, avatar_url: agent.avatar_url }
            }
            SenderKind::System => Sender::system(),
        }
    }
}

impl Conversation {
    /// A conversation as this person sees it in a list.
    pub fn render(state: &ConversationState, person: SenderKind, names: &Names<'_>) -> Self {
        let reader = side_of(person);
        Self {
            id: state.id.0,
            inbox_id: state.inbox_id.0,
            kind: state.kind.into(),
            status: state.status.into(),
            subject: state.subject.clone(),
            head_seq: state.head_for(reader),
            unread_count: state.unread_for(person),
            last_message: state.last_message.as_ref().map(|last| LastMessage::render(state, last, reader)),
            last_message_at: state.last_message.as_ref().map(|last| At(last.at)),
            assignee: state.assignee.map(|id| PublicAgent::render(&(names.agent)(id), reader)),
            previous_conversation_id: state.previous_conversation_id.map(|id| id.0),
            created_at: At(state.created_at),
            resolved_at: state.resolved_at.map(At),
            closed_at: state.closed_at.map(At),
            rating: state.desk.rating.as_ref().map(|rating| Rating {
                score: rating.score,
                comment: rating.comment.clone(),
                rated_at: At(rating.at),
                changeable_until: At(rating.changeable_until()),
            }),
            me: (person != SenderKind::System).then(|| OwnMark::render(state, person)),
            receipts: None,
            desk: (reader == Reader::Agent).then(|| DeskFields::render(state, names)),
        }
    }

    /// The same with how far the others have got.
    #[must_use]
    pub fn with_receipts(self, state: &ConversationState, person: SenderKind, names: &Names<'_>) -> Self {
        let reader = side_of(person);
        let customer = (SenderKind::Customer(state.customer_id), state.customer_mark);
        // Whoever only follows, or was named in a note, is nobody to the customer.
        let is_told = |one: &&domain::conversation::Participant| {
            reader == Reader::Agent || one.active || one.mark != domain::conversation::Watermark::default()
        };
        let agents = state.participants.iter().filter(is_told);
        let agents = agents.map(|one| (SenderKind::Agent(one.agent_id), one.mark));
        let receipts = std::iter::once(customer)
            .chain(agents)
            .filter(|(who, _)| *who != person)
            .map(|(who, mark)| ReceiptState {
                participant: Participant::render(state.id, &names.sender(who), reader),
                // An agent's place may be a note; a customer is told of nothing past what they may see.
                delivered_seq: mark.delivered_seq.min(state.head_for(reader)),
                read_seq: mark.read_seq.min(state.head_for(reader)),
            })
            .collect();
        Self { receipts: Some(receipts), ..self }
    }
}

impl OwnMark {
    fn render(state: &ConversationState, person: SenderKind) -> Self {
        let mark = state.mark_of(person);
        let agent = match person {
            SenderKind::Agent(id) => Some(state.participants.iter().find(|one| one.agent_id == id)),
            SenderKind::Customer(_) | SenderKind::System => None,
        };
        Self {
            key: participant_key(state.id, person),
            delivered_seq: mark.delivered_seq,
            read_seq: mark.read_seq,
            follows: agent.map(|own| own.is_some_and(|own| own.follows)),
            marked_unread: agent.map(|own| own.is_some_and(|own| own.marked_unread)),
        }
    }
}

impl LastMessage {
    fn render(state: &ConversationState, last: &domain::conversation::LastMessage, reader: Reader) -> Self {
        let sender = Sender { kind: last.sender, name: last.sender_name.clone(), avatar_url: None };
        Self {
            seq: last.seq,
            content: last.preview.clone(),
            attachments: u32::try_from(last.attachments).unwrap_or(u32::MAX),
            sender: Participant::render(state.id, &sender, reader),
            created_at: At(last.at),
        }
    }
}

impl DeskFields {
    fn render(state: &ConversationState, names: &Names<'_>) -> Self {
        Self {
            customer_id: state.customer_id.0,
            customer: CustomerSummary {
                id: state.customer_id.0,
                name: names.customer.display_name().to_owned(),
                email: names.customer.email.clone(),
            },
            assignee_id: state.assignee.map(|id| id.0),
            team_id: state.team_id.map(|id| id.0),
            priority: state.priority.into(),
            category: state.category.as_ref().map(|category| category.as_str().to_owned()),
            labels: state.labels.clone(),
            description: state.description.clone(),
            needs_reply: state.needs_reply,
            queued_at: state.queued_at.map(At),
            waiting_since: state.asked_at.map(At),
            due: names.due.map(|due| Due::render(&due, names.now)),
            due_at: names.due.map(|due| At(due.at)),
            snoozed: state.desk.snooze.is_some(),
            snoozed_until: state.desk.snooze.and_then(|snooze| snooze.until).map(At),
            offer: state.desk.offer.map(|offer| Offer {
                agent: PublicAgent::render(&(names.agent)(offer.agent_id), Reader::Agent),
                ends_at: At(offer.until),
            }),
            escalated_at: state.desk.escalated_at.map(At),
            team: state.team_id.and_then(|id| (names.team)(id).map(|name| NamedTeam { id: id.0, name })),
            updated_at: At(state.updated_at),
        }
    }
}

/// The side of the desk a person sits on; Deskbell itself reads as agents do.
pub const fn side_of(person: SenderKind) -> Reader {
    match person {
        SenderKind::Customer(_) => Reader::Customer,
        SenderKind::Agent(_) | SenderKind::System => Reader::Agent,
    }
}
