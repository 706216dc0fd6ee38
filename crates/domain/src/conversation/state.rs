//! What is true of a conversation at one seq: everything a decision needs, nothing it does not.

use jiff::Timestamp;

use super::Status;
use crate::{
    entry::{Reader, SenderKind},
    ids::{AgentId, ConversationId, CustomerId, InboxId, TeamId},
};

/// The head of a conversation: its fields, counters and watermarks after its newest entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversationState {
    /// Which conversation.
    pub id: ConversationId,
    /// Through which inbox it came.
    pub inbox_id: InboxId,
    /// Whether that inbox is a rehearsal.
    pub rehearsal: bool,
    /// Whose it is.
    pub customer_id: CustomerId,
    /// A live chat or a filed ticket.
    pub kind: Kind,
    /// Where it stands.
    pub status: Status,
    /// A brief topic.
    pub subject: Option<String>,
    /// What it is about at length (tickets).
    pub description: Option<String>,
    /// How urgent it is.
    pub priority: Priority,
    /// What it is about, as one of the installation's categories.
    pub category: Option<Category>,
    /// Labels agents gave it, sorted.
    pub labels: Vec<String>,
    /// Who holds it; `None` while it waits in the queue.
    pub assignee: Option<AgentId>,
    /// Which team it belongs to.
    pub team_id: Option<TeamId>,
    /// The customer's conversation before this one.
    pub previous_conversation_id: Option<ConversationId>,
    /// The newest seq.
    pub head_seq: u64,
    /// The newest seq the customer may see.
    pub customer_head_seq: u64,
    /// Messages so far (neither notes nor activities).
    pub message_count: u64,
    /// The newest message, for lists.
    pub last_message: Option<LastMessage>,
    /// True from the customer's first message on; until then it is a draft.
    pub started: bool,
    /// The newest message is the customer's.
    pub needs_reply: bool,
    /// When it entered the queue, while it waits there.
    pub queued_at: Option<Timestamp>,
    /// The customer's watermarks.
    pub customer_mark: Watermark,
    /// The agents who took part, each with their watermarks.
    pub participants: Vec<Participant>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When anything of it last changed.
    pub updated_at: Timestamp,
    /// When it was last resolved, while it is resolved or was closed so.
    pub resolved_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

impl ConversationState {
    /// A conversation without a customer's message: in no list and in no queue.
    pub const fn is_draft(&self) -> bool {
        !self.started
    }

    /// The rehearsal it belongs to, where it belongs to one.
    pub fn rehearsal_id(&self) -> Option<InboxId> {
        self.rehearsal.then_some(self.inbox_id)
    }

    /// Whether it is what `join-chat` returns to its customer: kind chat and not closed.
    pub fn is_live_chat(&self) -> bool {
        self.kind == Kind::Chat && self.status != Status::Closed
    }

    /// The newest seq this reader may see.
    pub const fn head_for(&self, reader: Reader) -> u64 {
        match reader {
            Reader::Customer => self.customer_head_seq,
            Reader::Agent => self.head_seq,
        }
    }

    /// Whether this agent takes part: writes in it or held it.
    pub fn takes_part(&self, agent_id: AgentId) -> bool {
        self.participants.iter().any(|participant| participant.agent_id == agent_id && participant.active)
    }

    /// Where this person's watermarks stand; all zero for somebody who has not been here.
    pub fn mark_of(&self, person: SenderKind) -> Watermark {
        match person {
            SenderKind::Customer(id) if id == self.customer_id => self.customer_mark,
            SenderKind::Customer(_) | SenderKind::System => Watermark::default(),
            SenderKind::Agent(id) => self
                .participants
                .iter()
                .find(|participant| participant.agent_id == id)
                .map_or_else(Watermark::default, |participant| participant.mark),
        }
    }

    /// Messages this person has not read and did not write. A note, an activity or another's reading never
    /// changes it.
    pub fn unread_for(&self, person: SenderKind) -> u64 {
        self.message_count.saturating_sub(self.mark_of(person).settled)
    }

