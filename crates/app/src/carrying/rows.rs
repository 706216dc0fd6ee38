//! When a conversation's row is told again: at once when its status, assignment or fields changed, else at
//! most once in an interval.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell_domain::{ConversationId, ConversationState};
use deskbell_store::Committed;

/// Conversations remembered at once; past it the oldest are forgotten, which only tells them sooner.
const REMEMBERED: usize = 100_000;

/// Whether a change is told now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// Now.
    AtOnce,
    /// When its interval is over, with whatever has come by then.
    Later,
}

/// The rows told lately and those to be told.
pub(crate) struct Rows {
    interval: Duration,
    told: HashMap<ConversationId, Instant>,
    waiting: HashMap<ConversationId, Arc<ConversationState>>,
}

impl Rows {
    pub(crate) fn new(interval: Duration) -> Self {
        Self { interval, told: HashMap::new(), waiting: HashMap::new() }
    }

    /// Takes note of a change.
    pub(crate) fn note(&mut self, change: &Committed, now: Instant) -> Urgency {
        let id = change.after.id;
        if is_urgent(change) {
            self.waiting.remove(&id);
            self.told.insert(id, now);
            return Urgency::AtOnce;
        }
        self.waiting.insert(id, change.after.clone());
        Urgency::Later
    }

    /// The rows whose turn it is, as they are now.
    pub(crate) fn due(&mut self, now: Instant) -> Vec<Arc<ConversationState>> {
        let interval = self.interval;
        let is_due = |told: Option<&Instant>| told.is_none_or(|told| now.duration_since(*told) >= interval);
        let ids: Vec<_> = self.waiting.keys().filter(|id| is_due(self.told.get(*id))).copied().collect();
        let due = ids.iter().filter_map(|id| self.waiting.remove(id)).collect();
        self.told.extend(ids.into_iter().map(|id| (id, now)));
        if self.told.len() > REMEMBERED {
            self.told.retain(|_, told| now.duration_since(*told) < interval);
        }
        due
    }
}

/// A new conversation, or one whose status, assignment or fields changed.
fn is_urgent(change: &Committed) -> bool {
    let after = &change.after;
    change.before.as_ref().is_none_or(|before| {
        before.started != after.started
            || before.status != after.status
            || before.assignee != after.assignee
            || before.team_id != after.team_id
            || before.subject != after.subject
            || before.description != after.description
            || before.priority != after.priority
            || before.category != after.category
            || before.labels != after.labels
    })
}
