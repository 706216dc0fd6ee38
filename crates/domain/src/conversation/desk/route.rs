//! Where a conversation goes to begin with: the team and the person that the inbox's rules name.

use super::{Change, ConversationState};
use crate::{
    Actor, AgentId, Refusal, TeamId,
    conversation::{Decision, Occasion},
    policy::{self, Action},
};

/// Sends a draft, or one that waits, to a team's line and to an agent who should have it where they can; `None`
/// leaves the team as it is and names no agent. One that somebody holds or that is settled is left as it is. No entry
/// tells of it.
///
/// # Errors
/// What policy says.
pub fn route(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    team_id: Option<TeamId>,
    preferred: Option<AgentId>,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Dispatch, state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    let to = team_id.or(state.team_id);
    let there = state.team_id == to && state.desk.preferred == preferred;
    if there || !state.status.is_live() || state.assignee.is_some() || state.desk.offer.is_some() {
        return Ok(change.unchanged(()));
    }
    change.next.team_id = to;
    change.next.desk.preferred = preferred;
    Ok(change.decide_aside(()))
}
