//! Escalation: somebody higher up is to look at a conversation, and soon.

use super::{Change, ConversationState, refuse_unless_live};
use crate::{
    Actor, Refusal,
    conversation::{Decision, Occasion, Priority},
    entry::{Activity, NamedTeam},
    policy::{self, Action},
    text,
};

/// Characters of the reason.
pub const REASON_MAX_CHARS: usize = 500;

/// What an escalation says.
#[derive(Clone, Debug, Default)]
pub struct Escalation {
    /// Why, in an agent's words.
    pub reason: Option<String>,
    /// The team that is to take it over.
    pub to_team: Option<NamedTeam>,
}

/// Raises a live conversation: it is high from then on, or urgent where it was high. With another team it moves to
/// the line of that team and has the place it had before; else whoever holds it goes on holding it.
///
/// # Errors
/// What policy says, `conversation_closed`, `conflict` where it is resolved or nobody has written yet, `invalid`
/// where the reason is missing or too long.
pub fn escalate(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    input: Escalation,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Escalate, state)?;
    refuse_unless_live(state)?;
    let reason = text::paragraph("reason", input.reason, REASON_MAX_CHARS)?;
    if reason.is_none() {
        return Err(Refusal::invalid("reason", "Say why, so that whoever takes it over knows."));
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    change.raise(reason, input.to_team, None);
    Ok(change.decide(()))
}

impl Change<'_> {
    /// Raises it and tells agents of it.
    pub(super) fn raise(
        &mut self,
        reason: Option<String>,
        to_team: Option<NamedTeam>,
        due: Option<jiff::Timestamp>,
    ) {
        let from = self.next.priority;
        let to = if from < Priority::High { Priority::High } else { Priority::Urgent };
        if from != to {
            self.next.priority = to;
            self.happened(Activity::PriorityChanged { from, to });
        }
        let to_team = to_team.filter(|team| self.next.team_id != Some(team.id));
        if let Some(team) = &to_team {
            self.move_to_team(team.id);
        }
        self.next.desk.escalated_at = Some(self.at());
        self.happened(Activity::Escalated { reason, to_team, due });
    }
}
