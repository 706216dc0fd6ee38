//! Putting a conversation off, until a time or until its customer writes, and taking it up again.

use jiff::{SignedDuration, Timestamp};

use super::{Change, ConversationState, refuse_unless_live};
use crate::{
    Actor, Refusal,
    conversation::{Decision, Occasion, Snooze},
    entry::Activity,
    policy::{self, Action},
};

/// The furthest that a conversation can be put off.
pub const SNOOZE_MOST: SignedDuration = SignedDuration::from_hours(24 * 366);

/// Puts a live conversation off; it stays with whoever holds it, and an agent who puts off what nobody holds takes it.
/// Its customer's next message wakes it in any case.
///
/// # Errors
/// What policy says, `conversation_closed`, `conflict` where it is resolved, nobody has written yet or nobody would
/// hold it, `invalid` for a time that is past or too far away.
pub fn snooze(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    until: Option<Timestamp>,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Snooze, state)?;
    refuse_unless_live(state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    let ahead = until.map(|until| until.duration_since(change.at()));
    if ahead.is_some_and(|ahead| ahead <= SignedDuration::ZERO || ahead > SNOOZE_MOST) {
        return Err(Refusal::invalid("until", "Choose a time within the next year."));
    }
    let snooze = Some(Snooze { until });
    if state.desk.snooze == snooze {
        return Ok(change.unchanged(()));
    }
    if state.assignee.is_none() {
        let Actor::Agent(agent) = actor else {
            return Err(Refusal::Conflict("Nobody holds this conversation, so nobody can put it off."));
        };
        change.hand_to(agent.id)?;
        change.happened(Activity::Assigned { to: agent.named(), from: None });
    }
    change.next.desk.snooze = snooze;
    change.happened(Activity::Snoozed { until });
    Ok(change.decide(()))
}

/// Why a conversation is taken up again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waking {
    /// Somebody wants to.
    ByHand,
    /// Its time has come; before that nothing changes.
    ByTime,
}

/// Takes up again what was put off. What was not is left as it is.
///
/// # Errors
/// What policy says.
pub fn wake(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    why: Waking,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Snooze, state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    let at = change.at();
    let over = |snooze: Snooze| why == Waking::ByHand || snooze.until.is_some_and(|until| until <= at);
    if !state.desk.snooze.is_some_and(over) {
        return Ok(change.unchanged(()));
    }
    change.next.desk.snooze = None;
    change.happened(Activity::Unsnoozed);
    Ok(change.decide(()))
}
