//! Handing a conversation on: to an agent, who holds it from then on, or to a team, in whose line it waits.

use super::{Change, ConversationState, Status, refuse_draft};
use crate::{
    Actor, Refusal,
    conversation::{Assignee, Decision, Occasion, assign},
    entry::{Activity, NamedAgent, NamedTeam},
    policy::{self, Action},
};

/// Where a conversation is handed to.
#[derive(Clone, Debug)]
pub enum Destination {
    /// To this agent.
    Agent(Assignee),
    /// To the line of this team.
    Team(NamedTeam),
}

/// Hands a conversation on. An agent holds it from then on, whatever their team; in a team's line it has the place
/// it had before. Where it is there already nothing changes. A note that goes with it is written before, as one with
/// it ([`Decision::then`]). `holder` names the present assignee for the timeline.
///
/// # Errors
/// What policy says, `conversation_closed`, `not_found` for an agent on the other side of a rehearsal, `conflict`
/// where the account is deactivated or nobody has written yet.
pub fn transfer(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    to: Destination,
    holder: Option<NamedAgent>,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Transfer, state)?;
    if state.status == Status::Closed {
        return Err(Refusal::ConversationClosed);
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    let from = state.assignee.map(|assignee| assign::named(assignee, holder));
    match to {
        Destination::Agent(to) => {
            if to.rehearsal != state.rehearsal_id() {
                return Err(Refusal::NotFound);
            }
            if state.assignee == Some(to.agent.id) {
                return Ok(change.unchanged(()));
            }
            refuse_draft(state)?;
            assign::refuse_inactive(&to)?;
            change.hand_to(to.agent.id)?;
            change.next.desk.preferred = None;
            change.happened(Activity::Transferred { to: Some(to.agent), to_team: None, from });
        }
        Destination::Team(team) => {
            refuse_draft(state)?;
            if state.team_id == Some(team.id) && state.assignee.is_none() {
                return Ok(change.unchanged(()));
            }
            change.move_to_team(team.id);
            change.happened(Activity::Transferred { to: None, to_team: Some(team), from });
        }
    }
    Ok(change.decide(()))
}
