//! The entries of a timeline: messages, internal notes and activities, each with its place and its audience.

pub mod attachment;

use jiff::Timestamp;

use self::attachment::Attachment;
use crate::{
    conversation::{Priority, Status},
    ids::{AgentId, ConversationId, CustomerId, EntryId, TeamId},
    text::{self, ClientId},
};

/// One entry. `seq` is dense in its conversation and starts at 1; an entry never changes once committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which entry.
    pub id: EntryId,
    /// Whose timeline.
    pub conversation_id: ConversationId,
    /// Its place in the timeline.
    pub seq: u64,
    /// The newest seq before it that the customer may see; 0 when there is none.
    pub prev_customer_seq: u64,
    /// Who may see it, fixed when it is written.
    pub audience: Audience,
    /// Who wrote it or caused it.
    pub sender: Sender,
    /// The sender's own name for it (messages and notes).
    pub client_id: Option<ClientId>,
    /// What it says.
    pub body: Body,
    /// When it was written.
    pub created_at: Timestamp,
}

impl Entry {
    /// The seq of the entry before it that this reader may see; 0 for the first.
    pub fn prev_seq(&self, reader: Reader) -> u64 {
        match reader {
            Reader::Agent => self.seq - 1,
            Reader::Customer => self.prev_customer_seq,
        }
    }

    /// Whether this reader may see it.
    pub fn visible_to(&self, reader: Reader) -> bool {
        match (self.audience, reader) {
            (Audience::Everyone, _) | (Audience::Agents, Reader::Agent) => true,
            (Audience::Agents, Reader::Customer) => false,
        }
    }
}

/// Who may see an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The customer and every agent who may see the conversation.
    Everyone,
    /// Agents only.
    Agents,
}

/// On which side of the desk a reader sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reader {
    /// The conversation's customer.
    Customer,
    /// An agent who may see the conversation.
    Agent,
}

/// Who wrote an entry, with the public name and picture they had then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Which person or thing.
    pub kind: SenderKind,
    /// The public name at the time.
    pub name: String,
    /// The public picture at the time.
    pub avatar_url: Option<String>,
}

impl Sender {
    /// Deskbell itself.
    pub fn system() -> Self {
        Self { kind: SenderKind::System, name: "Deskbell".into(), avatar_url: None }
    }
}

/// The kind of a sender, and which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SenderKind {
    /// The conversation's customer.
    Customer(CustomerId),
    /// An agent.
    Agent(AgentId),
    /// Deskbell itself.
    System,
}

/// What an entry says. All of it is personal data and lies in the erasable body of the stored row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Written to the other side.
    Message {
        /// The text as written.
        content: String,
        /// Files that belong to it.
        attachments: Vec<Attachment>,
        /// A JSON object of at most 4 KiB from the sender's program, as text.
        metadata: Option<String>,
        /// What the inbox's word filter made of it.
        moderation: Moderation,
    },
    /// Written for colleagues; no customer ever sees it.
    Note {
        /// The text as written.
        content: String,
        /// Colleagues it names, who follow the conversation from then on.
        mentions: Vec<AgentId>,
    },
    /// Something that happened.
    Activity(Activity),
}

/// What a word filter made of a customer's message. Its text is kept as written; this is how agents see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Moderation {
    /// Nothing.
    #[default]
    None,
    /// Agents see this text, in which the filter's words are dots.
    Masked(String),
    /// Agents see it when they ask to.
    Held,
}

/// What lists show of a message that is held back.
const HELD_PREVIEW: &str = "•••";

impl Body {
    /// The entry's kind as it stands on the wire and in the store.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Message { .. } => "message",
            Self::Note { .. } => "note",
            Self::Activity(_) => "activity",
        }
    }

    /// Whether both say the same: the same kind, text and files. What a program puts beside them may be
    /// gathered anew for each attempt to send.
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Message { content, attachments, .. },
                Self::Message { content: other_content, attachments: other_attachments, .. },
            ) => {
                let ids = attachments.iter().map(|one| one.id);
                content == other_content && ids.eq(other_attachments.iter().map(|one| one.id))
            }
            _ => self == other,
        }
    }

    /// Its beginning as lists show it to both sides, of a message without text the name of its first file; nothing
    /// for what is no message.
    pub fn preview(&self) -> Option<String> {
        let Self::Message { content, moderation, attachments, .. } = self else { return None };
        Some(match moderation {
            Moderation::None if content.is_empty() => {
                attachments.first().map(|first| text::preview(&first.name)).unwrap_or_default()
            }
            Moderation::None => text::preview(content),
            Moderation::Masked(seen) => text::preview(seen),
            Moderation::Held => HELD_PREVIEW.to_owned(),
        })
    }

    /// The files it carries.
    pub fn attachments(&self) -> &[Attachment] {
        match self {
            Self::Message { attachments, .. } => attachments,
            Self::Note { .. } | Self::Activity(_) => &[],
        }
    }

    /// The text, where it has one.
    pub fn content(&self) -> Option<&str> {
        match self {
            Self::Message { content, .. } | Self::Note { content, .. } => Some(content),
            Self::Activity(_) => None,
        }
    }
}

