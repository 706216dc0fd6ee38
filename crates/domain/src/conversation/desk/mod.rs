//! What the desk does with a conversation beside answering it: handing it on, putting it off, offering it around, and
//! seeing that none is forgotten.
//!
//! By people: [`transfer`](mod@transfer), [`escalate`](mod@escalate), [`snooze`](mod@snooze),
//! [`follow`](mod@follow), and accepting or declining in [`offer`](mod@offer). By Deskbell: offers and
//! [`give_back`](mod@give_back), [`overflow`](mod@overflow), [`route`](mod@route), [`idle`] customers and
//! [`promises`] that run out.
//!
//! What Deskbell does was decided on what it knew a moment before. Each of its operations looks again and leaves
//! everything as it is where that is no longer so, instead of refusing.

pub mod escalate;
pub mod follow;
pub mod give_back;
pub mod idle;
pub mod offer;
pub mod overflow;
pub mod promises;
pub mod route;
pub mod snooze;
pub mod transfer;

pub use escalate::{Escalation, escalate};
pub use follow::{follow, mark_unread, unfollow};
pub use give_back::give_back;
pub use idle::IdleRules;
pub use offer::{accept, decline, lapse, offer};
pub use overflow::overflow;
pub use promises::{Consequence, breached, warned};
pub use route::route;
pub use snooze::{Waking, snooze, wake};
pub use transfer::{Destination, transfer};

use super::{ConversationState, Status, decision::Change};
use crate::{AgentId, Refusal, TeamId};

/// What waits for its customer's first message, or is settled, has nothing to be handed on, put off or offered.
fn refuse_unless_live(state: &ConversationState) -> Result<(), Refusal> {
    match state.status {
        Status::Closed => Err(Refusal::ConversationClosed),
        Status::Resolved => Err(Refusal::Conflict("The conversation is resolved. Reopen it first.")),
        Status::Open | Status::Active => refuse_draft(state),
    }
}

fn refuse_draft(state: &ConversationState) -> Result<(), Refusal> {
    if state.is_draft() {
        return Err(Refusal::Conflict("The customer has not written anything yet."));
    }
    Ok(())
}

impl Change<'_> {
    /// Moves it into the line of a team, where it has the place it had before. Who was asked to take it and who was
    /// wanted in person was so for the old one.
    fn move_to_team(&mut self, team_id: TeamId) {
        self.next.team_id = Some(team_id);
        self.next.desk.offer = None;
        self.next.desk.declined.clear();
        self.next.desk.preferred = None;
        match self.next.assignee.take() {
            Some(from) => self.put_back(from),
            None => self.settle_queue(),
        }
    }

    /// Puts it back into the line if it is live. Who held it is not the next to be asked.
    pub(super) fn put_back(&mut self, from: AgentId) {
        self.next.assignee = None;
        self.settle_queue();
        if self.next.queued_at.is_some() {
            self.pass_over(from);
        }
    }

    /// Remembers that an agent is not to be asked at once again. The first ones are forgotten first.
    fn pass_over(&mut self, agent_id: AgentId) {
        let declined = &mut self.next.desk.declined;
        declined.retain(|one| *one != agent_id);
        declined.push(agent_id);
        if declined.len() > super::state::DECLINED_MAX {
            declined.remove(0);
        }
    }
}
