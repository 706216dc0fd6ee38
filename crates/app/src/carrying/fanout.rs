//! What happens after a commit: everybody who may know is told, beside the acknowledgement and never before it.
//!
//! One task reads the store's commits in their order and publishes in that order, so each conversation's
//! entries reach each topic in the order of their seq. Each entry is rendered once per audience.

use std::{sync::Arc, time::Instant};

use deskbell_domain::{
    Actor, ConversationState, Entry, Reader,
    agent::Sight,
    entry::{Body, SenderKind},
    policy,
};
use deskbell_protocol::{
    self as protocol, EventName,
    event::{ConversationUpdated, MessageStatus},
    person::Participant,
};
use deskbell_realtime::{Envelope, Except, SessionId};
use deskbell_store::{CommitBatch, Committed};
use tokio::{sync::mpsc, time::MissedTickBehavior};

use super::{
    meters::Meters,
    rows::{Rows, Urgency},
    topics,
};
use crate::{
    Hall,
    live::{BOTH_SIDES, event},
};

/// Between two looks at rows whose update was put off.
const TICK: std::time::Duration = std::time::Duration::from_millis(100);

impl Hall {
    /// Publishes what is committed until the store is shut down.
    pub async fn fan_out(self, mut commits: mpsc::Receiver<Arc<CommitBatch>>) {
        let mut rows = Rows::new(self.settings().row_interval);
        let meters = Meters::new();
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                batch = commits.recv() => {
                    let Some(batch) = batch else { break };
                    let lag = self.now().duration_since(batch.at).as_secs_f64().max(0.0);
                    // While the hall drains the store may be gone already, and nobody asks any more.
                    if let Err(refusal) = self.refresh_directory(&batch.touched).await
                        && !self.is_draining()
                    {
                        tracing::warn!(%refusal, "changed records were not read anew");
                    }
                    for change in &batch.changes {
                        self.tell(change, &mut rows, &meters).await;
                    }
                    meters.delay.record(lag.max(0.0));
                    self.tell_due(&mut rows).await;
                }
                _ = tick.tick() => self.tell_due(&mut rows).await,
            }
        }
    }

    async fn tell(&self, change: &Committed, rows: &mut Rows, meters: &Meters) {
        self.let_go_of_the_blind(change);
        for entry in &change.entries {
            self.tell_entry(entry, change.origin, meters);
        }
        self.tell_receipts(change);
        if change.after.is_draft() {
            return;
        }
        match rows.note(change, Instant::now()) {
            Urgency::AtOnce => self.tell_row(&change.after, false).await,
            Urgency::Later => {}
        }
    }

    /// Ends subscriptions of agents who may no longer see the conversation, before anything is published.
    fn let_go_of_the_blind(&self, change: &Committed) {
        let Some(before) = &change.before else { return };
        let moved = before.assignee != change.after.assignee
            || before.team_id != change.after.team_id
            || before.status != change.after.status;
        if !moved || self.settings().agents_see == Sight::All {
            return;
        }
        let topic = topics::conversation(change.after.id, Reader::Agent);
        for session in self.0.hub.sessions_on(&topic) {
            if !self.person_may_see(topics::parse_person(session.person()), &change.after) {
                self.0.hub.unsubscribe(&session, &topic);
            }
        }
    }

    fn tell_entry(&self, entry: &Entry, origin: Option<u64>, meters: &Meters) {
        let is_activity = matches!(entry.body, Body::Activity(_));
        let name = if is_activity { EventName::Activity } else { EventName::NewMessage };
        for reader in BOTH_SIDES {
            if !entry.visible_to(reader) {
                continue;
            }
            let except = match origin.map(SessionId::from_number) {
                Some(origin) if !is_activity => Except::Session(origin),
                Some(_) | None => Except::None,
            };
            let topic = topics::conversation(entry.conversation_id, reader);
            let render = || event(name, &protocol::Entry::render(entry, reader));
            let delivered = self.0.hub.publish_with(&topic, Some(entry.seq), except, render);
            meters.delivered(name, delivered);
        }
        meters.took(self.now().duration_since(entry.created_at));
    }

    fn tell_receipts(&self, change: &Committed) {
        let Some(before) = &change.before else { return };
        let customer = SenderKind::Customer(change.after.customer_id);
        let agents = change.after.participants.iter().map(|one| SenderKind::Agent(one.agent_id));
        for person in std::iter::once(customer).chain(agents) {
            let (old, new) = (before.mark_of(person), change.after.mark_of(person));
            if (old.delivered_seq, old.read_seq) != (new.delivered_seq, new.read_seq) {
                self.tell_receipt(&change.after, person);
            }
        }
    }

    fn tell_receipt(&self, state: &ConversationState, person: SenderKind) {
        let mark = state.mark_of(person);
        let sender = self.called(person);
        for reader in BOTH_SIDES {
            // An agent's place may be a note; a customer is told of nothing past what they may see.
            let head = state.head_for(reader);
            let status = || MessageStatus {
                conversation_id: state.id.0,
                participant: Participant::render(state.id, &sender, reader),
                delivered_seq: mark.delivered_seq.min(head),
                read_seq: mark.read_seq.min(head),
            };
            let topic = topics::conversation(state.id, reader);
            let render = || event(EventName::MessageStatus, &status());
            self.0.hub.publish_with(&topic, None, Except::None, render);
        }
    }

    async fn tell_due(&self, rows: &mut Rows) {
        for state in rows.due(Instant::now()) {
            self.tell_row(&state, true).await;
        }
    }

    /// Tells everybody whose lists hold a conversation how it stands. A coalesced update goes only to the
    /// sessions that show its row.
    async fn tell_row(&self, state: &ConversationState, coalesced: bool) {
        let customer = SenderKind::Customer(state.customer_id);
        self.publish_row(state, customer, &[topics::customer(state.customer_id)]).await;
        if state.rehearsal {
            return;
        }
        for person in self.0.hub.persons_on(&topics::agents()) {
            let Some(SenderKind::Agent(id)) = topics::parse_person(&person) else { continue };
            if !self.person_may_see(Some(SenderKind::Agent(id)), state) {
                continue;
            }
            let audience = if coalesced {
                vec![topics::agent_rows(id), topics::agent_row(id, state.id)]
            } else {
                vec![topics::agent(id)]
            };
            self.publish_row(state, SenderKind::Agent(id), &audience).await;
        }
    }

    async fn publish_row(
        &self,
        state: &ConversationState,
        person: SenderKind,
        audience: &[deskbell_realtime::Topic],
    ) {
        let listening: Vec<_> =
            audience.iter().filter(|topic| self.0.hub.subscriber_count(topic) > 0).collect();
        if listening.is_empty() {
            return;
        }
        let conversation = match self.render(state, person).await {
            Ok(conversation) => conversation,
            Err(refusal) => {
                tracing::warn!(conversation = %state.id, %refusal, "an update was not rendered");
                return;
            }
        };
        let payload = event(EventName::ConversationUpdated, &ConversationUpdated { conversation });
        for topic in listening {
            self.0.hub.publish(&Envelope::new(topic.clone(), payload.clone()));
        }
    }

    fn person_may_see(&self, person: Option<SenderKind>, state: &ConversationState) -> bool {
        let Some(SenderKind::Agent(id)) = person else { return false };
        let Some(agent) = self.0.directory.get(id) else { return false };
        policy::view(&Actor::Agent(self.agent_actor(&agent, None)), state).is_ok()
    }
}
