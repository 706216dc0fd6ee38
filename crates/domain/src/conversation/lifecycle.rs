//! Resolve, reopen, close: the steps of the state machine that people take by hand.

use super::{ConversationState, Decision, Occasion, Status, decision::Change};
use crate::{
    Actor, Refusal,
    entry::Activity,
    policy::{self, Action},
};

/// Says that a conversation is settled. Its customer may still write, which reopens it.
///
/// # Errors
/// What policy says, and `conversation_closed`.
pub fn resolve(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
) -> Result<Decision<()>, Refusal> {
    let activity = Activity::Resolved { from: state.status };
    step(actor, occasion, state, Action::Resolve, Status::Resolved, activity)
}

/// Takes a resolved conversation up again.
///
/// # Errors
/// What policy says, `conversation_closed`, and `conflict` where it was never resolved.
pub fn reopen(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
) -> Result<Decision<()>, Refusal> {
    if state.status == Status::Open {
        policy::permit(actor, Action::Reopen, state)?;
        return Err(Refusal::Conflict("Only a resolved conversation can be reopened."));
    }
    step(actor, occasion, state, Action::Reopen, Status::Active, Activity::Reopened)
}

/// Ends a conversation for good.
///
/// # Errors
/// What policy says.
pub fn close(actor: &Actor, occasion: &Occasion, state: &ConversationState) -> Result<Decision<()>, Refusal> {
    let activity = Activity::Closed { from: state.status };
    step(actor, occasion, state, Action::Close, Status::Closed, activity)
}

fn step(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    action: Action,
    to: Status,
    activity: Activity,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, action, state)?;
    Change::begin(permit, actor, occasion, state).step(to, activity)
}

impl Change<'_> {
    /// Takes a step of the state machine and tells of it; where it stands there already nothing changes.
    ///
    /// # Errors
    /// As [`Change::become_status`].
    pub(super) fn step(mut self, to: Status, activity: Activity) -> Result<Decision<()>, Refusal> {
        if self.next.status == to {
            return Ok(self.unchanged(()));
        }
        self.become_status(to)?;
        self.happened(activity);
        Ok(self.decide(()))
    }
}
