//! What time brings about in one conversation, beside the queue's own walk.

use deskbell_domain::{
    ConversationState,
    conversation::desk::{IdleRules, idle::IdleStep},
    hours::Hours,
    settings::{OrganisationSettings, Strategy},
    sla::{self, Due, DueKind, Facts},
};
use jiff::Timestamp;

use crate::keeping::InboxRules;

/// Something that time brings about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It is no longer put off.
    Wake,
    /// What was promised is nearly due.
    Warn(Due),
    /// What was promised is overdue.
    Breach(Due),
    /// Whoever holds it has not answered in the time that an answer may take.
    Silent,
    /// Its customer is silent.
    Idle(IdleStep),
}

/// What comes next in a live conversation where nobody does anything, and when. `taken_at` is since when its assignee
/// has it.
pub(super) fn next(
    state: &ConversationState,
    taken_at: Option<Timestamp>,
    organisation: &OrganisationSettings,
    rules: &InboxRules,
) -> Option<(Timestamp, Turn)> {
    let wakes = state.desk.snooze.and_then(|snooze| snooze.until).map(|until| (until, Turn::Wake));
    let silent = silent_at(state, taken_at, organisation, rules).map(|at| (at, Turn::Silent));
    let idles = idle_rules(organisation).next(state).map(|(step, at)| (at, Turn::Idle(step)));
    let promised = promised(state, organisation, &rules.hours);
    [wakes, promised, silent, idles].into_iter().flatten().min_by_key(|(at, _)| *at)
}

/// The next warning or breach. A due time that was told of is over, and so is what was due before it: a priority that
/// was raised for it must not break what was promised once more.
fn promised(
    state: &ConversationState,
    organisation: &OrganisationSettings,
    hours: &Hours,
) -> Option<(Timestamp, Turn)> {
    let dues = sla::dues(&Facts::of(state), &organisation.sla, hours).into_iter().flatten();
    let open = dues.filter(|due| state.desk.breached_due.is_none_or(|told| due.at > told));
    let due = open.min_by_key(|due| due.at)?;
    let warns = due.warn_at < due.at && state.desk.warned_due.is_none_or(|told| due.at > told);
    Some(if warns { (due.warn_at, Turn::Warn(due)) } else { (due.at, Turn::Breach(due)) })
}

/// When whoever holds it has been silent for too long: the time for an answer, from when the customer asked or from when
/// they got it, whichever was later. Only where routing gives conversations out; by hand nobody is taken anything.
fn silent_at(
    state: &ConversationState,
    taken_at: Option<Timestamp>,
    organisation: &OrganisationSettings,
    rules: &InboxRules,
) -> Option<Timestamp> {
    if state.assignee.is_none()
        || state.desk.snooze.is_some()
        || rules.settings.routing.strategy == Strategy::Manual
    {
        return None;
    }
    let asked_at = state.asked_at?;
    let kind = if state.replied_at.is_none() { DueKind::FirstResponse } else { DueKind::NextResponse };
    let minutes = organisation.sla.targets(state.priority).minutes(kind)?;
    rules.hours.add(taken_at.map_or(asked_at, |taken| taken.max(asked_at)), minutes)
}

/// After how long a silent customer is asked, and their conversation resolved. What is resolved is closed by a sweep
/// of its own.
pub(super) fn idle_rules(organisation: &OrganisationSettings) -> IdleRules {
    IdleRules {
        nudge_minutes: organisation.idle_nudge_minutes,
        resolve_minutes: organisation.idle_resolve_minutes,
    }
}
