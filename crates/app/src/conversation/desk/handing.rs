//! Handing conversations on, and raising them.

use deskbell_domain::{
    Actor, AgentId, ConversationId, ConversationState, Decision, Occasion, Refusal, TeamId,
    conversation::{
        self as domain,
        desk::{Destination, Escalation},
    },
    policy::{self, Action},
    text::{ClientId, Content},
};
use deskbell_protocol::{
    Conversation,
    operations::{Escalate, Transfer},
};
use deskbell_realtime::SessionId;

use crate::{Hall, Identity};

impl Hall {
    /// Hands a conversation on to an agent or a team. A note that goes with it is on disk together with it, or
    /// neither is.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`, `not_found` for an unknown agent, `conflict` for a deactivated one,
    /// `invalid` for an unknown team, for both or neither, and for a note that is too long.
    pub async fn transfer(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        id: ConversationId,
        transfer: Transfer,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        let state = self.glance(&actor, id).await?;
        policy::permit(&actor, Action::Transfer, &state)?;
        let to = match (transfer.agent_id, transfer.team_id) {
            (Some(agent), None) => self.to_agent(AgentId(agent)).await?,
            (None, Some(team)) => Destination::Team(self.named_team(TeamId(team)).await?),
            (None, None) => return Err(Refusal::invalid("agentId", "Choose an agent or a team.")),
            (Some(_), Some(_)) => {
                return Err(Refusal::invalid("teamId", "Choose an agent or a team, not both."));
            }
        };
        let note = self.transfer_note(transfer.note)?;
        if note.is_some() {
            self.limit_message(identity).await?;
        }
        let chance = self.0.chance;
        let (first, second) = (chance.occasion(self.now()), chance.occasion(self.now()));
        let hall = self.clone();
        let outcome = self
            .store()
            .decide(id, origin.map(SessionId::get), move |state| {
                let hand_on = |occasion: &Occasion, state: &ConversationState| {
                    domain::desk::transfer(&actor, occasion, state, to.clone(), hall.holder(state))
                };
                match &note {
                    None => hand_on(&first, state),
                    Some(note) => noted(&actor, &first, state, note)?.then(|state| hand_on(&second, state)),
                }
            })
            .await?;
        self.render_open(&outcome.state, identity.person).await
    }

    async fn to_agent(&self, id: AgentId) -> Result<Destination, Refusal> {
        Ok(Destination::Agent(self.assignee(id).await?))
    }

    fn transfer_note(&self, note: Option<String>) -> Result<Option<(ClientId, Content)>, Refusal> {
        let Some(note) = note.filter(|note| !note.trim().is_empty()) else { return Ok(None) };
        let client_id = ClientId::new(self.0.chance.uuid().to_string())?;
        Ok(Some((client_id, Content::within(note, self.settings().message_max_chars)?)))
    }

    /// Has somebody higher up look at a conversation.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`, `conflict` where it is not live, `invalid` without a reason or for an
    /// unknown team.
    pub async fn escalate(
        &self,
        identity: &Identity,
        id: ConversationId,
        escalate: Escalate,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        let state = self.glance(&actor, id).await?;
        policy::permit(&actor, Action::Escalate, &state)?;
        let to_team = match escalate.team_id {
            Some(team) => Some(self.named_team(TeamId(team)).await?),
            None => None,
        };
        let escalation = Escalation { reason: Some(escalate.reason), to_team };
        let occasion = self.0.chance.occasion(self.now());
        let outcome = self
            .store()
            .decide(id, None, move |state| {
                domain::desk::escalate(&actor, &occasion, state, escalation.clone())
            })
            .await?;
        self.render_open(&outcome.state, identity.person).await
    }
}

fn noted(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    (client_id, content): &(ClientId, Content),
) -> Result<Decision<deskbell_domain::Entry>, Refusal> {
    domain::note::note(actor, occasion, state, client_id.clone(), content.clone(), Vec::new())
}
