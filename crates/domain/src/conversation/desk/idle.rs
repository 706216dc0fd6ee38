//! Customers who fall silent: they are asked whether they are still there, then the conversation is resolved.
//!
//! A customer is silent while the last word is an agent's. Silence is counted from that word, and the nudge does not
//! count as one.

use jiff::{SignedDuration, Timestamp};

use super::{Change, ConversationState, Status};
use crate::{
    Actor, Audience, Refusal,
    conversation::{Decision, Occasion, send},
    entry::{Activity, Body, Moderation},
    policy::{self, Action},
    text::Content,
};

/// After how long what happens; 0 for never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IdleRules {
    /// Minutes of silence after which a customer is nudged.
    pub nudge_minutes: u32,
    /// Minutes of silence after which it is resolved.
    pub resolve_minutes: u32,
}

/// What silence leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdleStep {
    /// The customer is asked whether they are still there.
    Nudge,
    /// It is resolved.
    Resolve,
}

impl IdleRules {
    /// What comes next where nobody does anything, and when. A conversation that is put off, or whose customer waits
    /// for an answer, is not idle.
    pub fn next(&self, state: &ConversationState) -> Option<(IdleStep, Timestamp)> {
        let after =
            |from: Timestamp, minutes: u32| from.checked_add(SignedDuration::from_mins(minutes.into())).ok();
        let waits_for_us = state.asked_at.is_some() || state.needs_reply;
        if !state.status.is_live() || state.is_draft() || waits_for_us || state.desk.snooze.is_some() {
            return None;
        }
        let last = state.last_message.as_ref()?.at;
        let resolve = |from, minutes| Some((IdleStep::Resolve, after(from, minutes)?));
        match (state.desk.nudged_at, self.nudge_minutes, self.resolve_minutes) {
            (None, 0, 0) | (Some(_), _, 0) => None,
            (None, 0, minutes) => resolve(last, minutes),
            (None, minutes, _) => Some((IdleStep::Nudge, after(last, minutes)?)),
            // The silence began before the nudge, by as much as it takes until one.
            (Some(nudged_at), nudge, minutes) => resolve(nudged_at, minutes.saturating_sub(nudge)),
        }
    }

    fn is_time(&self, step: IdleStep, state: &ConversationState, now: Timestamp) -> bool {
        self.next(state).is_some_and(|(next, at)| next == step && at <= now)
    }
}

/// Asks a silent customer whether they are still there, as a message of Deskbell's own. Where it is not time for that
/// nothing changes.
///
/// # Errors
/// What policy says.
pub fn nudge(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    rules: &IdleRules,
    content: Content,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Dispatch, state)?;
    let mut change = Change::begin(permit, actor, occasion, state);
    if !rules.is_time(IdleStep::Nudge, state, change.at()) {
        return Ok(change.unchanged(()));
    }
    let body = Body::Message {
        content: content.into_string(),
        attachments: Vec::new(),
        metadata: None,
        moderation: Moderation::None,
    };
    let preview = body.preview().unwrap_or_default();
    let entry = change.append(Audience::Everyone, None, body);
    send::count_message(&mut change.next, &entry, preview);
    change.next.desk.nudged_at = Some(change.at());
    Ok(change.decide(()))
}

/// Resolves a conversation whose customer stayed silent. Where it is not time for that nothing changes.
///
/// # Errors
/// What policy says.
pub fn resolve(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    rules: &IdleRules,
) -> Result<Decision<()>, Refusal> {
    let permit = policy::permit(actor, Action::Dispatch, state)?;
    let change = Change::begin(permit, actor, occasion, state);
    if !rules.is_time(IdleStep::Resolve, state, change.at()) {
        return Ok(change.unchanged(()));
    }
    change.step(Status::Resolved, Activity::Resolved { from: state.status })
}
