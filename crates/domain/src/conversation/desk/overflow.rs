//! Overflow: a conversation that its team cannot take moves to the line of another, once.

use super::{Change, ConversationState};
use crate::{
    Actor, Refusal,
    conversation::{Decision, Occasion},
    entry::{Activity, NamedTeam},
    policy::{self, Action},
};

/// Moves a waiting conversation to another team, with the place it has. One that does not wait, is offered to
/// somebody, is there already or has moved before is left as it is.
///
/// # Errors
/// What policy says.
pub fn overflow(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    to: NamedTeam,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Dispatch, state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    let waits = state.queued_at.is_some() && state.desk.offer.is_none();
    if !waits || state.desk.overflowed_at.is_some() || state.team_id == Some(to.id) {
        return Ok(change.unchanged(()));
    }
    change.move_to_team(to.id);
    change.next.desk.overflowed_at = Some(change.at());
    change.happened(Activity::Transferred { to: None, to_team: Some(to), from: None });
    Ok(change.decide(()))
}
