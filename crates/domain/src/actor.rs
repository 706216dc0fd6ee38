//! Who is acting, with the rights they hold at this moment.

use crate::{
    agent::Sight,
    entry::{NamedAgent, Sender, SenderKind},
    ids::{AgentId, CustomerId, InboxId, TeamId},
};

/// An agent's role; each holds what the one before it may do, and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Answers customers.
    Agent,
    /// Sees everything and steers others' work.
    Supervisor,
    /// Also rules settings and accounts.
    Admin,
}

impl Role {
    /// Every role, lowest first.
    pub const ALL: [Self; 3] = [Self::Agent, Self::Supervisor, Self::Admin];

    /// The role as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// The one who acts. Identity is fixed when a connection opens; rights are read anew for each operation, so
/// an actor is built for one operation and thrown away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A customer, known or visiting.
    Customer(CustomerActor),
    /// An agent, supervisor or admin.
    Agent(AgentActor),
    /// Deskbell itself: sweeps and settings acting on time.
    System,
}

/// A customer as an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerActor {
    /// Which customer.
    pub id: CustomerId,
    /// The inbox their token names, where it names one.
    pub inbox_id: Option<InboxId>,
    /// The name shown to agents.
    pub display_name: String,
    /// Blocked by an agent: may do nothing.
    pub blocked: bool,
    /// The rehearsal they are a customer of; they exist in no other inbox.
    pub rehearsal: Option<InboxId>,
}

/// An agent as an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentActor {
    /// Which agent.
    pub id: AgentId,
    /// The role that rules this connection.
    pub role: Role,
    /// The public display name.
    pub name: String,
    /// A public picture.
    pub avatar_url: Option<String>,
    /// The teams they belong to.
    pub team_ids: Vec<TeamId>,
    /// What agents of plain role may see in this installation.
    pub sight: Sight,
    /// False once the account is deactivated: may do nothing.
    pub active: bool,
    /// The rehearsal they are an agent of; they exist in no other inbox.
    pub rehearsal: Option<InboxId>,
}

impl AgentActor {
    /// This agent as activities name them.
    pub fn named(&self) -> NamedAgent {
        NamedAgent { id: self.id, name: self.name.clone(), avatar_url: self.avatar_url.clone() }
    }
}

impl Actor {
    /// How this actor signs what they write.
    pub fn sender(&self) -> Sender {
        match self {
            Self::Customer(customer) => Sender {
                kind: SenderKind::Customer(customer.id),
                name: customer.display_name.clone(),
                avatar_url: None,
            },
            Self::Agent(agent) => Sender {
                kind: SenderKind::Agent(agent.id),
                name: agent.name.clone(),
                avatar_url: agent.avatar_url.clone(),
            },
            Self::System => Sender::system(),
        }
    }

    /// The rehearsal this actor belongs to; nobody steps in or out of one.
    pub const fn rehearsal(&self) -> Option<InboxId> {
        match self {
            Self::Customer(customer) => customer.rehearsal,
            Self::Agent(agent) => agent.rehearsal,
            Self::System => None,
        }
    }

    /// The agent's id, for an agent.
    pub fn agent_id(&self) -> Option<AgentId> {
        match self {
            Self::Agent(agent) => Some(agent.id),
            Self::Customer(_) | Self::System => None,
        }
    }

    /// The customer's id, for a customer.
    pub fn customer_id(&self) -> Option<CustomerId> {
        match self {
            Self::Customer(customer) => Some(customer.id),
            Self::Agent(_) | Self::System => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_keep_their_names_and_their_order() {
        assert_eq!(Role::ALL.map(Role::as_str), ["agent", "supervisor", "admin"]);
        assert!(Role::ALL.is_sorted());
        assert!(Role::ALL.into_iter().all(|role| Role::parse(role.as_str()) == Some(role)));
        assert_eq!(Role::parse("Admin"), None);
    }
}
