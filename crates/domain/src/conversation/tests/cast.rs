//! The people of the tests.

use uuid::Uuid;

use crate::{
    Actor, AgentId, CustomerId, InboxId, Role, TeamId,
    actor::{AgentActor, CustomerActor},
    agent::Sight,
    entry::NamedAgent,
};

/// Everybody who tries something. Ana is the customer; the others stand at every distance from her.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// The customer whose conversation it is.
    Ana,
    /// Ana after she was blocked.
    AnaBlocked,
    /// Another customer.
    Cy,
    /// A plain agent of the conversation's team, who sees the queue, the team's and her own.
    Mei,
    /// The same of another team.
    Tom,
    /// A plain agent who sees the queue and his own.
    Bo,
    /// A plain agent where agents see everything.
    Al,
    /// A supervisor, narrowed to her own were she a plain agent.
    Sue,
    /// An admin.
    Ada,
    /// A deactivated admin.
    Dee,
    /// A customer of a rehearsal.
    Pia,
    /// An agent of the same rehearsal, were she one of the house an admin.
    Rea,
    /// Deskbell itself.
    House,
}

impl Who {
    pub(crate) const ALL: [Self; 13] = [
        Self::Ana,
        Self::AnaBlocked,
        Self::Cy,
        Self::Mei,
        Self::Tom,
        Self::Bo,
        Self::Al,
        Self::Sue,
        Self::Ada,
        Self::Dee,
        Self::Pia,
        Self::Rea,
        Self::House,
    ];

    /// The agents a conversation can be given to, the deactivated one among them.
    pub(crate) const AGENTS: [Self; 7] =
        [Self::Mei, Self::Tom, Self::Bo, Self::Al, Self::Sue, Self::Ada, Self::Dee];

    pub(crate) fn actor(self) -> Actor {
        match self {
            Self::Ana => customer(ANA, "Ana", false),
            Self::AnaBlocked => customer(ANA, "Ana", true),
            Self::Cy => customer(CY, "Cy", false),
            Self::Mei => self.plain(Sight::Team, &[SHOP]),
            Self::Tom => self.plain(Sight::Team, &[REPAIRS]),
            Self::Bo => self.plain(Sight::Own, &[SHOP]),
            Self::Al => self.plain(Sight::All, &[]),
            Self::Sue => self.agent(Role::Supervisor, Sight::Own, &[], true),
            Self::Ada => self.agent(Role::Admin, Sight::Team, &[], true),
            Self::Dee => self.agent(Role::Admin, Sight::All, &[SHOP], false),
            Self::Pia => rehearsing(customer(PIA, "Pia", false)),
            Self::Rea => rehearsing(self.agent(Role::Admin, Sight::All, &[SHOP], true)),
            Self::House => Actor::System,
        }
    }

    /// The agent's id; not to be asked of anybody else.
    pub(crate) fn agent_id(self) -> AgentId {
        self.actor().agent_id().expect("an agent")
    }

    pub(crate) fn named(self) -> NamedAgent {
        NamedAgent { id: self.agent_id(), name: format!("{self:?}"), avatar_url: None }
    }

    /// Who has this agent id.
    pub(crate) fn of_id(id: AgentId) -> Self {
        Self::AGENTS.into_iter().find(|who| who.agent_id() == id).expect("an agent of the cast")
    }

    fn plain(self, sight: Sight, team_ids: &[TeamId]) -> Actor {
        self.agent(Role::Agent, sight, team_ids, true)
    }

    fn agent(self, role: Role, sight: Sight, team_ids: &[TeamId], active: bool) -> Actor {
        Actor::Agent(AgentActor {
            id: AgentId(Uuid::from_u128(0xA0 + self as u128)),
            role,
            name: format!("{self:?}"),
            avatar_url: None,
            team_ids: team_ids.to_vec(),
            sight,
            active,
            rehearsal: None,
        })
    }
}

pub(crate) const ANA: CustomerId = CustomerId(Uuid::from_u128(0xC1));
pub(crate) const CY: CustomerId = CustomerId(Uuid::from_u128(0xC2));
pub(crate) const PIA: CustomerId = CustomerId(Uuid::from_u128(0xC3));
/// The team of the inbox, Mei's and Bo's.
pub(crate) const SHOP: TeamId = TeamId(Uuid::from_u128(0xE1));
/// Tom's team.
pub(crate) const REPAIRS: TeamId = TeamId(Uuid::from_u128(0xE2));
pub(crate) const WEBSITE: InboxId = InboxId(Uuid::from_u128(0xB1));
pub(crate) const APP: InboxId = InboxId(Uuid::from_u128(0xB2));
/// The inbox of Pia's and Rea's rehearsal.
pub(crate) const REHEARSAL: InboxId = InboxId(Uuid::from_u128(0xB3));

fn customer(id: CustomerId, name: &str, blocked: bool) -> Actor {
    Actor::Customer(CustomerActor { id, inbox_id: None, display_name: name.into(), blocked, rehearsal: None })
}

fn rehearsing(actor: Actor) -> Actor {
    let rehearsal = Some(REHEARSAL);
    match actor {
        Actor::Customer(customer) => Actor::Customer(CustomerActor { rehearsal, ..customer }),
        Actor::Agent(agent) => Actor::Agent(AgentActor { rehearsal, ..agent }),
        Actor::System => Actor::System,
    }
}
