//! Agents' accounts.

use std::sync::Arc;

use deskbell_domain::{
    Actor, AgentId, Refusal, Role,
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
use deskbell_store::{AgentChanges, AuditRow, NewAgent};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Hall, Identity,
    keeping::audit::{Target, differences},
    topics,
};

/// Conversations an agent may be set to hold at once.
const CAPACITY_MAX: u32 = 1000;
/// Bytes of an e-mail address (RFC 5321).
const EMAIL_MAX_BYTES: usize = 254;

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
        if let Some(Some(keys)) = &patch.categories {
            self.check_categories(keys)?;
        }
        let mut changes = changes(patch)?;
        let said = differences(Some(&Audited::of(&before)), Some(&Audited::of(&with(&before, &changes))));
        if said.is_empty() {
            return Ok(self.render_agent(&before));
        }
        let target = Target { kind: "agent", id: Some(id.0), name: &before.name };
        changes.audit = Some(self.audit_row(&actor, "agent.updated", &target, &said));
        let after = self.store().update_agent(id, changes, self.now()).await?;
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
        let email = address(email)?;
        let name = text::line("name", Some(name), text::NAME_MAX_CHARS)?
            .ok_or_else(|| Refusal::invalid("name", "An agent needs a name."))?;
        let password_hash = Some(self.0.passwords.hash(password).await?);
        let new = NewAgent {
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
        };
        let row = self.account_made(&new, Actor::System.sender().name.as_str());
        let agent = self.store().add_agent_audited(new, None, Some(row)).await?;
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

    /// The row of the audit log for a new account. Who makes their own by an invitation is called by their new name.
    pub(crate) fn account_made(&self, new: &NewAgent, by: &str) -> AuditRow {
        let said = Audited {
            name: &new.name,
            email: new.email.as_deref(),
            role: new.role.as_str(),
            capacity: new.capacity,
            team_ids: new.team_ids.iter().map(|team| team.0).collect(),
            categories: None,
            active: true,
        };
        let target = Target { kind: "agent", id: Some(new.id.0), name: &new.name };
        let row = self.audit_row(&Actor::System, "agent.created", &target, &differences(None, Some(&said)));
        AuditRow { actor_name: by.to_owned(), ..row }
    }

    fn check_categories(&self, keys: &[String]) -> Result<(), Refusal> {
        let known = self.known_categories();
        match keys.iter().find(|key| !known.iter().any(|one| one.key == **key)) {
            None => Ok(()),
            Some(key) => Err(Refusal::invalid("categories", format!("There is no category {key:?}."))),
        }
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

/// What the audit log tells of an account: nothing secret.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Audited<'a> {
    name: &'a str,
    email: Option<&'a str>,
    role: &'static str,
    capacity: u32,
    team_ids: Vec<Uuid>,
    categories: Option<&'a [String]>,
    active: bool,
}

impl<'a> Audited<'a> {
    fn of(agent: &'a Agent) -> Self {
        Self {
            name: &agent.name,
            email: agent.email.as_deref(),
            role: agent.role.as_str(),
            capacity: agent.capacity,
            team_ids: agent.team_ids.iter().map(|team| team.0).collect(),
            categories: agent.categories.as_deref(),
            active: agent.active,
        }
    }
}

/// An account as it will be.
fn with(agent: &Agent, changes: &AgentChanges) -> Agent {
    let old = agent.clone();
    Agent {
        name: changes.name.clone().unwrap_or(old.name),
        role: changes.role.unwrap_or(old.role),
        capacity: changes.capacity.unwrap_or(old.capacity),
        team_ids: changes.team_ids.clone().unwrap_or(old.team_ids),
        categories: changes.categories.clone().unwrap_or(old.categories),
        active: changes.active.unwrap_or(old.active),
        ..old
    }
}

/// An e-mail address as accounts have it.
pub(crate) fn address(text: &str) -> Result<String, Refusal> {
    let email = text.trim().to_lowercase();
    let parts = email.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
    if parts.is_none() || email.len() > EMAIL_MAX_BYTES || email.contains(char::is_whitespace) {
        return Err(Refusal::invalid("email", "This is not an e-mail address."));
    }
    Ok(email)
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
        categories: patch.categories,
        team_ids: patch.team_ids.map(|ids| ids.into_iter().map(Into::into).collect()),
        ..AgentChanges::default()
    })
}
