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
    /// True for live ones whose newest message is the customer's, false for those where it is somebody else's.
    pub needs_reply: Option<bool>,
    /// True for those that are put off, false for the others.
    pub snoozed: Option<bool>,
    /// Followed by this agent.
    pub followed_by: Option<AgentId>,
    /// In which order.
    pub sort: Sort,
}

/// The order of a list of conversations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The newest message first.
    #[default]
    Recent,
    /// Live ones alone: whose customer waits the longest for an answer first, those who do not wait at the end.
    Waiting,
}

impl Filter {
    /// The statuses that conversations can have which it lets through; empty for any. Only live ones can be put off
    /// or need a reply.
    pub(crate) fn statuses(&self) -> Option<Vec<Status>> {
        let live_alone =
            self.needs_reply == Some(true) || self.snoozed == Some(true) || self.sort == Sort::Waiting;
        let asked = |status: &Status| self.status.is_empty() || self.status.contains(status);
        if !live_alone {
            return Some(self.status.clone());
        }
        let left: Vec<_> = Status::ALL.into_iter().filter(|one| one.is_live() && asked(one)).collect();
        (!left.is_empty()).then_some(left)
    }
}

impl Filter {
    /// What of it a customer may narrow by: what their own copy of a conversation shows. The rest would tell them how
    /// agents have sorted it.
    #[must_use]
    pub fn of_customers(self) -> Self {
        Self { status: self.status, inbox: self.inbox, customer: self.customer, q: self.q, ..Self::default() }
    }
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
    /// Those that are put off.
    pub snoozed: u64,
    /// Those whose newest message is the customer's.
    pub needs_reply: u64,
}

/// How a cursor of a list by waiting begins.
const WAITING_CURSOR: &str = "w";

/// A place in a list of conversations: the item after which to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// Its moment in the list's order, in microseconds.
    pub(crate) sort_at: i64,
    /// Which order that is.
    pub(crate) sort: Sort,
    /// Which one, among those of the same moment.
    pub(crate) id: ConversationId,
}

impl Cursor {
    pub(crate) fn encode(self) -> String {
        let order = match self.sort {
            Sort::Recent => "",
            Sort::Waiting => WAITING_CURSOR,
        };
        format!("{order}{:016x}{}", self.sort_at, self.id.0.simple())
    }

    /// The cursor that a text is, where it was made by a list in this order.
    pub(crate) fn decode(text: &str, sort: Sort) -> Result<Self, Refusal> {
        let parse = || {
            let place = match sort {
                Sort::Recent => text,
                Sort::Waiting => text.strip_prefix(WAITING_CURSOR)?,
            };
            let (moment, id) = place.split_at_checked(16)?;
            let sort_at = u64::from_str_radix(moment, 16).ok()?.cast_signed();
            Some(Self { sort_at, sort, id: ConversationId(Uuid::try_parse(id).ok()?) })
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
            for (sort, other) in [(Sort::Recent, Sort::Waiting), (Sort::Waiting, Sort::Recent)] {
                let cursor = Cursor { sort_at, sort, id: ConversationId(Uuid::from_u128(7)) };
                assert_eq!(Cursor::decode(&cursor.encode(), sort).unwrap(), cursor);
                assert!(Cursor::decode(&cursor.encode(), other).is_err(), "a list in another order");
            }
        }
        for bad in ["", "x", "00000000000000000", "é0000000000000000000000000000000000000000000000"] {
            assert!(Cursor::decode(bad, Sort::Recent).is_err(), "{bad}");
        }
    }
}
