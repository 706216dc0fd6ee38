//! Who is behind a connection, and the rights they hold at this moment.

use std::{collections::HashMap, sync::Arc};

use arc_swap::ArcSwap;
use deskbell_domain::{
    Actor, AgentId, CustomerId, InboxId, Refusal, Role, Sender,
    actor::{AgentActor, CustomerActor},
    agent::Agent,
    customer::Customer,
    entry::{NamedAgent, SenderKind},
    inbox::Inbox,
};
use deskbell_store::{Store, StoreError, Touched};
use jiff::Timestamp;
use moka::sync::Cache;

use crate::Hall;

/// Who somebody is, fixed when they connect. It holds no rights: those are read anew for each operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Which person.
    pub person: SenderKind,
    /// The role a host signed, which rules this connection; `None` where the account's own role rules.
    pub signed_role: Option<Role>,
    /// The inbox a customer's token names.
    pub inbox_id: Option<InboxId>,
    /// When the token ends.
    pub expires_at: Timestamp,
    /// The token's id, where it has one.
    pub token_id: Option<String>,
    /// Whether Deskbell signed the token itself.
    pub own_token: bool,
    /// What a host's token says of a customer, which they cannot change themselves.
    pub signs: Signs,
}

/// What a host's token says of a customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// What they are called.
    pub name: bool,
    /// Their address.
    pub email: bool,
}

impl Identity {
    /// The customer's id.
    ///
    /// # Errors
    /// `forbidden` for an agent.
    pub fn customer_id(&self) -> Result<CustomerId, Refusal> {
        match self.person {
            SenderKind::Customer(id) => Ok(id),
            SenderKind::Agent(_) | SenderKind::System => Err(Refusal::Forbidden),
        }
    }

    /// The agent's id.
    ///
    /// # Errors
    /// `forbidden` for a customer.
    pub fn agent_id(&self) -> Result<AgentId, Refusal> {
        match self.person {
            SenderKind::Agent(id) => Ok(id),
            SenderKind::Customer(_) | SenderKind::System => Err(Refusal::Forbidden),
        }
    }
}

/// Customers' records kept in memory at most.
const CUSTOMERS_KEPT: u64 = 50_000;

/// The records that operations read: every agent and inbox, and the customers met lately. The fan-out puts
/// right what another part changed, and what is not known is read from the store.
pub(crate) struct Directory {
    agents: ArcSwap<HashMap<AgentId, Arc<Agent>>>,
    inboxes: ArcSwap<Vec<Inbox>>,
    customers: Cache<CustomerId, Arc<Customer>>,
    /// Held while an account is read and put: of two readers the later one has the later record.
    reading: tokio::sync::Mutex<()>,
}

impl Directory {
    pub(crate) async fn load(store: &Store) -> Result<Self, StoreError> {
        let agents = store.agents().await?;
        let agents = agents.into_iter().map(|agent| (agent.id, Arc::new(agent))).collect();
        Ok(Self {
            agents: ArcSwap::from_pointee(agents),
            inboxes: ArcSwap::from_pointee(store.inboxes().await?),
            customers: Cache::new(CUSTOMERS_KEPT),
            reading: tokio::sync::Mutex::default(),
        })
    }

    pub(crate) fn inboxes(&self) -> Arc<Vec<Inbox>> {
        self.inboxes.load_full()
    }

    pub(crate) fn put_customer(&self, customer: Customer) -> Arc<Customer> {
        let customer = Arc::new(customer);
        self.customers.insert(customer.id, customer.clone());
        customer
    }

    pub(crate) fn get(&self, id: AgentId) -> Option<Arc<Agent>> {
        self.agents.load().get(&id).cloned()
    }

    /// Every colleague; agents of a rehearsal are nobody's.
    pub(crate) fn all(&self) -> Vec<Arc<Agent>> {
        let agents = self.agents.load();
        let mut all: Vec<_> = agents.values().filter(|agent| agent.rehearsal.is_none()).cloned().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        all
    }

    /// The agents of a rehearsal.
    pub(crate) fn agents_of(&self, rehearsal: InboxId) -> Vec<AgentId> {
        let agents = self.agents.load();
        agents.values().filter(|agent| agent.rehearsal == Some(rehearsal)).map(|agent| agent.id).collect()
    }

    fn forget(&self, id: AgentId) {
        if self.get(id).is_some() {
            self.agents.rcu(|known| {
                let mut next = HashMap::clone(known);
                next.remove(&id);
                next
            });
        }
    }

    fn put(&self, agent: Agent) -> Arc<Agent> {
        let agent = Arc::new(agent);
        self.agents.rcu(|known| {
            let mut next = HashMap::clone(known);
            next.insert(agent.id, agent.clone());
            next
        });
        agent
    }
}

