//! Giving a conversation to somebody, and taking it back into the queue.

use super::{ConversationState, Decision, Occasion, Status, decision::Change};
use crate::{
    Actor, Refusal,
    entry::{Activity, NamedAgent},
    policy::{self, Action},
};

/// The agent a conversation is given to.
#[derive(Clone, Debug)]
pub struct Assignee {
    /// Which agent, by the names they have now.
    pub agent: NamedAgent,
    /// Whether the account is active; a deactivated one can hold nothing.
    pub active: bool,
}

/// Gives a conversation to an agent; an open one becomes active. Giving it to its holder changes nothing.
/// `holder` names the present assignee for the timeline.
///
/// # Errors
/// What policy says, `conversation_closed`, `conflict` where the account is deactivated.
pub fn assign(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    to: Assignee,
    holder: Option<NamedAgent>,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Assign, state)?;
    if state.status == Status::Closed {
        return Err(Refusal::ConversationClosed);
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    if state.assignee == Some(to.agent.id) {
        return Ok(change.unchanged(()));
    }
    if !to.active {
        return Err(Refusal::Conflict("This account is deactivated and cannot take conversations."));
    }
    if state.status == Status::Open {
        change.become_status(Status::Active)?;
    }
    change.next.add_participant(to.agent.id);
    change.next.assignee = Some(to.agent.id);
    change.settle_queue();
    let from = holder.filter(|holder| state.assignee == Some(holder.id));
    change.happened(Activity::Assigned { to: to.agent, from });
    Ok(change.decide(()))
}

/// Takes a conversation from its assignee; a live one waits in the queue again and keeps its status.
/// One that nobody holds is left as it is. `holder` names the present assignee for the timeline.
///
/// # Errors
/// What policy says, and `conversation_closed`.
pub fn unassign(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    holder: Option<NamedAgent>,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Assign, state)?;
    if state.status == Status::Closed {
        return Err(Refusal::ConversationClosed);
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    let Some(assignee) = state.assignee else { return Ok(change.unchanged(())) };
    change.next.assignee = None;
    change.settle_queue();
    let from = holder.filter(|holder| holder.id == assignee).unwrap_or(NamedAgent {
        id: assignee,
        name: "Unknown".into(),
        avatar_url: None,
    });
    change.happened(Activity::Unassigned { from });
    Ok(change.decide(()))
}
