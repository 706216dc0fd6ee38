//! Agents' accounts.

use std::sync::Arc;

use deskbell_domain::{
    AgentId, Refusal, Role,
    agent::{Agent, DEFAULT_CAPACITY},
    policy::{self, Office},
    text,
};
use deskbell_protocol::{
    account,
    rest::{AgentPatch, Me},
    time::At,
};
use deskbell_realtime::CloseReason;
use deskbell_store::{AgentChanges, NewAgent};

use crate::{Hall, Identity, topics};

/// Conversations an agent may be set to hold at once.
const CAPACITY_MAX: u32 = 1000;

impl Hall {
    /// Every account, for agents.
    ///
    /// # Errors
    /// `unauthorized`, `not_found` for customers.
    pub async fn agents(&self, identity: &Identity) -> Result<Vec<account::Agent>, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::SeeAgents)?;
        Ok(self.0.directory.all().iter().map(|agent| self.render_agent(agent)).collect())
    }

    /// One account, for agents.
    ///
    /// # Errors
    /// `unauthorized`, `not_found`.
    pub async fn agent(&self, identity: &Identity, id: AgentId) -> Result<account::Agent, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::SeeAgents)?;
        let agent = self.colleague(id).await?;
        Ok(self.render_agent(&agent))
    }

    /// Changes an account: admins any, an agent their own name. Whoever is connected under it comes back
    /// with the rights they have then.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, `invalid`.
    pub async fn change_agent(
        &self,
        identity: &Identity,
        id: AgentId,
        patch: AgentPatch,
    ) -> Result<account::Agent, Refusal> {
        let actor = self.actor(identity).await?;
        let name_alone = AgentPatch { name: patch.name.clone(), ..AgentPatch::default() } == patch;
        let own_name = actor.agent_id() == Some(id) && name_alone;
        policy::office(&actor, if own_name { Office::ChooseAvailability } else { Office::ManageAgents })?;
        let before = self.colleague(id).await?;
        if before.role == Role::Admin && !self.stays_administered(&before, &patch) {
            return Err(Refusal::Conflict("At least one active admin must remain."));
        }
        let after = self.store().update_agent(id, changes(patch)?, self.now()).await?;
        self.agent_changed(&before, &after).await?;
        Ok(self.render_agent(&after))
    }

    /// Makes an account with a password.
    ///
    /// # Errors
    /// `invalid`, `conflict` where the address is taken.
    pub async fn add_agent(
        &self,
        email: &str,
        name: String,
        role: Role,
        password: String,
    ) -> Result<Agent, Refusal> {
        let email = email.trim().to_lowercase();
        if !email.contains('@') || email.len() > 254 {
            return Err(Refusal::invalid("email", "This is not an e-mail address."));
        }
        let name = text::line("name", Some(name), text::NAME_MAX_CHARS)?
            .ok_or_else(|| Refusal::invalid("name", "An agent needs a name."))?;
        let password_hash = Some(self.0.passwords.hash(password).await?);
        let agent = self
            .store()
            .add_agent(NewAgent {
                id: AgentId(self.0.chance.uuid()),
                host_id: None,
                email: Some(email),
                name,
                avatar_url: None,
                role,
                team_ids: self.store().teams().await?.into_iter().map(|team| team.id).take(1).collect(),
                capacity: DEFAULT_CAPACITY,
                rehearsal: None,
                password_hash,
                at: self.now(),
            })
            .await?;
        self.read_agent(agent.id).await?;
        Ok(agent)
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// `unauthorized`.
    pub async fn me(&self, identity: &Identity, by_cookie: bool) -> Result<Me, Refusal> {
        let actor = self.actor(identity).await?;
        let agent = match actor.agent_id() {
            Some(id) => self.known_agent(id).await?.map(|agent| self.render_agent(&agent)),
            None => None,
        };
        let customer = match actor.customer_id() {
            Some(id) => Some(self.customer(identity, id).await?),
            None => None,
        };
        let csrf_token = identity.token_id.as_deref().filter(|_| by_cookie);
        Ok(Me {
            agent,
            customer,
            expires_at: At(identity.expires_at),
            csrf_token: csrf_token.map(|id| self.0.tokens.csrf_token(id)),
        })
    }

    /// An account that colleagues may know of.
    ///
    /// # Errors
    /// `not_found`, also for an agent of a rehearsal.
    pub(crate) async fn colleague(&self, id: AgentId) -> Result<Arc<Agent>, Refusal> {
        let agent = self.known_agent(id).await?;
        agent.filter(|agent| agent.rehearsal.is_none()).ok_or(Refusal::NotFound)
    }

    /// An account as colleagues see it.
    pub fn render_agent(&self, agent: &Agent) -> account::Agent {
        account::Agent::render(agent, self.is_present(agent.id))
    }

    /// Stores the role a host signed.
    pub(crate) async fn store_role(&self, agent: &Agent, role: Role) -> Result<Agent, Refusal> {
        let changes = AgentChanges { role: Some(role), ..AgentChanges::default() };
        let agent = self.store().update_agent(agent.id, changes, self.now()).await?;
        self.read_agent(agent.id).await?;
        Ok(agent)
    }

    fn stays_administered(&self, agent: &Agent, patch: &AgentPatch) -> bool {
        let keeps =
            patch.active != Some(false) && patch.role.is_none_or(|role| Role::from(role) == Role::Admin);
        let others = self.0.directory.all();
        keeps || others.iter().any(|one| one.id != agent.id && one.active && one.role == Role::Admin)
    }

    /// What follows from a changed account: its live connections feel it before anything later is delivered.
    async fn agent_changed(&self, before: &Agent, after: &Agent) -> Result<(), Refusal> {
        let rights_changed = before.role != after.role || before.team_ids != after.team_ids;
        let (id, active) = (after.id, after.active);
        let read = self.read_agent(id).await;
        let person = topics::person(deskbell_domain::entry::SenderKind::Agent(id));
        if !active {
            self.close_everywhere(&person, CloseReason::Revoked);
        } else if rights_changed {
            self.close_everywhere(&person, CloseReason::AccessChanged);
        }
        self.presence_changed(id).await;
        read.map(|_| ())
    }
}

fn changes(patch: AgentPatch) -> Result<AgentChanges, Refusal> {
    let name = match patch.name {
        Some(name) => Some(
            text::line("name", Some(name), text::NAME_MAX_CHARS)?
                .ok_or_else(|| Refusal::invalid("name", "An agent needs a name."))?,
        ),
        None => None,
    };
    if patch.capacity.is_some_and(|capacity| capacity > CAPACITY_MAX) {
        return Err(Refusal::invalid("capacity", "capacity can be at most 1000."));
    }
    Ok(AgentChanges {
        name,
        role: patch.role.map(Into::into),
        capacity: patch.capacity,
        active: patch.active,
        team_ids: patch.team_ids.map(|ids| ids.into_iter().map(Into::into).collect()),
        ..AgentChanges::default()
    })
}
