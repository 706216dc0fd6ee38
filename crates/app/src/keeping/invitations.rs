//! Invitations: how somebody becomes an agent without another's choosing their password.
//!
//! Of a link's token its digest alone is stored. It opens once, and for a week.

use std::time::Duration;

use deskbell_domain::{
    AgentId, Refusal, Role,
    agent::{Agent, DEFAULT_CAPACITY},
    policy::{self, Office},
    text,
};
use deskbell_protocol::{
    records::{Invitation, NewInvitation, OpenInvitation, TakeInvitation},
    time::At,
};
use deskbell_store::{INVITATIONS, NewAgent, Record};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{audit::Target, kept::body, records::named};
use crate::{
    Hall, Identity, Signed,
    live::json,
    who::{accounts::address, passwords},
};

/// How long a link opens.
const INVITATION_LASTS: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Invitations that can be open at once.
const OPEN_MAX: u64 = 500;
/// Characters of a token: 256 bits in hexadecimal.
const TOKEN_CHARS: usize = 64;

/// What is stored of one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    email: String,
    name: Option<String>,
    role: String,
    team_ids: Vec<Uuid>,
    expires_at: At,
    /// Who invites.
    #[serde(default)]
    by: Option<Uuid>,
}

impl Stored {
    fn role(&self) -> Role {
        Role::parse(&self.role).unwrap_or(Role::Agent)
    }

    fn is_open(&self, now: Timestamp) -> bool {
        self.expires_at.0 > now
    }

    fn render(self, id: Uuid, link: Option<String>) -> Invitation {
        Invitation {
            id,
            role: self.role().into(),
            email: self.email,
            name: self.name,
            team_ids: self.team_ids,
            expires_at: self.expires_at,
            link,
        }
    }
}

fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

