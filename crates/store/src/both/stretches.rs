//! When a conversation begins and ends a stretch of being live, which both databases keep a row of.

use deskbell_domain::{AgentId, ConversationState};
use jiff::Timestamp;

/// What a change means for the stretches of its conversation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// A stretch begins.
    Begins { at: Timestamp },
    /// The running one ends.
    Ends { at: Timestamp, replied_at: Option<Timestamp>, agent: Option<AgentId> },
}

/// The turn that a change is, where it is one. Rehearsals have none.
pub(crate) fn turn(before: Option<&ConversationState>, after: &ConversationState) -> Option<Turn> {
    let is_live = |state: &ConversationState| state.started && state.status.is_live();
    if after.rehearsal {
        return None;
    }
    match (before.is_some_and(is_live), is_live(after)) {
        (false, true) => Some(Turn::Begins { at: after.live_since.unwrap_or(after.updated_at) }),
        (true, false) => {
            Some(Turn::Ends { at: after.updated_at, replied_at: after.replied_at, agent: after.assignee })
        }
        (false, false) | (true, true) => None,
    }
}
