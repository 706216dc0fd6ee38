//! The fields of a conversation: subject, priority, category, labels, description.

use super::{Category, ConversationState, Decision, Occasion, Priority, Status, decision::Change};
use crate::{
    Actor, Refusal,
    entry::Activity,
    policy::{self, Action},
    text,
};

/// What to change; `None` leaves a field as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldChanges {
    /// A brief topic.
    pub subject: Option<Option<String>>,
    /// A longer text.
    pub description: Option<Option<String>>,
    /// How urgent.
    pub priority: Option<Priority>,
    /// What about.
    pub category: Option<Option<Category>>,
    /// All labels it shall carry.
    pub labels: Option<Vec<String>>,
}

/// Changes fields; those that already hold the value leave no trace. Each other one leaves an activity for
/// agents, but the description, which is long and leaves none.
///
/// # Errors
/// What policy says, `conversation_closed`, `invalid` for a text that is too long or too many labels.
pub fn edit(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    changes: FieldChanges,
) -> Result<Decision<()>, Refusal> {
    let permit = permit(actor, state, &changes)?;
    if state.status == Status::Closed {
        return Err(Refusal::ConversationClosed);
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    for activity in apply(&mut change.next, changes)? {
        change.happened(activity);
    }
    if change.next == *state {
        return Ok(change.unchanged(()));
    }
    Ok(change.decide(()))
}

/// The subject alone is the customer's to change; anything more is the agents'.
fn permit(
    actor: &Actor,
    state: &ConversationState,
    changes: &FieldChanges,
) -> Result<policy::Permit, Refusal> {
    let subject_alone = FieldChanges { subject: changes.subject.clone(), ..FieldChanges::default() };
    let action = if *changes == subject_alone { Action::EditSubject } else { Action::EditFields };
    policy::permit(actor, action, state)
}

fn apply(next: &mut ConversationState, changes: FieldChanges) -> Result<Vec<Activity>, Refusal> {
    let mut activities = Vec::new();
    if let Some(subject) = changes.subject {
        let to = text::line("subject", subject, text::SUBJECT_MAX_CHARS)?;
        if to != next.subject {
            let from = std::mem::replace(&mut next.subject, to.clone());
            activities.push(Activity::SubjectChanged { from, to });
        }
    }
    if let Some(description) = changes.description {
        next.description = text::paragraph("description", description, text::DESCRIPTION_MAX_CHARS)?;
    }
    if let Some(to) = changes.priority.filter(|to| *to != next.priority) {
        let from = std::mem::replace(&mut next.priority, to);
        activities.push(Activity::PriorityChanged { from, to });
    }
    if let Some(to) = changes.category.filter(|to| *to != next.category) {
        let name = |category: &Option<Category>| category.as_ref().map(|one| one.as_str().to_owned());
        let from = std::mem::replace(&mut next.category, to);
        activities.push(Activity::CategoryChanged { from: name(&from), to: name(&next.category) });
    }
    if let Some(labels) = changes.labels {
        activities.extend(relabel(next, labels)?);
    }
    Ok(activities)
}

fn relabel(next: &mut ConversationState, labels: Vec<String>) -> Result<Option<Activity>, Refusal> {
    let mut labels =
        labels.into_iter().map(|label| text::slug("labels", label)).collect::<Result<Vec<_>, _>>()?;
    labels.sort();
    labels.dedup();
    if labels.len() > text::LABELS_MAX {
        let message = format!("A conversation can carry at most {} labels.", text::LABELS_MAX);
        return Err(Refusal::invalid("labels", message));
    }
    if labels == next.labels {
        return Ok(None);
    }
    let added = labels.iter().filter(|label| !next.labels.contains(label)).cloned().collect();
    let removed = next.labels.iter().filter(|label| !labels.contains(label)).cloned().collect();
    next.labels = labels;
    Ok(Some(Activity::LabelsChanged { added, removed }))
}
