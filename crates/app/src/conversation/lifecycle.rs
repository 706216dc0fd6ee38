//! Resolve, reopen, close, and how its customer rates it.

use deskbell_domain::{
    Actor, ConversationId, ConversationState, Decision, Occasion, Refusal,
    conversation::{lifecycle, rate},
};
use deskbell_protocol::Conversation;
use deskbell_realtime::SessionId;

use crate::{Hall, Identity};

impl Hall {
    /// Says that a conversation is settled.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`.
    pub async fn resolve(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
    ) -> Result<Conversation, Refusal> {
        self.step(identity, origin, id, lifecycle::resolve).await
    }

    /// Takes a resolved conversation up again.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`, `conflict` where it was never resolved.
    pub async fn reopen(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
    ) -> Result<Conversation, Refusal> {
        self.step(identity, origin, id, lifecycle::reopen).await
    }

    /// Ends a conversation for good.
    ///
    /// # Errors
    /// What policy says.
    pub async fn close(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
    ) -> Result<Conversation, Refusal> {
        self.step(identity, origin, id, lifecycle::close).await
    }

    /// Says how well one was helped.
    ///
    /// # Errors
    /// What policy says, `invalid`, `conflict` while it goes on or a day after it was first rated.
    pub async fn rate(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
        score: u8,
        comment: Option<String>,
    ) -> Result<Conversation, Refusal> {
        let rate = move |actor: &Actor, occasion: &Occasion, state: &ConversationState| {
            rate::rate(actor, occasion, state, score, comment.clone())
        };
        self.step(identity, origin, id, rate).await
    }

    async fn step(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
        step: impl Fn(&Actor, &Occasion, &ConversationState) -> Result<Decision<()>, Refusal> + Send + 'static,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        let occasion = self.0.chance.occasion(self.now());
        let outcome = self
            .store()
            .decide(id, origin.map(SessionId::get), move |state| step(&actor, &occasion, state))
            .await?;
        self.render_open(&outcome.state, identity.person).await
    }
}
