//! The one who looks after the desk, on the node that holds the installation's lease.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell_domain::{
    ConversationId, ConversationState, Refusal,
    routing::{self, Candidate, Rules, Waiting},
};
use deskbell_store::{Fence, Store};
use jiff::{SignedDuration, Timestamp};

use super::{agenda::Agenda, deadlines, departures::Departures, line::Told};
use crate::{Hall, keeping::kept::Snapshot};

/// Conversations read at once when the desk is taken over.
const PAGE: usize = 500;
/// Between two looks at least, so that what comes together is decided together.
const LOOKS_APART: Duration = Duration::from_millis(10);
/// Between two looks at most: settings and hours are looked at again by then.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long to wait where the store cannot be asked.
const AGAIN_AFTER: Duration = Duration::from_secs(1);
/// Deadlines that one look settles; the rest waits for the next.
pub(super) const DUE_MAX: usize = 500;

/// What is known while one looks after the desk.
pub(super) struct Dispatcher {
    pub(super) store: Store,
    pub(super) agenda: Agenda,
    departures: Departures,
    pub(super) told: Told,
    /// The settings that the deadlines in the agenda were reckoned with.
    reckoned_with: Arc<Snapshot>,
}

impl Hall {
    /// Looks after the desk whenever this node holds the lease, until it is dropped.
    pub(crate) async fn keep_desk(&self) {
        let mut office = self.0.office.subscribe();
        loop {
            let fence = office.borrow_and_update().clone();
            let Some(fence) = fence else {
                if !self.store().is_shared() && self.hold_office().await.is_none() {
                    tokio::time::sleep(AGAIN_AFTER).await;
                    continue;
                }
                if self.store().is_shared() && office.changed().await.is_err() {
                    return;
                }
                continue;
            };
            self.0.desk.turn(true);
            tokio::select! {
                () = self.dispatch_under(&fence) => {}
                _ = office.wait_for(|held| held.as_ref() != Some(&fence)) => {}
            }
            self.0.desk.turn(false);
        }
    }

    async fn dispatch_under(&self, fence: &Fence) {
        let mut dispatcher = loop {
            match self.take_over(fence).await {
                Ok(dispatcher) => break dispatcher,
                Err(refusal) => {
                    tracing::warn!(%refusal, "the desk was not taken over; it is tried again");
                    tokio::time::sleep(AGAIN_AFTER).await;
                }
            }
        };
        loop {
            let begun = Instant::now();
            let rest = match dispatcher.look(self).await {
                Ok(next) => self.until(next).min(LOOK_EVERY),
                Err(refusal) => {
                    tracing::warn!(%refusal, "the desk was not looked after in full; it is tried again");
                    AGAIN_AFTER
                }
            };
            metrics::histogram!("deskbell_desk_look_seconds").record(begun.elapsed().as_secs_f64());
            let known = dispatcher.departures.known_from().saturating_duration_since(Instant::now());
            let rest = if known.is_zero() { rest } else { rest.min(known) };
            tokio::time::sleep(LOOKS_APART).await;
            let _either = tokio::time::timeout(rest, self.0.desk.woken()).await;
        }
    }

    /// Reads how everything stands. What changes meanwhile is noted and looked at after it.
    async fn take_over(&self, fence: &Fence) -> Result<Dispatcher, Refusal> {
        let mut dispatcher = Dispatcher {
            store: self.store().under(fence.clone()),
            agenda: Agenda::default(),
            departures: Departures::begin(Instant::now() + self.settings().presence_grace),
            told: Told::default(),
            reckoned_with: self.0.kept.now.load_full(),
        };
        let mut last = None;
        loop {
            let page = self.store().live_conversations(last, PAGE).await?;
            for state in &page {
                dispatcher.put(self, state, false);
            }
            match page.last() {
                Some(state) if page.len() == PAGE => last = Some(state.id),
                _ => return Ok(dispatcher),
            }
        }
    }

    /// How long it is until a moment.
    fn until(&self, at: Option<Timestamp>) -> Duration {
        let ahead = at.map_or(SignedDuration::MAX, |at| at.duration_since(self.now()));
        Duration::try_from(ahead).unwrap_or_default()
    }
}

impl Dispatcher {
    /// Takes note of how a conversation stands.
    pub(super) fn put(&mut self, hall: &Hall, state: &Arc<ConversationState>, seen: bool) {
        let (now, rules) = (hall.now(), hall.inbox_rules(state.inbox_id));
        let taken_at = self.agenda.taken_at(state, seen, now);
        let next = deadlines::next(state, taken_at, &hall.organisation(), &rules);
        self.agenda.put(state, taken_at, next.map(|(at, _)| at), now);
    }