impl Hall {
    /// The actor behind an identity with the rights they hold now.
    ///
    /// # Errors
    /// `unauthorized` where the token was revoked, the account is gone or deactivated, or the customer is
    /// blocked.
    pub async fn actor(&self, identity: &Identity) -> Result<Actor, Refusal> {
        if identity.token_id.as_ref().is_some_and(|id| self.0.tokens.is_revoked(id)) {
            return Err(Refusal::Unauthorized);
        }
        match identity.person {
            SenderKind::System => Ok(Actor::System),
            SenderKind::Agent(id) => {
                let agent = self.known_agent(id).await?.ok_or(Refusal::Unauthorized)?;
                let over = match agent.rehearsal {
                    Some(inbox_id) => self.rehearsal_at_home(inbox_id).await?.is_none(),
                    None => false,
                };
                if over || !agent.active {
                    return Err(Refusal::Unauthorized);
                }
                Ok(Actor::Agent(self.agent_actor(&agent, identity.signed_role)))
            }
            SenderKind::Customer(id) => {
                let customer = self.known_customer(id).await?.ok_or(Refusal::Unauthorized)?;
                if customer.blocked {
                    return Err(Refusal::Unauthorized);
                }
                let rehearsal = self.rehearsal_at_home(customer.inbox_id).await?;
                Ok(Actor::Customer(CustomerActor {
                    id,
                    inbox_id: identity.inbox_id,
                    display_name: customer.display_name().to_owned(),
                    blocked: false,
                    rehearsal,
                }))
            }
        }
    }

    pub(crate) fn agent_actor(&self, agent: &Agent, signed_role: Option<Role>) -> AgentActor {
        AgentActor {
            id: agent.id,
            role: signed_role.unwrap_or(agent.role),
            name: agent.name.clone(),
            avatar_url: agent.avatar_url.clone(),
            team_ids: agent.team_ids.clone(),
            sight: self.sight(),
            active: agent.active,
            rehearsal: agent.rehearsal,
        }
    }

    /// An account, also one made by another process since the start.
    pub(crate) async fn known_agent(&self, id: AgentId) -> Result<Option<Arc<Agent>>, Refusal> {
        if let Some(agent) = self.0.directory.get(id) {
            return Ok(Some(agent));
        }
        self.read_agent(id).await
    }

    /// Reads an account anew. Whoever changed one calls this instead of putting what they were answered, for
    /// of two changes at once the earlier may be answered later, and would bring back what is no more.
    pub(crate) async fn read_agent(&self, id: AgentId) -> Result<Option<Arc<Agent>>, Refusal> {
        let _in_turn = self.0.directory.reading.lock().await;
        let stored = self.store().agent(id).await?;
        let Some(agent) = stored else {
            self.0.directory.forget(id);
            return Ok(None);
        };
        Ok(Some(self.0.directory.put(agent)))
    }

    /// How somebody is called now, as far as memory knows: for what is free to drop, such as typing and
    /// receipts.
    pub(crate) fn called(&self, person: SenderKind) -> Sender {
        let (name, avatar_url) = match person {
            SenderKind::Agent(id) => {
                let agent = self.named_agent(id);
                (agent.name, agent.avatar_url)
            }
            SenderKind::Customer(id) => {
                let known = self.0.directory.customers.get(&id);
                (known.map_or_else(|| "Visitor".to_owned(), |one| one.display_name().to_owned()), None)
            }
            SenderKind::System => return Sender::system(),
        };
        Sender { kind: person, name, avatar_url }
    }

    /// A customer's record.
    pub(crate) async fn known_customer(&self, id: CustomerId) -> Result<Option<Arc<Customer>>, Refusal> {
        if let Some(customer) = self.0.directory.customers.get(&id) {
            return Ok(Some(customer));
        }
        let stored = self.store().customer(id).await?;
        Ok(stored.map(|customer| self.0.directory.put_customer(customer)))
    }

    /// Reads anew what a commit touched.
    pub(crate) async fn refresh_directory(&self, touched: &Touched) -> Result<(), Refusal> {
        for id in &touched.agents {
            self.read_agent(*id).await?;
        }
        for id in &touched.customers {
            self.0.directory.customers.invalidate(id);
        }
        if !touched.inboxes.is_empty() {
            self.read_inboxes().await?;
            // Whoever has a widget open hears at once that the hours changed.
            self.tell_opening().await;
        }
        self.refresh_kept(touched).await?;
        match &touched.rehearsal {
            Some(rehearsal) => Box::pin(self.refresh_directory(rehearsal)).await,
            None => Ok(()),
        }
    }

    /// Reads the inboxes anew.
    pub(crate) async fn read_inboxes(&self) -> Result<(), Refusal> {
        let _in_turn = self.0.directory.reading.lock().await;
        let inboxes = self.store().inboxes().await?;
        self.keep_rules(&inboxes).await;
        self.0.directory.inboxes.store(Arc::new(inboxes));
        Ok(())
    }

    /// An agent's public names; a word for an account that is gone.
    pub(crate) fn named_agent(&self, id: AgentId) -> NamedAgent {
        self.0.directory.get(id).map_or_else(
            || NamedAgent { id, name: "Unknown".into(), avatar_url: None },
            |agent| NamedAgent { id, name: agent.name.clone(), avatar_url: agent.avatar_url.clone() },
        )
    }
}
