//! Typing: never stored, free to drop, and expiring by itself.

use std::time::Instant;

use deskbell_domain::{ConversationId, Refusal, Sender, entry::SenderKind, policy};
use deskbell_protocol::{EventName, event, person::Participant};
use deskbell_realtime::{Except, Topic};

use crate::{
    Hall, Identity,
    live::{BOTH_SIDES, json},
    topics,
};

impl Hall {
    /// Shows the others that somebody is typing, for one lease.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`.
    pub async fn typing(&self, identity: &Identity, id: ConversationId) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        let state = self.glance(&actor, id).await?;
        policy::permit(&actor, policy::Action::Type, &state)?;
        if state.status == deskbell_domain::Status::Closed {
            return Err(Refusal::ConversationClosed);
        }
        self.0.typing.start(&lease(id), &topics::person(identity.person), Instant::now());
        self.tell_typing(EventName::Typing, id, &actor.sender());
        Ok(())
    }

    /// Shows the others that somebody no longer is.
    ///
    /// # Errors
    /// What policy says.
    pub async fn stop_typing(&self, identity: &Identity, id: ConversationId) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        self.glance(&actor, id).await?;
        self.stop_typing_of(identity.person, id);
        Ok(())
    }

    /// Ends every lease that ran out; called on a timer.
    pub fn expire_typing(&self, now: Instant) {
        for (topic, person) in self.0.typing.expired(now) {
            if let (Ok(id), Some(person)) = (topic.as_str().parse(), topics::parse_person(&person)) {
                self.tell_stopped(person, id);
            }
        }
    }

    pub(crate) fn stop_typing_of(&self, person: SenderKind, id: ConversationId) {
        if self.0.typing.stop(&lease(id), &topics::person(person)) {
            self.tell_stopped(person, id);
        }
    }

    fn tell_stopped(&self, person: SenderKind, id: ConversationId) {
        self.tell_typing(EventName::StopTyping, id, &self.called(person));
    }

    fn tell_typing(&self, name: EventName, id: ConversationId, sender: &Sender) {
        for reader in BOTH_SIDES {
            let topic = topics::conversation(id, reader);
            if self.0.hub.subscriber_count(&topic) == 0 && !self.0.hub.bus().is_shared() {
                continue;
            }
            let payload =
                event::Typing { conversation_id: id.0, sender: Participant::render(id, sender, reader) };
            let except = Except::Person(topics::person(sender.kind));
            self.publish_everywhere(&topic, name, except, json(&payload));
        }
    }
}

/// The lease of a conversation, whichever side looks at it.
fn lease(id: ConversationId) -> Topic {
    Topic::new(id.to_string())
}
