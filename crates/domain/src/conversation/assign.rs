//! Giving a conversation to somebody, and taking it back into the queue.

use super::{ConversationState, Decision, Occasion, Status, decision::Change};
use crate::{
    Actor, AgentId, InboxId, Refusal,
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
    /// The rehearsal they are an agent of; no other conversation can be given to them, nor one of it to others.
    pub rehearsal: Option<InboxId>,
}

/// Gives a conversation to an agent; an open one becomes active. Giving it to its holder changes nothing.
/// `holder` names the present assignee for the timeline.
///
/// # Errors
/// What policy says, `conversation_closed`, `not_found` for an agent on the other side of a rehearsal, `conflict`
/// where the account is deactivated or nobody has
/// written yet: a draft belongs to nobody.
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
    if to.rehearsal != state.rehearsal_id() {
        return Err(Refusal::NotFound);
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    if state.assignee == Some(to.agent.id) {
        return Ok(change.unchanged(()));
    }
    if state.is_draft() {
        return Err(Refusal::Conflict("The customer has not written anything yet."));
    }
    refuse_inactive(&to)?;
    change.hand_to(to.agent.id)?;
    let from = state.assignee.map(|assignee| named(assignee, holder));
    change.happened(Activity::Assigned { to: to.agent, from });
    Ok(change.decide(()))
}

/// Takes a conversation from its assignee; a live one waits in the queue again, where it waited before, and keeps its
/// status. They are not the next to be asked for it.
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
    change.put_back(assignee);
    change.happened(Activity::Unassigned { from: named(assignee, holder) });
    Ok(change.decide(()))
}

/// A deactivated account can hold nothing.
pub(super) fn refuse_inactive(to: &Assignee) -> Result<(), Refusal> {
    if to.active {
        return Ok(());
    }
    Err(Refusal::Conflict("This account is deactivated and cannot take conversations."))
}

impl Change<'_> {
    /// Has an agent hold it. An open one becomes active, and what was put off was so by who held it before.
    ///
    /// # Errors
    /// As [`Change::become_status`].
    pub(super) fn hand_to(&mut self, agent_id: AgentId) -> Result<(), Refusal> {
        if self.next.status == Status::Open {
            self.become_status(Status::Active)?;
        }
        self.next.add_participant(agent_id);
        self.next.assignee = Some(agent_id);
        self.next.desk.snooze = None;
        self.settle_queue();
        Ok(())
    }
}

/// The assignee by the name the caller found; a caller that found none or another's still tells who it was.
pub(super) fn named(assignee: AgentId, holder: Option<NamedAgent>) -> NamedAgent {
    holder.filter(|holder| holder.id == assignee).unwrap_or_else(|| NamedAgent {
        id: assignee,
        name: "Unknown".into(),
        avatar_url: None,
    })
}
