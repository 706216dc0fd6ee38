//! Agents: the people who help. What one chose (availability) is apart from what is observed (presence).

use jiff::Timestamp;

use crate::{
    Role,
    ids::{AgentId, InboxId, TeamId},
};

/// What an agent declared about themselves. Changes only by their own act and outlasts sessions; whether
/// they can be reached is presence, which follows live connections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Availability {
    /// Takes conversations.
    Online,
    /// Away for a while.
    Away,
    /// Here, but takes nothing new.
    Busy,
    /// Not working; the state before the first choice.
    #[default]
    Offline,
}

impl Availability {
    /// Every availability.
    pub const ALL: [Self; 4] = [Self::Online, Self::Away, Self::Busy, Self::Offline];

    /// The availability as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Away => "away",
            Self::Busy => "busy",
            Self::Offline => "offline",
        }
    }

    /// The availability of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|availability| availability.as_str() == name)
    }
}

/// What agents of plain role may see; supervisors and admins always see everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sight {
    /// Every conversation of the installation.
    All,
    /// The queue, their teams' and their own.
    #[default]
    Team,
    /// The queue and their own.
    Own,
}

/// Conversations an agent may hold at once unless set otherwise.
pub const DEFAULT_CAPACITY: u32 = 5;

/// An agent's account, without anything secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Which agent.
    pub id: AgentId,
    /// The id the host's sign-in knows them by.
    pub host_id: Option<String>,
    /// The address they sign in with; seen by colleagues, never by customers.
    pub email: Option<String>,
    /// The public display name.
    pub name: String,
    /// A public picture.
    pub avatar_url: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The teams they belong to.
    pub team_ids: Vec<TeamId>,
    /// What they declared.
    pub availability: Availability,
    /// Conversations they may hold at once.
    pub capacity: u32,
    /// The categories they take, by key; `None` for all of them.
    pub categories: Option<Vec<String>>,
    /// False once deactivated.
    pub active: bool,
    /// The rehearsal they are an agent of: they come and go with it, and no colleague ever hears of them.
    pub rehearsal: Option<InboxId>,
    /// When they were last seen connected.
    pub last_seen_at: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When the account last changed.
    pub updated_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn availabilities_keep_their_names_and_begin_offline() {
        assert_eq!(Availability::ALL.map(Availability::as_str), ["online", "away", "busy", "offline"]);
        assert!(Availability::ALL.into_iter().all(|one| Availability::parse(one.as_str()) == Some(one)));
        assert_eq!(Availability::parse("gone"), None);
        assert_eq!(Availability::default(), Availability::Offline);
    }
}