impl Hall {
    /// The invitations that nobody has accepted yet, for admins; those that ended are gone.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn invitations(&self, identity: &Identity) -> Result<Vec<Invitation>, Refusal> {
        policy::office(&self.actor(identity).await?, Office::ManageAgents)?;
        let now = self.now();
        let mut records = self.store().records(INVITATIONS).await?;
        records.sort_by_key(|record| (record.created_at, record.id));
        let read = |record: &Record| body::<Stored>(INVITATIONS, record).map(|stored| (record.id, stored));
        let open = records.iter().filter_map(read).filter(|(_, stored)| stored.is_open(now));
        Ok(open.map(|(id, stored)| stored.render(id, None)).collect())
    }

    /// Invites somebody; the link is told here and never again.
    ///
    /// # Errors
    /// `forbidden`, `invalid`, `conflict` where there is an account with this address.
    pub async fn invite(&self, identity: &Identity, new: NewInvitation) -> Result<Invitation, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageAgents)?;
        let email = address(&new.email)?;
        let name = text::line("name", new.name, text::NAME_MAX_CHARS)?;
        let team_ids = match new.team_ids {
            Some(ids) => ids,
            None => self.known_teams().iter().take(1).map(|team| team.id.0).collect(),
        };
        for id in &team_ids {
            self.team_name((*id).into())
                .ok_or_else(|| Refusal::invalid("teamIds", "One of these teams does not exist."))?;
        }
        if self.store().agent_by_email(&email).await?.is_some() {
            return Err(Refusal::Conflict("There is an account with this e-mail address already."));
        }
        self.store().remove_older_records(INVITATIONS, self.before(INVITATION_LASTS)).await?;
        if self.store().count_records(INVITATIONS).await? >= OPEN_MAX {
            return Err(Refusal::Conflict("At most 500 invitations can be open. Take one back first."));
        }
        let token = hex::encode(self.0.chance.bytes::<32>());
        let at = self.now();
        let lasts = SignedDuration::try_from(INVITATION_LASTS).unwrap_or(SignedDuration::MAX);
        let expires_at = At(at.checked_add(lasts).unwrap_or(Timestamp::MAX));
        let role = new.role.map_or(Role::Agent, Into::into).as_str().to_owned();
        let by = actor.agent_id().map(|id| id.0);
        let stored = Stored { email, name, role, team_ids, expires_at, by };
        let id = self.0.chance.uuid();
        let target = Target { kind: "invitation", id: Some(id), name: &stored.email };
        let changes = super::audit::differences(None, Some(&stored));
        let row = self.audit_row(&actor, "invitation.created", &target, &changes);
        let record = Record {
            id,
            key: digest(&token),
            body: String::from_utf8_lossy(&json(&stored)).into_owned(),
            uses: 0,
            created_at: at,
            updated_at: at,
        };
        self.store().put_record(INVITATIONS, record, "Try again.", Some(row)).await?;
        Ok(stored.render(id, Some(format!("/desk/invitation/{token}"))))
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// `forbidden`, `not_found`.
    pub async fn take_invitation_back(&self, identity: &Identity, id: Uuid) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ManageAgents)?;
        let record = self.store().record(INVITATIONS, id).await?.ok_or(Refusal::NotFound)?;
        let stored: Stored = body(INVITATIONS, &record).ok_or(Refusal::NotFound)?;
        let target = Target { kind: "invitation", id: Some(id), name: &stored.email };
        let changes = super::audit::differences(Some(&stored), None);
        let row = self.audit_row(&actor, "invitation.removed", &target, &changes);
        match self.store().remove_record(INVITATIONS, id, Some(row), self.now()).await? {
            true => Ok(()),
            false => Err(Refusal::NotFound),
        }
    }

    /// What an invitation says to whoever holds its link. `from` is where they come from, by which tries are limited.
    ///
    /// # Errors
    /// `rate_limited`; `not_found` for one that was used, ended or never was.
    pub async fn open_invitation(&self, token: &str, from: &str) -> Result<OpenInvitation, Refusal> {
        self.limit_sign_in(from).await?;
        let (_, stored) = self.held_invitation(token).await?;
        Ok(OpenInvitation { role: stored.role().into(), email: stored.email, name: stored.name })
    }

    /// Accepts an invitation: the account is made, the invitation is used up, and they are signed in.
    ///
    /// # Errors
    /// As [`Hall::open_invitation`]; `invalid` for a bad name or password, `conflict` where there is an account with
    /// this address meanwhile.
    pub async fn accept_invitation(
        &self,
        token: &str,
        said: TakeInvitation,
        from: &str,
    ) -> Result<(Signed, Agent), Refusal> {
        self.limit_sign_in(from).await?;
        let (id, stored) = self.held_invitation(token).await?;
        let name = named("name", &said.name)?;
        passwords::check(&said.password)?;
        let password_hash = Some(self.0.passwords.hash(said.password).await?);
        // A team may be gone since.
        let teams = stored.team_ids.iter().copied().filter(|id| self.team_name((*id).into()).is_some());
        let new = NewAgent {
            id: AgentId(self.0.chance.uuid()),
            host_id: None,
            email: Some(stored.email.clone()),
            name: name.clone(),
            avatar_url: None,
            role: stored.role(),
            team_ids: teams.map(Into::into).collect(),
            capacity: DEFAULT_CAPACITY,
            rehearsal: None,
            password_hash,
            at: self.now(),
        };
        let row = self.account_made(&new, &name);
        let agent = self.store().add_agent_audited(new, Some(id), Some(row)).await?;
        self.read_agent(agent.id).await?;
        Ok((self.sign_in(&agent)?, agent))
    }

    async fn held_invitation(&self, token: &str) -> Result<(Uuid, Stored), Refusal> {
        if token.len() != TOKEN_CHARS {
            return Err(Refusal::NotFound);
        }
        let record = self.store().record_by_key(INVITATIONS, &digest(token)).await?;
        let record = record.ok_or(Refusal::NotFound)?;
        let stored: Stored = body(INVITATIONS, &record).ok_or(Refusal::NotFound)?;
        // It lasts no longer than the rights of whoever invites.
        let still_may = match stored.by {
            Some(id) => self.known_agent(AgentId(id)).await?.is_some_and(|agent| {
                let inviter = deskbell_domain::Actor::Agent(self.agent_actor(&agent, None));
                policy::office(&inviter, Office::ManageAgents).is_ok()
            }),
            None => true,
        };
        if still_may && stored.is_open(self.now()) { Ok((record.id, stored)) } else { Err(Refusal::NotFound) }
    }
}
