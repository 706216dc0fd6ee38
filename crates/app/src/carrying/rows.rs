//! When a conversation's row is told again: at once when its status, assignment or fields changed, else at
//! most once in an interval.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell_domain::{ConversationId, ConversationState, conversation::Category};
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
    /// What people act on, of conversations told lately, as one number each.
    known: HashMap<ConversationId, u64>,
    /// When to look at each that waits, soonest first.
    turns: BinaryHeap<Reverse<(Instant, ConversationId)>>,
}

impl Rows {
    pub(crate) fn new(interval: Duration) -> Self {
        let (told, waiting, known) = (HashMap::default(), HashMap::default(), HashMap::default());
        Self { interval, told, waiting, known, turns: BinaryHeap::new() }
    }

    /// Takes note of a change.
    pub(crate) fn note(&mut self, change: &Committed, now: Instant) -> Urgency {
        let id = change.after.id;
        if is_urgent(change) {
            self.waiting.remove(&id);
            self.told.insert(id, now);
            self.known.insert(id, acted_on(&change.after));
            return Urgency::AtOnce;
        }
        self.wait(change.after.clone(), now);
        Urgency::Later
    }

    /// Takes note of how a conversation stands that another node has changed. What was before is not known, so what
    /// people act on is compared with what was told last.
    pub(crate) fn note_another(&mut self, after: &Arc<ConversationState>, now: Instant) -> Urgency {
        if self.known.insert(after.id, acted_on(after)) == Some(acted_on(after)) {
            self.wait(after.clone(), now);
            return Urgency::Later;
        }
        self.waiting.remove(&after.id);
        self.told.insert(after.id, now);
        Urgency::AtOnce
    }

    fn wait(&mut self, after: Arc<ConversationState>, now: Instant) {
        let id = after.id;
        if self.waiting.insert(id, after).is_none() {
            self.turns.push(Reverse((self.turn(id).unwrap_or(now), id)));
        }
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
            let told = &self.told;
            self.known.retain(|id, _| told.contains_key(id));
        }
        due
    }

    /// When it may be told again.
    fn turn(&self, id: ConversationId) -> Option<Instant> {
        self.told.get(&id).map(|told| *told + self.interval)
    }
}

/// What [`is_urgent`] compares, as one number.
fn acted_on(state: &ConversationState) -> u64 {
    let mut hasher = DefaultHasher::new();
    let ids = (state.started, state.assignee.map(|id| id.0), state.team_id.map(|id| id.0));
    let texts = (&state.subject, &state.description, &state.labels);
    let names =
        (state.status.as_str(), state.priority.as_str(), state.category.as_ref().map(Category::as_str));
    let desk = &state.desk;
    let offer = desk.offer.map(|offer| (offer.agent_id.0, offer.until.as_microsecond()));
    let snooze = desk.snooze.map(|snooze| snooze.until.map(jiff::Timestamp::as_microsecond));
    let escalated = (desk.escalated_at.is_some(), desk.warned_due.is_some(), desk.breached_due.is_some());
    (ids, texts, names, offer, snooze, escalated, state.asked_at.is_some()).hash(&mut hasher);
    hasher.finish()
}

/// A new conversation, or one whose status, assignment, fields or facts of the desk changed, or whose customer waits
/// now and did not, or the other way round.
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
            || before.desk != after.desk
            || before.asked_at.is_some() != after.asked_at.is_some()
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
    fn what_another_node_changed_is_told_at_once_where_it_is_news_that_people_act_on() {
        let (mut rows, now) = (Rows::new(Duration::from_secs(1)), Instant::now());
        let first = Arc::new(state());
        let second = Arc::new(ConversationState { message_count: 1, ..(*first).clone() });
        let third = Arc::new(ConversationState { status: Status::Resolved, ..(*first).clone() });
        assert_eq!(rows.note_another(&first, now), Urgency::AtOnce, "what was before is not known");
        assert_eq!(rows.note_another(&second, now), Urgency::Later);
        assert_eq!(rows.due(now + Duration::from_secs(1)).len(), 1);
        assert_eq!(rows.note_another(&third, now), Urgency::AtOnce);
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
