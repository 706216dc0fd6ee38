//! Agents' accounts.

use deskbell_domain::{
    AgentId, InboxId, Refusal, Role, TeamId,
    agent::{Agent, Availability},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::Store;
use crate::{AuditRow, StoreError, either};

/// The kind of the records that are invitations.
pub const INVITATIONS: &str = "invitation";

/// An account to make. It is active and `offline`.
#[derive(Clone, Debug)]
pub struct NewAgent {
    /// Its id.
    pub id: AgentId,
    /// The id the host's sign-in knows them by; one account each.
    pub host_id: Option<String>,
    /// The address they sign in with, in any case; one account each.
    pub email: Option<String>,
    /// The public display name.
    pub name: String,
    /// A public picture.
    pub avatar_url: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The teams they belong to.
    pub team_ids: Vec<TeamId>,
    /// Conversations they may hold at once.
    pub capacity: u32,
    /// The rehearsal they come and go with.
    pub rehearsal: Option<InboxId>,
    /// The hash of their password, where they sign in here.
    pub password_hash: Option<String>,
    /// Now.
    pub at: Timestamp,
}

/// What to change of an account; `None` leaves it, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct AgentChanges {
    /// The id the host's sign-in knows them by.
    pub host_id: Option<Option<String>>,
    /// The address they sign in with.
    pub email: Option<Option<String>>,
    /// The public display name.
    pub name: Option<String>,
    /// A public picture.
    pub avatar_url: Option<Option<String>>,
    /// What they may do.
    pub role: Option<Role>,
    /// All teams they belong to.
    pub team_ids: Option<Vec<TeamId>>,
    /// Conversations they may hold at once.
    pub capacity: Option<u32>,
    /// False deactivates the account.
    pub active: Option<bool>,
    /// The categories they take; `Some(None)` for all of them.
    pub categories: Option<Option<Vec<String>>>,
    /// What the audit log says of it.
    pub audit: Option<AuditRow>,
}

impl Store {
    /// Makes an account.
    ///
    /// # Errors
    /// `conflict` where its address or host id is taken, `invalid` for an unknown team, `not_found` for a
    /// rehearsal that is none or over, the store's own.
    pub async fn add_agent(&self, new: NewAgent) -> Result<Agent, StoreError> {
        self.add_agent_audited(new, None, None).await
    }

    /// Makes an account, with what the audit log says of it. Where an invitation is accepted it is used up.
    ///
    /// # Errors
    /// As [`Store::add_agent`]; `not_found` for an invitation that is used up or gone.
    pub async fn add_agent_audited(
        &self,
        new: NewAgent,
        invitation: Option<Uuid>,
        audit: Option<AuditRow>,
    ) -> Result<Agent, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let agent = batch.record(|connection, keys| {
                    if let Some(id) = invitation
                        && !engine::rows::desk::records::remove(connection, INVITATIONS, id)?
                    {
                        return Err(Refusal::NotFound.into());
                    }
                    let agent = engine::rows::agents::insert(connection, keys, &new)?;
                    audit.iter().try_for_each(|row| engine::rows::desk::audit::append(connection, row))?;
                    Ok(agent)
                })?;
                batch.touch(new.at, |touched| {
                    touched.side(new.rehearsal.is_some()).agents.push(new.id);
                    if invitation.is_some() {
                        touched.records.push(INVITATIONS.to_owned());
                    }
                });
                Ok(agent)
            })
            .await)
    }

    /// One account.
    ///
    /// # Errors
    /// The store's own.
    pub async fn agent(&self, id: AgentId) -> Result<Option<Agent>, StoreError> {
        let found = either!(self, |database| database
            .read("agent", move |connection| engine::rows::agents::by_id(connection, id))
            .await)?;
        Ok(found.map(|(agent, _)| agent))
    }

    /// Every account, the oldest first, deactivated ones and those of a rehearsal included.
    ///
    /// # Errors
    /// The store's own.
    pub async fn agents(&self) -> Result<Vec<Agent>, StoreError> {
        either!(self, |database| database.read("agents", engine::rows::agents::all).await)
    }

    /// The account with this address, in any case.
    ///
    /// # Errors
    /// The store's own.
    pub async fn agent_by_email(&self, email: &str) -> Result<Option<Agent>, StoreError> {
        Ok(self.credentials(email).await?.map(|(agent, _)| agent))
    }

    /// The account the host knows by this id.
    ///
    /// # Errors
    /// The store's own.
    pub async fn agent_by_host_id(&self, host_id: &str) -> Result<Option<Agent>, StoreError> {
        let host_id = host_id.to_owned();
        let found = either!(self, |database| database
            .read("agent_by_host_id", move |connection| engine::rows::agents::by_host_id(
                connection, &host_id
            ))
            .await)?;
        Ok(found.map(|(agent, _)| agent))
    }

    /// The account with this address, with the hash of its password where it has one.
    ///
    /// # Errors
    /// The store's own.
    pub async fn credentials(&self, email: &str) -> Result<Option<(Agent, Option<String>)>, StoreError> {
        let email = email.to_lowercase();
        either!(self, |database| database
            .read("credentials", move |connection| engine::rows::agents::by_email(connection, &email))
            .await)
    }

    /// Changes an account.
    ///
    /// # Errors
    /// `not_found`; `conflict` where the address or host id is taken, `invalid` for an unknown team, the
    /// store's own.
    pub async fn update_agent(
        &self,
        id: AgentId,
        changes: AgentChanges,
        at: Timestamp,
    ) -> Result<Agent, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let agent = batch.record(|connection, keys| {
                    let agent = engine::rows::agents::update(connection, keys, id, &changes, at)?;
                    if let Some(row) = &changes.audit {
                        engine::rows::desk::audit::append(connection, row)?;
                    }
                    Ok(agent)
                })?;
                batch.touch(at, |touched| touched.agents.push(id));
                Ok(agent)
            })
            .await)
    }

    /// Notes what an agent declared about themselves.
    ///
    /// # Errors
    /// `not_found`, the store's own.
    pub async fn set_availability(
        &self,
        id: AgentId,
        availability: Availability,
        at: Timestamp,
    ) -> Result<Agent, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let agent = engine::rows::agents::set_availability(batch.connection, id, availability, at)?;
                batch.touch(at, |touched| touched.agents.push(id));
                Ok(agent)
            })
            .await)
    }

    /// Keeps the hash of a new password.
    ///
    /// # Errors
    /// `not_found`, the store's own.
    pub async fn set_password(
        &self,
        id: AgentId,
        password_hash: String,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                engine::rows::agents::set_password(batch.connection, id, &password_hash, at)?;
                batch.touch(at, |touched| touched.agents.push(id));
                Ok(())
            })
            .await)
    }

    /// Notes when an agent was last seen connected; never moves back.
    ///
    /// # Errors
    /// `not_found`, the store's own.
    pub async fn touch_last_seen(&self, id: AgentId, at: Timestamp) -> Result<(), StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                engine::rows::agents::touch_last_seen(batch.connection, id, at)?;
                batch.touch(at, |touched| touched.agents.push(id));
                Ok(())
            })
            .await)
    }
}
