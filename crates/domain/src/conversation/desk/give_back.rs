//! Whoever left, went away or fell silent gives back what they hold: it waits again, where it waited before.

use super::{Change, ConversationState};
use crate::{
    Actor, AgentId, Refusal,
    conversation::{Decision, Occasion, assign},
    entry::{Activity, NamedAgent},
    policy::{self, Action},
};

/// Takes a live conversation from an agent and puts it back into the line, with its old place; they are not asked
/// for it again at once. One that is settled or that somebody else holds by now is left as it is. `holder` names the
/// agent for the timeline.
///
/// # Errors
/// What policy says.
pub fn give_back(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    from: AgentId,
    holder: Option<NamedAgent>,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Dispatch, state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    if state.assignee != Some(from) || !state.status.is_live() {
        return Ok(change.unchanged(()));
    }
    change.put_back(from);
    change.happened(Activity::Unassigned { from: assign::named(from, holder) });
    Ok(change.decide(()))
}
