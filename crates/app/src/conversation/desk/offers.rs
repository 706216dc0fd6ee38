//! Answering an offer.

use deskbell_domain::{
    Actor, ConversationId, ConversationState, Decision, Occasion, Refusal, conversation::desk,
};
use deskbell_protocol::Conversation;
use deskbell_realtime::SessionId;

use crate::{Hall, Identity};

impl Hall {
    /// Takes a conversation that is offered to the asking agent.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`, `conflict` where the offer is over.
    pub async fn accept_offer(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
    ) -> Result<Conversation, Refusal> {
        let outcome = self.step_aside(identity, origin, id, desk::accept).await?;
        self.render_open(&outcome, identity.person).await
    }

    /// Passes an offer on to somebody else. Where nothing is offered to the asking agent nothing changes.
    ///
    /// # Errors
    /// What policy says.
    pub async fn decline_offer(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
    ) -> Result<(), Refusal> {
        self.step_aside(identity, origin, id, desk::decline).await.map(drop)
    }

    /// Decides something that needs nothing but who asks.
    pub(super) async fn step_aside(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
        step: fn(&Actor, &Occasion, &ConversationState) -> Result<Decision<()>, Refusal>,
    ) -> Result<std::sync::Arc<ConversationState>, Refusal> {
        let actor = self.actor(identity).await?;
        let occasion = self.0.chance.occasion(self.now());
        let outcome = self
            .store()
            .decide(id, origin.map(SessionId::get), move |state| step(&actor, &occasion, state))
            .await?;
        Ok(outcome.state)
    }
}
