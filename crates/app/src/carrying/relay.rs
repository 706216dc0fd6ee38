//! Between this node's hub and the other nodes: what happens here is published to those who serve its topic, and what
//! they publish is told here, in its turn.
//!
//! A note of who may see a conversation travels with each entry: where it is another than this node has made sure of,
//! sessions that may no longer see it are let go before the entry is told. So nobody is shown what policy would not
//! let them read, whatever notice was lost.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use bytes::Bytes;
use deskbell_domain::{
    ConversationId, ConversationState, Entry, Reader, Refusal,
    agent::Sight,
    entry::{Body, SenderKind},
    policy,
};
use deskbell_protocol::{self as protocol, EventName};
use deskbell_realtime::{BusEvent, CloseReason, Envelope, Event, Except, Person, Topic, broadcast};
use deskbell_store::Range;

use super::{
    gate::Turn,
    topics,
    wire::{self, Header, Notice},
};
use crate::{Hall, live::event};

/// Entries read at once where a timeline shows a gap.
const GAP_PAGE: usize = 200;

/// Who may see a conversation, as one number.
pub(crate) fn audience_of(state: &ConversationState) -> u64 {
    // Nodes of different versions may count differently; then each makes sure for itself.
    let mut hasher = DefaultHasher::new();
    (state.status.as_str(), state.assignee.map(|id| id.0), state.team_id.map(|id| id.0)).hash(&mut hasher);
    hasher.finish()
}

/// The event that tells an entry.
pub(crate) fn name_of(entry: &Entry) -> EventName {
    if matches!(entry.body, Body::Activity(_)) { EventName::Activity } else { EventName::NewMessage }
}

impl Hall {
    /// Publishes an event that is no entry: here, and on every node that serves the topic.
    pub(crate) fn publish_everywhere(&self, topic: &Topic, name: EventName, except: Except, payload: Bytes) {
        if self.0.hub.bus().is_shared() {
            self.0.hub.bus().publish(topic, wire::encode(&Header::of(name, &except), &payload));
        }
        self.0
            .hub
            .publish(&Envelope::new(topic.clone(), Event { name: name.as_str(), payload }).except(except));
    }

    /// Publishes what concerns one person and is rare: here, and by notice on every other node.
    pub(crate) fn tell_person(&self, topic: &Topic, name: EventName, payload: Bytes) {
        self.notify(&Notice::Told {
            topic: topic.as_str().to_owned(),
            name: name.as_str().to_owned(),
            payload: String::from_utf8_lossy(&payload).into_owned(),
        });
        self.0.hub.publish(&Envelope::new(topic.clone(), Event { name: name.as_str(), payload }));
    }

    /// Publishes an entry to the other nodes that serve its timeline.
    pub(crate) fn publish_elsewhere(
        &self,
        entry: &Entry,
        reader: Reader,
        after: &ConversationState,
        payload: &Bytes,
    ) {
        let header = Header {
            seq: Some(entry.seq),
            prev: Some(entry.prev_seq(reader)),
            audience: (reader == Reader::Agent).then(|| audience_of(after)),
            ..Header::of(name_of(entry), &Except::None)
        };
        let topic = topics::conversation(entry.conversation_id, reader);
        self.0.hub.bus().publish(&topic, wire::encode(&header, payload));
    }

    /// Tells every other node.
    pub(crate) fn notify(&self, notice: &Notice) {
        if self.0.hub.bus().is_shared() {
            self.0.hub.bus().publish(&broadcast(), notice.encode());
        }
    }

    /// Ends a person's connections on every node.
    pub(crate) fn close_everywhere(&self, person: &Person, reason: CloseReason) {
        self.0.hub.close_person(person, reason);
        let revoked = reason == CloseReason::Revoked;
        self.notify(&Notice::Access { person: person.as_str().to_owned(), revoked });
    }

    /// Does what came over the bus; true where the feed is to be looked at.
    pub(crate) async fn receive(&self, came: BusEvent) -> bool {
        match came {
            BusEvent::Carried { topic, bytes } if topic == broadcast() => match Notice::decode(&bytes) {
                Some(notice) => self.heed(notice).await,
                None => false,
            },
            BusEvent::Carried { topic, bytes } => match wire::decode(&bytes) {
                Some((header, event)) => self.pass_on(&topic, &header, event).await,
                None => false,
            },
            BusEvent::Up => {
                self.0.presence.doubt();
                self.notify(&Notice::Who);
                self.say_who_is_here();
                true
            }
            BusEvent::Down => {
                self.0.presence.doubt();
                false
            }
        }
    }