/// An agent named in an activity, as they were called then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAgent {
    /// Which agent; customers are not told.
    pub id: AgentId,
    /// The public name.
    pub name: String,
    /// The public picture.
    pub avatar_url: Option<String>,
}

/// A team named in an activity, as it was called then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTeam {
    /// Which team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// Something that happened to a conversation: who did it is the entry's sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Activity {
    /// It was started.
    Created,
    /// It was given to an agent.
    Assigned {
        /// To whom.
        to: NamedAgent,
        /// From whom, where somebody held it.
        from: Option<NamedAgent>,
    },
    /// It was taken from its assignee and waits in the queue.
    Unassigned {
        /// From whom.
        from: NamedAgent,
    },
    /// It was handed on: to an agent, or to a team in whose queue it waits.
    Transferred {
        /// To whom, where it is a person.
        to: Option<NamedAgent>,
        /// To which team, where it changed.
        to_team: Option<NamedTeam>,
        /// From whom, where somebody held it.
        from: Option<NamedAgent>,
    },
    /// Somebody higher up is to look at it.
    Escalated {
        /// Why, in an agent's words.
        reason: Option<String>,
        /// To which team, where it changed.
        to_team: Option<NamedTeam>,
        /// The due time that was missed, where that is why.
        due: Option<Timestamp>,
    },
    /// Its assignee has put it off.
    Snoozed {
        /// Until then; until its customer writes where it is `None`.
        until: Option<Timestamp>,
    },
    /// It is no longer put off.
    Unsnoozed,
    /// It ended because its customer turned out to have another one.
    Merged {
        /// The other one.
        into: ConversationId,
    },
    /// It was resolved; writing reopens it.
    Resolved {
        /// The status before.
        from: Status,
    },
    /// It was reopened.
    Reopened,
    /// It was closed for good.
    Closed {
        /// The status before.
        from: Status,
    },
    /// Its customer said how well they were helped.
    Rated {
        /// From 1, badly, to 5, well.
        score: u8,
        /// In their own words.
        comment: Option<String>,
    },
    /// Its subject changed.
    SubjectChanged {
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
    /// Its priority changed.
    PriorityChanged {
        /// Before.
        from: Priority,
        /// After.
        to: Priority,
    },
    /// Its category changed.
    CategoryChanged {
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
    /// Its labels changed.
    LabelsChanged {
        /// Added ones.
        added: Vec<String>,
        /// Removed ones.
        removed: Vec<String>,
    },
}

impl Activity {
    /// The type's name as it stands on the wire and in the store.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Assigned { .. } => "assigned",
            Self::Unassigned { .. } => "unassigned",
            Self::Transferred { .. } => "transferred",
            Self::Escalated { .. } => "escalated",
            Self::Snoozed { .. } => "snoozed",
            Self::Unsnoozed => "unsnoozed",
            Self::Merged { .. } => "merged",
            Self::Resolved { .. } => "resolved",
            Self::Reopened => "reopened",
            Self::Closed { .. } => "closed",
            Self::Rated { .. } => "rated",
            Self::SubjectChanged { .. } => "subjectChanged",
            Self::PriorityChanged { .. } => "priorityChanged",
            Self::CategoryChanged { .. } => "categoryChanged",
            Self::LabelsChanged { .. } => "labelsChanged",
        }
    }

    /// Who may see an activity of this type; stored on the entry and never changed.
    pub const fn audience(&self) -> Audience {
        match self {
            Self::Created
            | Self::Assigned { .. }
            | Self::Transferred { .. }
            | Self::Resolved { .. }
            | Self::Reopened
            | Self::Closed { .. }
            | Self::Rated { .. } => Audience::Everyone,
            Self::Unassigned { .. }
            | Self::Escalated { .. }
            | Self::Snoozed { .. }
            | Self::Unsnoozed
            | Self::Merged { .. }
            | Self::SubjectChanged { .. }
            | Self::PriorityChanged { .. }
            | Self::CategoryChanged { .. }
            | Self::LabelsChanged { .. } => Audience::Agents,
        }
    }
}
