//! What somebody may read, and how it is rendered for them.

use std::sync::Arc;

use deskbell_domain::{
    Actor, ConversationId, ConversationState, Refusal,
    entry::{NamedAgent, SenderKind},
    policy::{self, View},
};
use deskbell_protocol::{Conversation, conversation::Names};

use crate::Hall;

impl Hall {
    /// A conversation's state with the proof that this actor may read it.
    pub(crate) async fn look(
        &self,
        actor: &Actor,
        id: ConversationId,
    ) -> Result<(Arc<ConversationState>, View), Refusal> {
        let state = self.store().conversation(id).await?.ok_or(Refusal::NotFound)?;
        let view = policy::view(actor, &state)?;
        Ok((state, view))
    }

    /// A conversation's state as this node has seen it last, where this actor could read it then. Other nodes may have
    /// changed it since: it is for what is judged anew where it is decided, or free to drop.
    pub(crate) async fn glance(
        &self,
        actor: &Actor,
        id: ConversationId,
    ) -> Result<Arc<ConversationState>, Refusal> {
        let known = self.store().known_conversation(id);
        match known.filter(|state| policy::view(actor, state).is_ok()) {
            Some(state) => Ok(state),
            None => self.look(actor, id).await.map(|(state, _)| state),
        }
    }

    /// A conversation as somebody sees it in a list.
    pub(crate) async fn render(
        &self,
        state: &ConversationState,
        person: SenderKind,
    ) -> Result<Conversation, Refusal> {
        self.with_names(state, |names| Conversation::render(state, person, names)).await
    }

    /// A conversation as somebody sees it when they open it: with how far the others have got.
    pub(crate) async fn render_open(
        &self,
        state: &ConversationState,
        person: SenderKind,
    ) -> Result<Conversation, Refusal> {
        let open = |names: &Names<'_>| {
            Conversation::render(state, person, names).with_receipts(state, person, names)
        };
        self.with_names(state, open).await
    }

    async fn with_names<R>(
        &self,
        state: &ConversationState,
        render: impl FnOnce(&Names<'_>) -> R,
    ) -> Result<R, Refusal> {
        let customer = self.known_customer(state.customer_id).await?.ok_or(Refusal::NotFound)?;
        Ok(render(&Names {
            customer: &customer,
            agent: &|id| self.named_agent(id),
            team: &|id| self.team_name(id),
            due: self.due_of(state),
            now: self.now(),
        }))
    }

    /// The present holder's public names.
    pub(crate) fn holder(&self, state: &ConversationState) -> Option<NamedAgent> {
        state.assignee.map(|id| self.named_agent(id))
    }
}