    /// Looks at everything once, and says when to look again at the latest.
    async fn look(&mut self, hall: &Hall) -> Result<Option<Timestamp>, Refusal> {
        self.catch_up(hall);
        let candidates = self.look_around(hall);
        self.take_back(hall).await?;
        self.settle_due(hall).await?;
        let rules = rules(hall);
        let mut waiting = self.agenda.waiting();
        let steps = routing::dispatch(hall.now(), &waiting, &candidates, &rules);
        if !steps.is_empty() {
            self.take_steps(hall, steps).await?;
            waiting = self.agenda.waiting();
        }
        self.tell_line(hall, &waiting, &candidates, &rules).await?;
        metrics::gauge!("deskbell_queue_length").set(waiting.len() as f64);
        metrics::gauge!("deskbell_queue_longest_wait_seconds").set(longest(&waiting, hall.now()));
        let next = routing::next_wake(hall.now(), &waiting, &rules);
        Ok([next, self.agenda.next_deadline()].into_iter().flatten().min())
    }

    fn catch_up(&mut self, hall: &Hall) {
        for state in hall.0.desk.take().into_values() {
            self.put(hall, &state, true);
        }
        let kept = hall.0.kept.now.load_full();
        if !Arc::ptr_eq(&kept, &self.reckoned_with) {
            self.reckoned_with = kept;
            let all: Vec<_> = self.agenda.all().cloned().collect();
            for state in &all {
                self.put(hall, state, false);
            }
        }
    }

    /// Sees who is there, as routing does.
    fn look_around(&mut self, hall: &Hall) -> Vec<Candidate> {
        let (now, clock) = (hall.now(), Instant::now());
        let agents = hall.0.directory.all();
        let candidate = |agent: &Arc<deskbell_domain::agent::Agent>| {
            let present = hall.is_present(agent.id);
            self.departures.see(agent, present, now, clock);
            hall.candidate(agent, self.agenda.load_of(agent.id), self.agenda.given_at(agent.id))
        };
        agents.iter().map(candidate).collect()
    }

    /// Takes back what those hold who are gone.
    async fn take_back(&mut self, hall: &Hall) -> Result<(), Refusal> {
        for (id, agent_id) in self.departures.owed(&self.agenda) {
            let given = self.give_back(hall, id, agent_id).await;
            self.goes_on(hall, id, given)?;
        }
        Ok(())
    }

    /// One conversation that cannot be settled stands in nobody else's way: it is left alone for a while. Where the store
    /// cannot be asked at all, nothing goes on.
    fn goes_on(&mut self, hall: &Hall, id: ConversationId, done: Result<(), Refusal>) -> Result<(), Refusal> {
        match done {
            Ok(()) => Ok(()),
            Err(refusal @ (Refusal::Overloaded { .. } | Refusal::Unauthorized)) => Err(refusal),
            Err(refusal) => {
                tracing::warn!(conversation = %id, %refusal, "the desk leaves a conversation alone for a while");
                self.agenda.put_off(id, hall.now());
                Ok(())
            }
        }
    }

    /// Does what time has brought about.
    async fn settle_due(&mut self, hall: &Hall) -> Result<(), Refusal> {
        for state in self.agenda.due(hall.now(), DUE_MAX) {
            let rules = hall.inbox_rules(state.inbox_id);
            let taken_at = self.agenda.taken_at(&state, false, hall.now());
            match deadlines::next(&state, taken_at, &hall.organisation(), &rules) {
                Some((at, turn)) if at <= hall.now() => {
                    let turned = self.turn(hall, &state, turn).await;
                    self.goes_on(hall, state.id, turned)?;
                }
                // Reckoned anew: it is due later by now.
                Some(_) | None => self.put(hall, &state, false),
            }
        }
        Ok(())
    }
}

/// What routing goes by.
fn rules(hall: &Hall) -> Rules {
    let inboxes = hall.0.directory.inboxes();
    let routing = inboxes.iter().map(|inbox| {
        let rules = hall.inbox_rules(inbox.id);
        (inbox.id, rules.settings.routing.clone())
    });
    Rules { routing: routing.collect(), ageing_minutes: hall.organisation().ageing_minutes }
}

fn longest(waiting: &[Waiting], now: Timestamp) -> f64 {
    let since = waiting.iter().map(|one| one.line_at).min();
    since.map_or(0.0, |since| now.duration_since(since).as_secs_f64().max(0.0))
}

/// Whether it is somebody's own word that they cannot take more, or somebody else was faster: then it is looked at
/// again with the next change.
pub(super) fn is_overtaken(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Conflict(_) | Refusal::NotFound | Refusal::ConversationClosed)
}
