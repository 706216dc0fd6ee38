//! Offers: a waiting conversation is kept for one agent until they accept, decline or let it lapse. It stays in the
//! queue meanwhile, and nothing of it stands in the timeline.

use jiff::Timestamp;

use super::{Change, ConversationState, refuse_unless_live};
use crate::{
    Actor, AgentId, Refusal,
    conversation::{Assignee, Decision, Occasion, Offer, assign},
    entry::Activity,
    policy::{self, Action},
};

const OVER: &str = "This offer is over. The conversation went to somebody else or back into the queue.";

/// Offers a waiting conversation to an agent. Whether it is: false where it does not wait any more or is offered to
/// somebody already.
///
/// # Errors
/// What policy says, `not_found` for an agent on the other side of a rehearsal, `conflict` where the account is
/// deactivated.
pub fn offer(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    to: &Assignee,
    until: Timestamp,
) -> Result<Decision<bool>, Refusal> {
    let permit = policy::permit(actor, Action::Dispatch, state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    if state.queued_at.is_none() || state.desk.offer.is_some() || until <= change.at() {
        return Ok(change.unchanged(false));
    }
    if to.rehearsal != state.rehearsal_id() {
        return Err(Refusal::NotFound);
    }
    assign::refuse_inactive(to)?;
    change.next.desk.offer = Some(Offer { agent_id: to.agent.id, until });
    Ok(change.decide_aside(true))
}

/// Takes a conversation that was offered. Who holds it already, for instance by accepting twice, goes on holding it.
///
/// # Errors
/// What policy says, `conversation_closed`, and `conflict` where it is not offered to them, or not any more.
pub fn accept(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Assign, state)?;
    let Actor::Agent(agent) = actor else { return Err(Refusal::Forbidden) };
    refuse_unless_live(state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    if state.assignee == Some(agent.id) {
        return Ok(change.unchanged(()));
    }
    let stands = |offer: Offer| offer.agent_id == agent.id && change.at() <= offer.until;
    if !state.desk.offer.is_some_and(stands) {
        return Err(Refusal::Conflict(OVER));
    }
    change.hand_to(agent.id)?;
    change.happened(Activity::Assigned { to: agent.named(), from: None });
    Ok(change.decide(()))
}

/// Passes an offer on; it goes to somebody else. What is not offered to them is left as it is.
///
/// # Errors
/// What policy says.
pub fn decline(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Assign, state)?;
    let agent_id = actor.agent_id().ok_or(Refusal::Forbidden)?;
    let change = Change::begin(permit, actor, occasion, state);
    Ok(end(change, agent_id))
}

/// Ends an offer that nobody answered, or whose agent cannot be reached any more. One to somebody else is left as it
/// is.
///
/// # Errors
/// What policy says.
pub fn lapse(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    agent_id: AgentId,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Dispatch, state)?;
    let change = Change::begin(permit, actor, occasion, state);
    Ok(end(change, agent_id))
}

fn end(mut change: Change<'_>, agent_id: AgentId) -> Decision<()> {
    if change.next.desk.offer.is_none_or(|offer| offer.agent_id != agent_id) {
        return change.unchanged(());
    }
    change.next.desk.offer = None;
    change.pass_over(agent_id);
    change.decide_aside(())
}