    async fn heed(&self, notice: Notice) -> bool {
        match notice {
            Notice::Look => return true,
            Notice::Who => self.say_who_is_here(),
            Notice::Here { node, people } => self.heard_all(node, people).await,
            Notice::Moved { node, person, here } => self.heard(node, &person, here).await,
            Notice::Told { topic, name, payload } => {
                if let Some(name) = EventName::ALL.into_iter().find(|known| known.as_str() == name) {
                    let event = Event { name: name.as_str(), payload: payload.into() };
                    self.0.hub.publish(&Envelope::new(Topic::new(topic), event));
                }
            }
            Notice::Access { person, revoked } => {
                let person = Person::new(person);
                // Whoever comes back is judged by what is stored now.
                if let Err(refusal) = self.read_rights(&person).await {
                    tracing::warn!(%refusal, "changed rights were not read anew; the feed brings them");
                }
                let reason = if revoked { CloseReason::Revoked } else { CloseReason::AccessChanged };
                self.0.hub.close_person(&person, reason);
                return true;
            }
        }
        false
    }

    async fn read_rights(&self, person: &Person) -> Result<(), Refusal> {
        if let Some(SenderKind::Agent(id)) = topics::parse_person(person) {
            self.read_agent(id).await?;
        }
        self.read_revoked_tokens().await
    }

    /// Tells local sessions what another node published.
    async fn pass_on(&self, topic: &Topic, header: &Header, event: Event) -> bool {
        let (Some(seq), Some(prev)) = (header.seq, header.prev) else {
            self.0.hub.publish(&Envelope::new(topic.clone(), event).except(header.except()));
            return false;
        };
        match self.0.gate.turn(topic, prev, seq) {
            Turn::Nobodys | Turn::Had => false,
            Turn::TooEarly(_) => {
                self.catch_up(topic, seq).await;
                false
            }
            Turn::Next => {
                if let Some(audience) = header.audience
                    && !self.0.gate.knows_audience(topic, audience)
                    && !self.make_sure_of_audience(topic).await
                {
                    // It is told once the store can be read again.
                    self.0.gate.owes(topic, seq);
                    return true;
                }
                self.0.hub.publish(&Envelope::new(topic.clone(), event).with_seq(seq));
                self.0.gate.has_told(topic, seq);
                false
            }
        }
    }

    /// Reads what is missing of a followed timeline, up to `head` and whatever is there by now, and tells it in order;
    /// what cannot be read is owed.
    pub(crate) async fn catch_up(&self, topic: &Topic, head: u64) {
        let Some((id, reader)) = topics::parse_conversation(topic) else { return };
        while let Some(told) = self.0.gate.up_to(topic).filter(|told| *told < head) {
            let missing = async {
                let state = self.store().conversation(id).await?.ok_or(Refusal::NotFound)?;
                self.let_go_of_the_blind(&state);
                let view = policy::along(&state, reader);
                Ok::<_, Refusal>(self.store().timeline(&view, Range::After(told), GAP_PAGE).await?)
            };
            let entries = match missing.await {
                Ok(entries) => entries,
                Err(refusal) => {
                    tracing::debug!(%refusal, "a gap was not filled; it will be");
                    return self.0.gate.owes(topic, head);
                }
            };
            let is_all = entries.len() < GAP_PAGE;
            // What comes after has its own turn, and perhaps somebody who knows it already.
            let entries: Vec<_> = entries.into_iter().filter(|entry| entry.seq <= head).collect();
            metrics::counter!("deskbell_gaps_filled_total").increment(entries.len() as u64);
            for entry in &entries {
                self.tell_here(topic, entry, reader);
            }
            // What is left up to there is nothing these readers see.
            let told = entries.last().map_or(head, |last| if is_all { head } else { last.seq });
            self.0.gate.has_told(topic, told);
        }
    }

    fn tell_here(&self, topic: &Topic, entry: &Entry, reader: Reader) {
        let render = || event(name_of(entry), &protocol::Entry::render(entry, reader));
        self.0.hub.publish_with(topic, Some(entry.seq), Except::None, render);
    }

    /// Lets go of whoever may no longer see a conversation; false where that could not be made sure of.
    async fn make_sure_of_audience(&self, topic: &Topic) -> bool {
        let Some((id, _)) = topics::parse_conversation(topic) else { return true };
        match self.store().conversation(id).await {
            Ok(Some(state)) => {
                self.let_go_of_the_blind(&state);
                true
            }
            Ok(None) => true,
            Err(error) => {
                tracing::warn!(%error, conversation = %id, "who may see a conversation was not read");
                false
            }
        }
    }

    /// Ends subscriptions of agents who may not see the conversation, before anything is published.
    pub(crate) fn let_go_of_the_blind(&self, state: &ConversationState) {
        if self.settings().agents_see == Sight::All {
            return;
        }
        let topic = topics::conversation(state.id, Reader::Agent);
        for session in self.0.hub.sessions_on(&topic) {
            if !self.person_may_see(topics::parse_person(session.person()), state) {
                self.0.hub.unsubscribe(&session, &topic);
            }
        }
    }

    /// Which of these conversations somebody here follows, and the topics they do it by.
    pub(crate) fn followed(&self, id: ConversationId) -> Vec<(Topic, u64)> {
        let topics = [Reader::Customer, Reader::Agent].map(|reader| topics::conversation(id, reader));
        topics.into_iter().filter_map(|topic| self.0.gate.up_to(&topic).map(|told| (topic, told))).collect()
    }
}