    /// Gives access to a person's watermarks, making an agent's row when there is none.
    pub(crate) fn mark_mut(&mut self, person: SenderKind) -> Option<&mut Watermark> {
        match person {
            SenderKind::System => None,
            SenderKind::Customer(id) => (id == self.customer_id).then_some(&mut self.customer_mark),
            SenderKind::Agent(agent_id) => {
                let index = self
                    .participants
                    .iter()
                    .position(|participant| participant.agent_id == agent_id)
                    .unwrap_or_else(|| {
                        self.participants.push(Participant {
                            agent_id,
                            active: false,
                            mark: Watermark::default(),
                        });
                        self.participants.len() - 1
                    });
                Some(&mut self.participants[index].mark)
            }
        }
    }

    /// Makes an agent a participant; true when they were none.
    pub(crate) fn add_participant(&mut self, agent_id: AgentId) -> bool {
        self.mark_mut(SenderKind::Agent(agent_id));
        let Some(participant) = self.participants.iter_mut().find(|one| one.agent_id == agent_id) else {
            return false;
        };
        !std::mem::replace(&mut participant.active, true)
    }
}

/// How far one person has come in one timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watermark {
    /// Everything up to this seq has reached a device of theirs.
    pub delivered_seq: u64,
    /// Everything up to this seq has been read by them.
    pub read_seq: u64,
    /// Messages that do not count as unread: those up to `read_seq`, and their own after it.
    pub settled: u64,
}

/// An agent with a place in the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Which agent.
    pub agent_id: AgentId,
    /// True once they wrote or held it; false while they only looked.
    pub active: bool,
    /// Their watermarks.
    pub mark: Watermark,
}

/// The newest message as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastMessage {
    /// Its seq.
    pub seq: u64,
    /// Its beginning, as one line.
    pub preview: String,
    /// Who wrote it.
    pub sender: SenderKind,
    /// The writer's public name then.
    pub sender_name: String,
    /// When it was written.
    pub at: Timestamp,
}

/// A live chat or a filed ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One per customer and inbox while not closed.
    Chat,
    /// Any number.
    Ticket,
}

impl Kind {
    /// The kind as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Ticket => "ticket",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Chat, Self::Ticket].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// How urgent a conversation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Priority {
    /// Can wait.
    Low,
    /// The usual.
    #[default]
    Medium,
    /// Before others.
    High,
    /// At once.
    Urgent,
}

impl Priority {
    /// Every priority, lowest first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Urgent];

    /// The priority as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// The priority of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.as_str() == name)
    }
}

/// What a conversation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// Payments and invoices.
    Payment,
    /// Delivery.
    Shipping,
    /// Sign-in and personal data.
    Account,
    /// Returns and refunds.
    Returns,
    /// Something does not work.
    Technical,
    /// Anything else.
    Other,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 6] =
        [Self::Payment, Self::Shipping, Self::Account, Self::Returns, Self::Technical, Self::Other];

    /// The category as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Shipping => "shipping",
            Self::Account => "account",
            Self::Returns => "returns",
            Self::Technical => "technical",
            Self::Other => "other",
        }
    }

    /// The category of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_the_names_of_their_values() {
        assert_eq!([Kind::Chat, Kind::Ticket].map(Kind::as_str), ["chat", "ticket"]);
        assert_eq!(Priority::ALL.map(Priority::as_str), ["low", "medium", "high", "urgent"]);
        let categories = ["payment", "shipping", "account", "returns", "technical", "other"];
        assert_eq!(Category::ALL.map(Category::as_str), categories);
        assert!([Kind::Chat, Kind::Ticket].into_iter().all(|one| Kind::parse(one.as_str()) == Some(one)));
        assert!(Priority::ALL.into_iter().all(|one| Priority::parse(one.as_str()) == Some(one)));
        assert!(Category::ALL.into_iter().all(|one| Category::parse(one.as_str()) == Some(one)));
        assert_eq!((Kind::parse(""), Priority::parse("HIGH"), Category::parse("spam")), (None, None, None));
    }

    #[test]
    fn priorities_rise_and_begin_in_the_middle() {
        assert!(Priority::ALL.is_sorted());
        assert_eq!(Priority::default(), Priority::Medium);
    }
}
