//! When a conversation's row is told again: at once when its status, assignment or fields changed, else at
//! most once in an interval.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell_domain::{ConversationId, ConversationState};
use deskbell_store::Committed;
use foldhash::HashMap;

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

/// The rows told lately and those to be told. What a change costs does not grow with the rows that wait.
pub(crate) struct Rows {
    interval: Duration,
    told: HashMap<ConversationId, Instant>,
    waiting: HashMap<ConversationId, Arc<ConversationState>>,
    /// When to look at each that waits, soonest first.
    turns: BinaryHeap<Reverse<(Instant, ConversationId)>>,
}

impl Rows {
    pub(crate) fn new(interval: Duration) -> Self {
        let (told, waiting) = (HashMap::default(), HashMap::default());
        Self { interval, told, waiting, turns: BinaryHeap::new() }
    }

    /// Takes note of a change.
    pub(crate) fn note(&mut self, change: &Committed, now: Instant) -> Urgency {
        let id = change.after.id;
        if is_urgent(change) {
            self.waiting.remove(&id);
            self.told.insert(id, now);
            return Urgency::AtOnce;
        }
        if self.waiting.insert(id, change.after.clone()).is_none() {
            self.turns.push(Reverse((self.turn(id).unwrap_or(now), id)));
        }
        Urgency::Later
    }

    /// The rows whose turn it is, as they are now.
    pub(crate) fn due(&mut self, now: Instant) -> Vec<Arc<ConversationState>> {
        let mut due = Vec::new();
        while let Some(Reverse((turn, id))) = self.turns.peek().copied()
            && turn <= now
        {
            self.turns.pop();
            // One told at once since then has waited anew, and has a later turn.
            if self.turn(id).is_none_or(|turn| turn <= now)
                && let Some(state) = self.waiting.remove(&id)
            {
                self.told.insert(id, now);
                due.push(state);
            }
        }
        if self.told.len() > REMEMBERED {
            let interval = self.interval;
            self.told.retain(|_, told| now.duration_since(*told) < interval);
        }
        due
    }

    /// When it may be told again.
    fn turn(&self, id: ConversationId) -> Option<Instant> {
        self.told.get(&id).map(|told| *told + self.interval)
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

#[cfg(test)]
mod tests {
    use deskbell_domain::{
        Actor, AgentId, CustomerId, InboxId, Status,
        actor::CustomerActor,
        conversation::{Kind, Priority, StartInput, create},
    };
    use jiff::Timestamp;

    use super::*;
    use crate::Chance;

    fn state() -> ConversationState {
        let customer_id = CustomerId(Chance.uuid());
        let ana = Actor::Customer(CustomerActor {
            id: customer_id,
            inbox_id: None,
            display_name: "Ana".into(),
            blocked: false,
            rehearsal: None,
        });
        let input = StartInput {
            id: ConversationId(Chance.uuid()),
            inbox_id: InboxId(Chance.uuid()),
            rehearsal: false,
            customer_id,
            kind: Kind::Chat,
            team_id: None,
            subject: None,
            description: None,
            priority: Priority::default(),
            category: None,
            previous_conversation_id: None,
        };
        let decision = create::create(&ana, &Chance.occasion(Timestamp::UNIX_EPOCH), input).unwrap();
        decision.into_parts().0
    }

    fn change(before: &ConversationState, after: &ConversationState) -> Committed {
        Committed {
            before: Some(Arc::new(before.clone())),
            after: Arc::new(after.clone()),
            entries: Vec::new(),
            origin: None,
        }
    }

    #[test]
    fn previews_of_one_conversation_are_told_once_in_an_interval_with_the_latest_of_them() {
        let (mut rows, begin) = (Rows::new(Duration::from_secs(1)), Instant::now());
        let first = state();
        let second = ConversationState { message_count: 1, ..first.clone() };
        let third = ConversationState { message_count: 2, ..first.clone() };
        assert_eq!(rows.note(&change(&first, &second), begin), Urgency::Later);
        assert_eq!(rows.due(begin).len(), 1);
        rows.note(&change(&second, &second), begin);
        rows.note(&change(&second, &third), begin);
        assert!(rows.due(begin + Duration::from_millis(999)).is_empty());
        let due = rows.due(begin + Duration::from_secs(1));
        assert_eq!(due.iter().map(|state| state.message_count).collect::<Vec<_>>(), [2]);
        assert!(rows.due(begin + Duration::from_secs(9)).is_empty());
    }

    #[test]
    fn what_people_act_on_is_told_at_once() {
        let (mut rows, now) = (Rows::new(Duration::from_secs(1)), Instant::now());
        let before = state();
        let resolved = ConversationState { status: Status::Resolved, ..before.clone() };
        let assigned = ConversationState { assignee: Some(AgentId(Chance.uuid())), ..before.clone() };
        let started = ConversationState { started: true, ..before.clone() };
        for after in [resolved, assigned, started] {
            rows.note(&change(&before, &before), now);
            assert_eq!(rows.note(&change(&before, &after), now), Urgency::AtOnce);
            assert!(rows.due(now + Duration::from_secs(5)).is_empty(), "it holds what waited, too");
        }
    }
}
