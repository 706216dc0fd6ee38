//! What can be asked for: ranges of a timeline, filters of a list, pages.

use deskbell_domain::{
    AgentId, ConversationId, CustomerId, InboxId, Refusal, Status, TeamId,
    conversation::{Category, Priority},
};
use uuid::Uuid;

/// Items a page holds at most.
pub(crate) const PAGE_MAX: usize = 200;

/// A part of a timeline. Whichever is asked for, entries come in ascending order of `seq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// The newest ones.
    Last,
    /// The oldest ones after this seq.
    After(u64),
    /// The newest ones before this seq.
    Before(u64),
}

/// Which conversations of those one may see. Fields left out do not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In one of these statuses; empty for any.
    pub status: Vec<Status>,
    /// Held by this agent, or by nobody.
    pub assignee: Option<AssigneeFilter>,
    /// Of this team.
    pub team: Option<TeamId>,
    /// Through this inbox.
    pub inbox: Option<InboxId>,
    /// Of this priority.
    pub priority: Option<Priority>,
    /// About this.
    pub category: Option<Category>,
    /// Carrying this label.
    pub label: Option<String>,
    /// This customer's.
    pub customer: Option<CustomerId>,
    /// With this text, in any case, in the subject or the customer's name or address.
    pub q: Option<String>,
}

/// Who holds a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssigneeFilter {
    /// This agent.
    Agent(AgentId),
    /// Nobody.
    Nobody,
}

/// Part of a list, and how to ask for the next part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// To be handed in for what comes after; `None` at the end. Opaque.
    pub next_cursor: Option<String>,
}

/// Live conversations (open or active, no drafts) that somebody may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenCounts {
    /// All of them.
    pub all: u64,
    /// Those the asking agent holds.
    pub mine: u64,
    /// Those nobody holds.
    pub queue: u64,
}

/// A place in a list of conversations: the item after which to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// Its moment in the list's order, in microseconds.
    pub(crate) sort_at: i64,
    /// Which one, among those of the same moment.
    pub(crate) id: ConversationId,
}

impl Cursor {
    pub(crate) fn encode(self) -> String {
        format!("{:016x}{}", self.sort_at, self.id.0.simple())
    }

    pub(crate) fn decode(text: &str) -> Result<Self, Refusal> {
        let parse = || {
            let (moment, id) = text.split_at_checked(16)?;
            let sort_at = u64::from_str_radix(moment, 16).ok()?.cast_signed();
            Some(Self { sort_at, id: ConversationId(Uuid::try_parse(id).ok()?) })
        };
        parse().ok_or_else(|| Refusal::invalid("cursor", "This cursor was not made by this list."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_own_text_and_nothing_else_does() {
        for sort_at in [0, 1, -1, i64::MAX, i64::MIN] {
            let cursor = Cursor { sort_at, id: ConversationId(Uuid::from_u128(7)) };
            assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }
        for bad in ["", "x", "00000000000000000", "é0000000000000000000000000000000000000000000000"] {
            assert!(Cursor::decode(bad).is_err(), "{bad}");
        }
    }
}
