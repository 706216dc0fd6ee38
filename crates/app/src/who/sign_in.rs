//! Signing in: agents by e-mail and password, anybody by a token their host signed, visitors by a token of
//! Deskbell's own.

use deskbell_domain::{
    AgentId, CustomerId, InboxId, Refusal, Role,
    agent::{Agent, DEFAULT_CAPACITY},
    customer::Customer,
    entry::SenderKind,
    text,
};
use deskbell_realtime::CloseReason;
use deskbell_store::{HostCustomer, NewAgent, NewCustomer};
use jiff::Timestamp;

use super::{
    people::Signs,
    tokens::{ClaimedRole, Claims, ISSUER, ends_after},
};
use crate::{Hall, Identity, topics};

/// Bytes the attributes of a customer may have.
pub(crate) const ATTRIBUTES_MAX_BYTES: usize = 16 * 1024;

/// What an agent is called whose token tells no name.
const NAMELESS: &str = "Agent";

/// A token that was made, and when it ends.
pub struct Signed {
    /// The token.
    pub token: String,
    /// Its id.
    pub token_id: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Hall {
    /// Who a token stands for. A customer's first token creates the customer; an agent unknown so far is
    /// provisioned where the setting says so.
    ///
    /// # Errors
    /// `unauthorized`.
    pub async fn identify(&self, token: &str) -> Result<Identity, Refusal> {
        let claims = self.0.tokens.verify(token, self.now())?;
        let expires_at = claims.expires_at();
        let token_id = claims.jti.clone();
        let own_token = claims.is_own();
        let inbox_id = claims.inbox_id()?;
        let (person, signed_role) = match signed_role(claims.role) {
            Some(_) if claims.is_house() => (SenderKind::System, None),
            Some(role) => {
                let (id, signed) = self.identify_agent(&claims, role).await?;
                (SenderKind::Agent(id), signed)
            }
            None => (SenderKind::Customer(self.identify_customer(&claims, inbox_id).await?), None),
        };
        let signs =
            Signs { name: !own_token && claims.name.is_some(), email: !own_token && claims.email.is_some() };
        let identity = Identity { person, signed_role, inbox_id, expires_at, token_id, own_token, signs };
        self.actor(&identity).await?;
        Ok(identity)
    }

    /// Signs an agent in by e-mail and password. An unknown address takes as long as a known one.
    ///
    /// # Errors
    /// `unauthorized`, `rate_limited` by account, `overloaded`.
    pub async fn login(&self, email: &str, password: String) -> Result<(Signed, Agent), Refusal> {
        let email = email.trim().to_lowercase();
        self.limit_sign_in(&email).await?;
        let known = self.store().credentials(&email).await?;
        let hash = known.as_ref().and_then(|(_, hash)| hash.clone());
        let right = self.0.passwords.verify(password, hash).await?;
        let agent = known.map(|(agent, _)| agent).filter(|agent| right && agent.active);
        metrics::counter!("deskbell_sign_ins_total", "outcome" => if agent.is_some() { "accepted" } else { "refused" })
            .increment(1);
        let agent = agent.ok_or(Refusal::Unauthorized)?;
        self.read_agent(agent.id).await?;
        Ok((self.sign_in(&agent)?, agent))
    }

    /// A new sign-in of an account.
    ///
    /// # Errors
    /// Where no token can be signed.
    pub(crate) fn sign_in(&self, agent: &Agent) -> Result<Signed, Refusal> {
        self.sign_agent(agent, self.new_sign_in())
    }

    /// Ends a sign-in: its token and those renewed from it open nothing any more, and connections under them
    /// end.
    ///
    /// # Errors
    /// Where it cannot be stored.
    pub async fn logout(&self, identity: &Identity) -> Result<(), Refusal> {
        if let Some(id) = identity.token_id.clone().filter(|_| identity.own_token) {
            // Renewed tokens of this sign-in may live longer than the one shown here.
            let settings = self.settings();
            let lifetime = settings.sign_in_lifetime.max(settings.visitor_lifetime);
            let until = Timestamp::from_second(ends_after(self.now(), lifetime)).unwrap_or(Timestamp::MAX);
            self.store().revoke_token(&id, until, self.now()).await?;
            self.0.tokens.revoke(id);
            // Those under another token return by themselves; this one opens nothing any more.
            self.close_everywhere(&topics::person(identity.person), CloseReason::AccessChanged);
        }
        Ok(())
    }

    /// A newer token for somebody whose present one Deskbell signed.
    ///
    /// # Errors
    /// `forbidden` where their host signed it: the host makes the next one.
    pub async fn renew(&self, identity: &Identity) -> Result<Signed, Refusal> {
        self.actor(identity).await?;
        let sign_in = identity.token_id.clone().filter(|_| identity.own_token).ok_or(Refusal::Forbidden)?;
        match identity.person {
            SenderKind::Agent(id) => {
                let agent = self.known_agent(id).await?.ok_or(Refusal::Unauthorized)?;
                self.sign_agent(&agent, sign_in)
            }
            SenderKind::Customer(id) => self.sign_visitor(id, identity.inbox_id, sign_in),
            SenderKind::System => Err(Refusal::Forbidden),
        }
    }

    /// Begins as a visitor of an inbox. `address` is where they come from, by which beginnings are limited.
    ///
    /// # Errors
    /// `rate_limited`, `not_found` for an unknown inbox, `conflict` where chat is switched off.
    pub async fn begin_visit(
        &self,
        inbox_id: Option<InboxId>,
        name: Option<String>,
        address: String,
    ) -> Result<(Signed, Customer), Refusal> {
        let here = self.0.visitor_rate.check(&address);
        self.count("visitors", &address, self.settings().visitors_per_minute, here).await?;
        let inbox = self.website(inbox_id).await?;
        self.open_inbox(Some(inbox.id)).await?;
        let name = text::line("name", name, text::NAME_MAX_CHARS)?;
        let customer = self
            .store()
            .add_customer(NewCustomer {
                id: CustomerId(self.0.chance.uuid()),
                inbox_id: inbox.id,
                name,
                email: None,
                attributes: None,
                at: self.now(),
            })
            .await?;
        Ok((self.sign_visitor(customer.id, Some(inbox.id), self.new_sign_in())?, customer))
    }

    async fn identify_agent(&self, claims: &Claims, role: Role) -> Result<(AgentId, Option<Role>), Refusal> {
        if claims.is_own() {
            let id = claims.sub.parse().map_err(|_| Refusal::Unauthorized)?;
            return Ok((id, None));
        }
        let known = self.find_agent(&claims.sub).await?;
        let rehearsal = claims.rehearsal_id()?;
        if known.as_ref().is_some_and(|agent| agent.rehearsal != rehearsal) {
            return Err(Refusal::Unauthorized);
        }
        if let Some(inbox_id) = rehearsal {
            return self.identify_rehearsing(claims, role, inbox_id, known).await;
        }
        let agent = match known {
            // A deactivated account is turned away below and stays as it was.
            Some(agent) if agent.active && agent.role != role && self.settings().provision_agents => {
                self.store_role(&agent, role).await?
            }
            Some(agent) => agent,
            None if self.settings().provision_agents => self.provision(claims, role, None).await?,
            None => return Err(Refusal::Unauthorized),
        };
        Ok((agent.id, Some(role)))
    }

    /// An agent of a rehearsal, made when they come first, whoever else may be provisioned.
    async fn identify_rehearsing(
        &self,
        claims: &Claims,
        role: Role,
        rehearsal: InboxId,
        known: Option<Agent>,
    ) -> Result<(AgentId, Option<Role>), Refusal> {
        if self.rehearsal_at_home(rehearsal).await? != Some(rehearsal) {
            return Err(Refusal::Unauthorized);
        }
        let agent = match known {
            Some(agent) => agent,
            None => self.provision(claims, role, Some(rehearsal)).await?,
        };
        Ok((agent.id, Some(role)))
    }

    /// Whom a verified token names and the role a host signed in it, where they are known already; unlike
    /// [`Hall::identify`] it makes and changes nothing.
    pub(crate) async fn recognize(
        &self,
        claims: &Claims,
    ) -> Result<Option<(SenderKind, Option<Role>)>, Refusal> {
        Ok(match signed_role(claims.role) {
            Some(_) if claims.is_own() => claims.sub.parse().ok().map(|id| (SenderKind::Agent(id), None)),
            Some(role) => {
                let agent = self.find_agent(&claims.sub).await?;
                agent.map(|agent| (SenderKind::Agent(agent.id), Some(role)))
            }
            None if claims.is_own() => claims.sub.parse().ok().map(|id| (SenderKind::Customer(id), None)),
            None => {
                let customer = self.store().customer_by_host_id(&claims.sub).await?;
                customer.map(|customer| (SenderKind::Customer(customer.id), None))
            }
        })
    }

    /// An agent by the subject of a host's token: as id, then host id, then e-mail of an account without a
    /// host id.
    async fn find_agent(&self, sub: &str) -> Result<Option<Agent>, Refusal> {
        if let Ok(id) = sub.parse::<AgentId>()
            && let Some(agent) = self.known_agent(id).await?
        {
            return Ok(Some((*agent).clone()));
        }
        if let Some(agent) = self.store().agent_by_host_id(sub).await? {
            return Ok(Some(agent));
        }
        let by_email = self.store().agent_by_email(&sub.to_lowercase()).await?;
        Ok(by_email.filter(|agent| agent.host_id.is_none()))
    }

    async fn provision(
        &self,
        claims: &Claims,
        role: Role,
        rehearsal: Option<InboxId>,
    ) -> Result<Agent, Refusal> {
        // Customers read this name, so an address or an account's id never stands in for it.
        let name = claims.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let name = name.unwrap_or(NAMELESS).chars().take(text::NAME_MAX_CHARS).collect();
        let taken = match &claims.email {
            Some(email) => self.store().agent_by_email(&email.to_lowercase()).await?.is_some(),
            None => false,
        };
        let new = NewAgent {
            id: AgentId(self.0.chance.uuid()),
            host_id: Some(claims.sub.clone()),
            email: claims.email.as_ref().filter(|_| !taken).map(|email| email.to_lowercase()),
            name,
            avatar_url: None,
            role,
            team_ids: self.store().teams().await?.into_iter().map(|team| team.id).take(1).collect(),
            capacity: DEFAULT_CAPACITY,
            rehearsal,
            password_hash: None,
            at: self.now(),
        };
        match self.store().add_agent(new).await {
            Ok(agent) => self.read_agent(agent.id).await.map(|_| agent),
            // Two first connections at once: the other one has made it.
            Err(error) => {
                let found = self.store().agent_by_host_id(&claims.sub).await?;
                found.ok_or_else(|| Refusal::from(error))
            }
        }
    }

    async fn identify_customer(
        &self,
        claims: &Claims,
        inbox: Option<InboxId>,
    ) -> Result<CustomerId, Refusal> {
        if claims.is_own() {
            return claims.sub.parse().map_err(|_| Refusal::Unauthorized);
        }
        let inbox = self.inbox_or_only(inbox).await.map_err(|_| Refusal::Unauthorized)?;
        let attributes =
            claims.attributes.as_ref().map(|map| serde_json::Value::from(map.clone()).to_string());
        let attributes = attributes.filter(|json| json.len() <= ATTRIBUTES_MAX_BYTES);
        let shorten = |text: &String| text.chars().take(text::NAME_MAX_CHARS).collect::<String>();
        let customer = self
            .store()
            .upsert_host_customer(HostCustomer {
                host_id: claims.sub.clone(),
                new: NewCustomer {
                    id: CustomerId(self.0.chance.uuid()),
                    inbox_id: inbox.id,
                    name: claims.name.as_ref().map(shorten),
                    email: claims.email.as_ref().map(shorten),
                    attributes,
                    at: self.now(),
                },
            })
            .await?;
        let id = customer.id;
        self.0.directory.put_customer(customer);
        Ok(id)
    }

    /// The id of a new sign-in. Every renewed token carries it on, so that signing out ends them all.
    fn new_sign_in(&self) -> String {
        hex::encode(self.0.chance.bytes::<16>())
    }

    fn sign_agent(&self, agent: &Agent, sign_in: String) -> Result<Signed, Refusal> {
        let role = match agent.role {
            Role::Agent => ClaimedRole::Agent,
            Role::Supervisor => ClaimedRole::Supervisor,
            Role::Admin => ClaimedRole::Admin,
        };
        let exp = ends_after(self.now(), self.settings().sign_in_lifetime);
        self.sign(agent.id.to_string(), role, None, exp, sign_in)
    }

    fn sign_visitor(
        &self,
        id: CustomerId,
        inbox_id: Option<InboxId>,
        sign_in: String,
    ) -> Result<Signed, Refusal> {
        let exp = ends_after(self.now(), self.settings().visitor_lifetime);
        self.sign(id.to_string(), ClaimedRole::Customer, inbox_id, exp, sign_in)
    }

    fn sign(
        &self,
        sub: String,
        role: ClaimedRole,
        inbox: Option<InboxId>,
        exp: i64,
        token_id: String,
    ) -> Result<Signed, Refusal> {
        let claims = Claims {
            sub,
            role,
            name: None,
            email: None,
            exp,
            inbox: inbox.map(|id| id.to_string()),
            rehearsal: None,
            attributes: None,
            iss: Some(ISSUER.into()),
            jti: Some(token_id.clone()),
        };
        Ok(Signed { token: self.0.tokens.sign(&claims)?, token_id, expires_at: claims.expires_at() })
    }

    /// Counts one attempt to sign in, by account or by address.
    ///
    /// # Errors
    /// `rate_limited`.
    pub async fn limit_sign_in(&self, key: &str) -> Result<(), Refusal> {
        let here = self.0.sign_in_rate.check(&key.to_owned());
        self.count("sign-ins", key, self.settings().sign_ins_per_minute, here).await
    }

    /// Reads anew which tokens were taken back, and ends what is connected under one that was taken back elsewhere.
    pub(crate) async fn read_revoked_tokens(&self) -> Result<(), Refusal> {
        let revoked = self.store().revoked_tokens(Timestamp::MIN).await?;
        let news = self.0.tokens.replace_revoked(revoked);
        for person in self.0.signed.under(&news) {
            self.0.hub.close_person(&person, CloseReason::AccessChanged);
        }
        Ok(())
    }
}

const fn signed_role(role: ClaimedRole) -> Option<Role> {
    match role {
        ClaimedRole::Customer => None,
        ClaimedRole::Agent => Some(Role::Agent),
        ClaimedRole::Supervisor => Some(Role::Supervisor),
        ClaimedRole::Admin => Some(Role::Admin),
    }
}
