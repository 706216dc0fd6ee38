//! What happens after a commit: everybody who may know is told, beside the acknowledgement and never before it.
//!
//! One task reads what this node commits, what other nodes publish, and the change feed, and tells all of it through
//! the [`gate`](super::gate), so each conversation's entries reach each topic in the order of their seq, whoever
//! brings them. Each entry is rendered once per audience.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell_domain::{Actor, ConversationState, Entry, entry::SenderKind, policy};
use deskbell_protocol::{
    self as protocol, EventName,
    event::{ConversationUpdated, MessageStatus, OfferMade},
    person::Participant,
    time::At,
};
use deskbell_realtime::{BusEvent, Envelope, Event, Except, SessionId};
use deskbell_store::{CommitBatch, Committed, Touched};
use tokio::{sync::mpsc, time::MissedTickBehavior};

use super::{
    follow::Follower,
    gate::Turn,
    meters::Meters,
    relay::name_of,
    rows::{Rows, Urgency},
    topics,
    wire::Notice,
};
use crate::{
    Hall,
    live::{BOTH_SIDES, event, json},
};

/// Between two looks at rows whose update was put off.
const TICK: Duration = Duration::from_millis(100);
/// Between two looks for timelines that nobody follows any more.
const FORGET_EVERY: Duration = Duration::from_secs(30);

impl Hall {
    /// Publishes what is committed, and what comes `from_others`, until the store is shut down.
    pub async fn fan_out(
        self,
        mut commits: mpsc::Receiver<Arc<CommitBatch>>,
        mut from_others: mpsc::Receiver<BusEvent>,
    ) {
        let mut rows = Rows::new(self.settings().row_interval);
        let meters = Meters::new();
        let mut follower = Follower::begin(&self).await;
        let (mut tick, mut forgetting) = (every(TICK), every(FORGET_EVERY));
        loop {
            let look_at = follower.as_ref().map_or_else(Instant::now, Follower::looks_at);
            tokio::select! {
                batch = commits.recv() => {
                    let Some(batch) = batch else { break };
                    self.tell_batch(&batch, &mut rows, &meters).await;
                    self.tell_due(&mut rows).await;
                }
                Some(came) = from_others.recv() => {
                    if self.receive(came).await && let Some(follower) = &mut follower {
                        follower.hurry();
                    }
                }
                () = tokio::time::sleep_until(look_at.into()), if follower.is_some() => {
                    if let Some(follower) = &mut follower {
                        follower.look(&self, &mut rows).await;
                    }
                }
                _ = tick.tick() => self.tell_due(&mut rows).await,
                _ = forgetting.tick() => self.0.gate.forget_unfollowed(&self.0.hub),
            }
        }
    }

    async fn tell_batch(&self, batch: &CommitBatch, rows: &mut Rows, meters: &Meters) {
        let lag = self.now().duration_since(batch.at).as_secs_f64().max(0.0);
        // While the hall drains the store may be gone already, and nobody asks any more.
        if let Err(refusal) = self.refresh_directory(&batch.touched).await
            && !self.is_draining()
        {
            tracing::warn!(%refusal, "changed records were not read anew");
        }
        let touched = &batch.touched;
        // Whatever else is touched, somebody's rights may be among it.
        let mut is_urgent =
            *touched != Touched { conversations: touched.conversations.clone(), ..Touched::default() };
        for change in &batch.changes {
            is_urgent |= self.tell(change, rows, meters).await == Urgency::AtOnce;
        }
        if is_urgent {
            self.notify(&Notice::Look);
        }
        meters.delay.record(lag.max(0.0));
    }

    async fn tell(&self, change: &Committed, rows: &mut Rows, meters: &Meters) -> Urgency {
        self.0.desk.note(change.before.as_deref(), &change.after);
        if moved_hands(change) {
            self.let_go_of_the_blind(&change.after);
        }
        for entry in &change.entries {
            self.tell_entry(entry, change, meters).await;
            self.tell_mentions(entry);
        }
        self.tell_receipts(change);
        if change.after.is_draft() {
            return Urgency::Later;
        }
        let urgency = rows.note(change, Instant::now());
        if urgency == Urgency::AtOnce {
            self.0.board.changed();
            self.tell_row(&change.after, false).await;
            if change.before.as_ref().is_none_or(|before| before.desk.offer != change.after.desk.offer) {
                self.tell_offer(&change.after).await;
            }
        }
        urgency
    }

