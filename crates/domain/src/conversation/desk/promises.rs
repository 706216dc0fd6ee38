//! Promises that run out: a warning that was given and a due time that was missed are each noted once.

use jiff::Timestamp;

use super::{Change, ConversationState, refuse_unless_live};
use crate::{
    Actor, Refusal,
    conversation::{Decision, Occasion},
    entry::NamedTeam,
    policy::{self, Action},
};

/// Notes that the warning of this due time was given. No entry tells of it.
///
/// # Errors
/// What policy says, `conversation_closed`, and `conflict` where it is not live.
pub fn warned(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    due: Timestamp,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Dispatch, state)?;
    refuse_unless_live(state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    if state.desk.warned_due.is_some_and(|told| told >= due) {
        return Ok(change.unchanged(()));
    }
    change.next.desk.warned_due = Some(due);
    Ok(change.decide_aside(()))
}

/// What becomes of a conversation whose due time was missed.
#[derive(Clone, Debug)]
pub enum Consequence {
    /// It shows in lists alone.
    Noted,
    /// It is escalated, to this team where one is named.
    Escalated(Option<NamedTeam>),
}

/// Notes that this due time was missed, and escalates where that is wanted. The same time is missed once.
///
/// # Errors
/// What policy says, `conversation_closed`, and `conflict` where it is not live.
pub fn breached(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    due: Timestamp,
    then: Consequence,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Dispatch, state)?;
    refuse_unless_live(state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    if state.desk.breached_due.is_some_and(|told| told >= due) {
        return Ok(change.unchanged(()));
    }
    change.next.desk.breached_due = Some(due);
    match then {
        Consequence::Noted => Ok(change.decide_aside(())),
        Consequence::Escalated(to_team) => {
            change.raise(None, to_team, Some(due));
            Ok(change.decide(()))
        }
    }
}
