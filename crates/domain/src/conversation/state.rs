//! What is true of a conversation at one seq: everything a decision needs, nothing it does not.

use jiff::Timestamp;

use super::{Rating, Status};
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
    /// When it entered the queue, while it waits there: its place in the line.
    pub queued_at: Option<Timestamp>,
    /// Its place in the line since it became live, kept while somebody holds it: who is given back to the queue
    /// waits where they waited before. Ends when it is settled.
    pub line_at: Option<Timestamp>,
    /// When the oldest message of the customer was written that no agent has answered yet.
    pub asked_at: Option<Timestamp>,
    /// When an agent first answered since it became live.
    pub replied_at: Option<Timestamp>,
    /// When it became live: started or reopened. Stays when it is settled.
    pub live_since: Option<Timestamp>,
    /// What the desk keeps of it beside.
    pub desk: DeskFacts,
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
                        self.participants.push(Participant::new(agent_id));
                        self.participants.len() - 1
                    });
                Some(&mut self.participants[index].mark)
            }
        }
    }

    /// Whether this agent wants to hear of it: holds it, takes part or follows.
    pub fn is_followed_by(&self, agent_id: AgentId) -> bool {
        let follows = |one: &Participant| one.agent_id == agent_id && one.follows;
        self.assignee == Some(agent_id) || self.participants.iter().any(follows)
    }

    /// Takes it from among what an agent has put back to the unread; whether it was there.
    pub(crate) fn unmark_unread(&mut self, person: SenderKind) -> bool {
        let SenderKind::Agent(agent_id) = person else { return false };
        let one = self.participants.iter_mut().find(|one| one.agent_id == agent_id);
        one.is_some_and(|one| std::mem::replace(&mut one.marked_unread, false))
    }

    /// Has an agent follow it.
    pub(crate) fn follow(&mut self, agent_id: AgentId) {
        self.mark_mut(SenderKind::Agent(agent_id));
        for one in self.participants.iter_mut().filter(|one| one.agent_id == agent_id) {
            one.follows = true;
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

/// What the desk keeps of a conversation: facts from which deadlines follow, which end when it is settled, and what its
/// customer said of it then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskFacts {
    /// To whom it is offered while it waits in the queue.
    pub offer: Option<Offer>,
    /// Its assignee has put it off.
    pub snooze: Option<Snooze>,
    /// When its customer was last asked whether they are still there.
    pub nudged_at: Option<Timestamp>,
    /// The due time of which a warning was given.
    pub warned_due: Option<Timestamp>,
    /// The due time that was missed and told of.
    pub breached_due: Option<Timestamp>,
    /// When it was moved on because its team could not take it.
    pub overflowed_at: Option<Timestamp>,
    /// When it was escalated last.
    pub escalated_at: Option<Timestamp>,
    /// Who should have it where they can.
    pub preferred: Option<AgentId>,
    /// Who has declined it or let an offer lapse since it entered the queue; at most [`DECLINED_MAX`].
    pub declined: Vec<AgentId>,
    /// How its customer rated it.
    pub rating: Option<Rating>,
}

impl DeskFacts {
    /// What is left of them when it is settled.
    #[must_use]
    pub fn settled(&mut self) -> Self {
        Self { rating: self.rating.take(), ..Self::default() }
    }
}

/// Agents remembered to have declined one conversation; past it the first ones are asked again.
pub const DECLINED_MAX: usize = 20;

/// An offer of a waiting conversation to one agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// To whom.
    pub agent_id: AgentId,
    /// After this it goes to somebody else.
    pub until: Timestamp,
}

/// A conversation that is put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snooze {
    /// Until then, or until its customer writes; until they write alone where it is `None`.
    pub until: Option<Timestamp>,
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
    /// True while they want to hear of it without holding it.
    pub follows: bool,
    /// True from when they put it back among the unread until they read on.
    pub marked_unread: bool,
    /// Their watermarks.
    pub mark: Watermark,
}

impl Participant {
    /// Somebody who has not been here yet.
    pub(crate) fn new(agent_id: AgentId) -> Self {
        Self { agent_id, active: false, follows: false, marked_unread: false, mark: Watermark::default() }
    }
}

/// The newest message as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastMessage {
    /// Its seq.
    pub seq: u64,
    /// Its beginning, as one line; the name of its first file where it has no text.
    pub preview: String,
    /// Files it carries.
    pub attachments: usize,
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

/// What a conversation is about: the key of one of the installation's categories.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Category(String);

impl Category {
    /// The categories an installation begins with.
    pub const FIRST: [&'static str; 6] = ["payment", "shipping", "account", "returns", "technical", "other"];
    /// Characters a key may have.
    pub const MAX_CHARS: usize = 40;

    /// The key as it stands on the wire and in the store.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A key of 1 to 40 small letters, digits, hyphens and underscores; `None` for anything else.
    pub fn parse(key: &str) -> Option<Self> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        ((1..=Self::MAX_CHARS).contains(&key.len()) && key.chars().all(fits)).then(|| Self(key.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_the_names_of_their_values() {
        assert_eq!([Kind::Chat, Kind::Ticket].map(Kind::as_str), ["chat", "ticket"]);
        assert_eq!(Priority::ALL.map(Priority::as_str), ["low", "medium", "high", "urgent"]);
        assert!([Kind::Chat, Kind::Ticket].into_iter().all(|one| Kind::parse(one.as_str()) == Some(one)));
        assert!(Priority::ALL.into_iter().all(|one| Priority::parse(one.as_str()) == Some(one)));
        assert_eq!((Kind::parse(""), Priority::parse("HIGH")), (None, None));
    }

    #[test]
    fn a_category_is_a_short_key() {
        assert!(Category::FIRST.into_iter().all(|key| Category::parse(key).unwrap().as_str() == key));
        for bad in ["", "Payment", "two words", "é", &"x".repeat(41)] {
            assert_eq!(Category::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn priorities_rise_and_begin_in_the_middle() {
        assert!(Priority::ALL.is_sorted());
        assert_eq!(Priority::default(), Priority::Medium);
    }
}