    async fn tell_entry(&self, entry: &Entry, change: &Committed, meters: &Meters) {
        let name = name_of(entry);
        for reader in BOTH_SIDES {
            if !entry.visible_to(reader) {
                continue;
            }
            let except = match change.origin.map(SessionId::from_number) {
                Some(origin) if name == EventName::NewMessage => Except::Session(origin),
                Some(_) | None => Except::None,
            };
            let topic = topics::conversation(entry.conversation_id, reader);
            let mut rendered = None;
            if self.0.hub.bus().is_shared() {
                let payload = json(&protocol::Entry::render(entry, reader));
                self.publish_elsewhere(entry, reader, &change.after, &payload);
                rendered = Some(payload);
            }
            // Of several writers one may hand over later what it committed earlier.
            if let Turn::TooEarly(_) = self.0.gate.turn(&topic, entry.prev_seq(reader), entry.seq) {
                self.catch_up(&topic, entry.prev_seq(reader)).await;
            }
            match self.0.gate.turn(&topic, entry.prev_seq(reader), entry.seq) {
                Turn::Next => {}
                Turn::Nobodys | Turn::Had => continue,
                // The feed does not bring what this node has committed itself.
                Turn::TooEarly(_) => {
                    self.0.gate.owes(&topic, entry.seq);
                    continue;
                }
            }
            let render = || match rendered {
                Some(payload) => Event { name: name.as_str(), payload },
                None => event(name, &protocol::Entry::render(entry, reader)),
            };
            let delivered = self.0.hub.publish_with(&topic, Some(entry.seq), except, render);
            self.0.gate.has_told(&topic, entry.seq);
            meters.delivered(name, delivered);
        }
        meters.took(self.now().duration_since(entry.created_at));
    }

    /// Tells anew how far everybody has read, where some of it may have been missed.
    pub(crate) fn tell_all_receipts(&self, state: &ConversationState) {
        let customer = SenderKind::Customer(state.customer_id);
        let agents = state.participants.iter().map(|one| SenderKind::Agent(one.agent_id));
        for person in std::iter::once(customer).chain(agents) {
            self.tell_receipt(state, person, Hearers::Here);
        }
    }

    fn tell_receipts(&self, change: &Committed) {
        let Some(before) = &change.before else { return };
        let customer = SenderKind::Customer(change.after.customer_id);
        let agents = change.after.participants.iter().map(|one| SenderKind::Agent(one.agent_id));
        for person in std::iter::once(customer).chain(agents) {
            let (old, new) = (before.mark_of(person), change.after.mark_of(person));
            if (old.delivered_seq, old.read_seq) != (new.delivered_seq, new.read_seq) {
                self.tell_receipt(&change.after, person, Hearers::Everywhere);
            }
        }
    }

    fn tell_receipt(&self, state: &ConversationState, person: SenderKind, hearers: Hearers) {
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
            if hearers == Hearers::Everywhere && self.0.hub.bus().is_shared() {
                self.publish_everywhere(&topic, EventName::MessageStatus, Except::None, json(&status()));
            } else {
                let render = || event(EventName::MessageStatus, &status());
                self.0.hub.publish_with(&topic, None, Except::None, render);
            }
        }
    }

    async fn tell_due(&self, rows: &mut Rows) {
        for state in rows.due(Instant::now()) {
            self.tell_row(&state, true).await;
        }
    }

    /// Tells everybody whose lists hold a conversation how it stands. A coalesced update goes only to the
    /// sessions that show its row.
    pub(crate) async fn tell_row(&self, state: &ConversationState, coalesced: bool) {
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

    /// Tells an agent who is here of what is offered to them.
    pub(crate) async fn tell_offer(&self, state: &ConversationState) {
        let Some(offer) = state.desk.offer else { return };
        let topic = topics::agent(offer.agent_id);
        if self.0.hub.subscriber_count(&topic) == 0 {
            return;
        }
        match self.render(state, SenderKind::Agent(offer.agent_id)).await {
            Ok(conversation) => {
                let made = OfferMade { conversation, ends_at: At(offer.until) };
                self.0.hub.publish(&Envelope::new(topic, event(EventName::Offer, &made)));
            }
            Err(refusal) => tracing::warn!(conversation = %state.id, %refusal, "an offer was not rendered"),
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

    pub(crate) fn person_may_see(&self, person: Option<SenderKind>, state: &ConversationState) -> bool {
        let Some(SenderKind::Agent(id)) = person else { return false };
        let Some(agent) = self.0.directory.get(id) else { return false };
        policy::view(&Actor::Agent(self.agent_actor(&agent, None)), state).is_ok()
    }
}

/// Who hears of something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hearers {
    /// The sessions of this node.
    Here,
    /// Those of every node.
    Everywhere,
}

/// Whether others may see the conversation than before.
fn moved_hands(change: &Committed) -> bool {
    change.before.as_ref().is_some_and(|before| {
        before.assignee != change.after.assignee
            || before.team_id != change.after.team_id
            || before.status != change.after.status
    })
}

fn every(interval: Duration) -> tokio::time::Interval {
    let mut every = tokio::time::interval(interval);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    every
}
