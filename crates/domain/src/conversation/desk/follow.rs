//! What an agent keeps of a conversation for themselves: that they follow it, and that it is still to be read.

use super::{Change, ConversationState};
use crate::{
    Actor, Refusal,
    conversation::{Decision, Occasion, Participant},
    policy::{self, Action},
};

/// Has the acting agent hear of a conversation without holding it.
///
/// # Errors
/// What policy says.
pub fn follow(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
) -> Result<Decision<()>, Refusal> {
    keep(actor, occasion, state, |own| own.follows = true)
}

/// Ends that; who holds it hears of it all the same.
///
/// # Errors
/// What policy says.
pub fn unfollow(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
) -> Result<Decision<()>, Refusal> {
    keep(actor, occasion, state, |own| own.follows = false)
}

/// Puts it back among the acting agent's unread, until they read on. Their watermarks stay where they are.
///
/// # Errors
/// What policy says.
pub fn mark_unread(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
) -> Result<Decision<()>, Refusal> {
    keep(actor, occasion, state, |own| own.marked_unread = true)
}

/// Changes the acting agent's own row, and nobody else's view of it.
fn keep(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    change_row: impl FnOnce(&mut Participant),
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Follow, state)?;
    let agent_id = actor.agent_id().ok_or(Refusal::Forbidden)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    let known = state.participants.iter().find(|one| one.agent_id == agent_id).cloned();
    let before = known.unwrap_or_else(|| Participant::new(agent_id));
    let mut after = before.clone();
    change_row(&mut after);
    if after == before {
        return Ok(change.unchanged(()));
    }
    match change.next.participants.iter_mut().find(|one| one.agent_id == agent_id) {
        Some(own) => *own = after,
        None => change.next.participants.push(after),
    }
    Ok(change.decide_aside(()))
}
