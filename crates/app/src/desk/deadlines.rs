//! What time brings about in one conversation, beside the queue's own walk.

use deskbell_domain::{
    ConversationState,
    conversation::desk::{IdleRules, idle::IdleStep},
    hours::Hours,
    settings::OrganisationSettings,
    sla::{self, Due, Facts},
};
use jiff::Timestamp;

/// Something that time brings about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It is no longer put off.
    Wake,
    /// What was promised is nearly due.
    Warn(Due),
    /// What was promised is overdue.
    Breach(Due),
    /// Its customer is silent.
    Idle(IdleStep),
}

/// What comes next in a live conversation where nobody does anything, and when.
pub(super) fn next(
    state: &ConversationState,
    organisation: &OrganisationSettings,
    hours: &Hours,
) -> Option<(Timestamp, Turn)> {
    let wakes = state.desk.snooze.and_then(|snooze| snooze.until).map(|until| (until, Turn::Wake));
    let promised = sla::due(&Facts::of(state), &organisation.sla, hours);
    let warns = promised.filter(|due| due.warn_at < due.at && state.desk.warned_due != Some(due.at));
    let breaks = promised.filter(|due| state.desk.breached_due != Some(due.at));
    // Who was not warned in time is not warned any more.
    let warns = warns.filter(|_| breaks.is_some());
    let idles = idle_rules(organisation).next(state).map(|(step, at)| (at, Turn::Idle(step)));
    let turns = [
        wakes,
        warns.map(|due| (due.warn_at, Turn::Warn(due))),
        breaks.map(|due| (due.at, Turn::Breach(due))),
        idles,
    ];
    turns.into_iter().flatten().min_by_key(|(at, _)| *at)
}

/// After how long a silent customer is asked, and their conversation resolved. What is resolved is closed by a sweep
/// of its own.
pub(super) fn idle_rules(organisation: &OrganisationSettings) -> IdleRules {
    IdleRules {
        nudge_minutes: organisation.idle_nudge_minutes,
        resolve_minutes: organisation.idle_resolve_minutes,
    }
}
