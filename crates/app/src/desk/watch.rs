//! What wakes the dispatcher, and what it is told meanwhile.

use std::{
    collections::HashMap,
    mem,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use deskbell_domain::{ConversationId, ConversationState};
use parking_lot::Mutex;
use tokio::sync::Notify;

/// How conversations stand that have changed since the dispatcher looked last: the newest state of each.
#[derive(Default)]
pub(crate) struct Watch {
    /// False while this node does not look after the desk: then nothing is kept.
    on: AtomicBool,
    changed: Mutex<HashMap<ConversationId, Arc<ConversationState>>>,
    woken: Notify,
}

impl Watch {
    /// Begins to take notes, or stops and forgets them.
    pub(crate) fn turn(&self, on: bool) {
        let mut changed = self.changed.lock();
        changed.clear();
        self.on.store(on, Ordering::Release);
    }

    /// Whether this node looks after the desk.
    pub(crate) fn is_on(&self) -> bool {
        self.on.load(Ordering::Acquire)
    }

    /// Takes note of how a conversation stands; the dispatcher is woken where that may concern it.
    pub(crate) fn note(&self, before: Option<&ConversationState>, after: &Arc<ConversationState>) {
        if !self.is_on() || after.rehearsal || after.is_draft() {
            return;
        }
        let mut changed = self.changed.lock();
        // What comes from another node may overtake what was committed here before.
        if changed.get(&after.id).is_none_or(|known| known.head_seq <= after.head_seq) {
            changed.insert(after.id, Arc::clone(after));
        }
        drop(changed);
        if before.is_none_or(|before| concerns(before) != concerns(after)) {
            self.wake();
        }
    }

    /// Has the dispatcher look again.
    pub(crate) fn wake(&self) {
        self.woken.notify_one();
    }

    /// Returns when there is something to look at.
    pub(super) async fn woken(&self) {
        self.woken.notified().await;
    }

    /// What has changed since this was asked last.
    pub(super) fn take(&self) -> HashMap<ConversationId, Arc<ConversationState>> {
        mem::take(&mut *self.changed.lock())
    }
}

/// What the dispatcher goes by.
fn concerns(state: &ConversationState) -> impl PartialEq {
    (
        (state.status, state.assignee, state.team_id, state.priority, state.category.clone()),
        (state.queued_at, state.asked_at, state.replied_at, state.needs_reply, state.started),
        state.desk.clone(),
    )
}
