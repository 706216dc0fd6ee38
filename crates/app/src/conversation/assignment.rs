//! Giving conversations to agents.

use deskbell_domain::{
    AgentId, ConversationId, Refusal,
    conversation::{self as domain, Assignee},
};
use deskbell_protocol::Conversation;
use deskbell_realtime::SessionId;

use crate::{Hall, Identity};

impl Hall {
    /// Gives a conversation to an agent, or to oneself.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`, `conflict` for a deactivated account, `not_found` for an
    /// unknown one.
    pub async fn assign(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
        to: Option<AgentId>,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        let (state, _) = self.look(&actor, id).await?;
        deskbell_domain::policy::permit(&actor, deskbell_domain::policy::Action::Assign, &state)?;
        let to = to.or_else(|| actor.agent_id()).ok_or(Refusal::Forbidden)?;
        let to = self.assignee(to).await?;
        let (hall, occasion) = (self.clone(), self.0.chance.occasion(self.now()));
        let outcome = self
            .store()
            .decide(id, origin.map(SessionId::get), move |state| {
                domain::assign::assign(&actor, &occasion, state, to.clone(), hall.holder(state))
            })
            .await?;
        self.render_open(&outcome.state, identity.person).await
    }

    /// An agent as conversations are given to them.
    ///
    /// # Errors
    /// `not_found`.
    pub(crate) async fn assignee(&self, id: AgentId) -> Result<Assignee, Refusal> {
        let agent = self.known_agent(id).await?.ok_or(Refusal::NotFound)?;
        Ok(Assignee { agent: self.named_agent(id), active: agent.active, rehearsal: agent.rehearsal })
    }

    /// Takes a conversation back into the queue.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`.
    pub async fn unassign(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        let (hall, occasion) = (self.clone(), self.0.chance.occasion(self.now()));
        let outcome = self
            .store()
            .decide(id, origin.map(SessionId::get), move |state| {
                domain::assign::unassign(&actor, &occasion, state, hall.holder(state))
            })
            .await?;
        self.render_open(&outcome.state, identity.person).await
    }
}
