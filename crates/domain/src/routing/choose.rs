//! Who takes a conversation: who can at all, and who of those is asked.

use jiff::Timestamp;

use super::Waiting;
use crate::{AgentId, InboxId, TeamId, agent::Availability, conversation::Category, settings::Strategy};

/// An agent as routing sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which agent.
    pub agent_id: AgentId,
    /// The teams they belong to.
    pub team_ids: Vec<TeamId>,
    /// The categories they take; `None` for all.
    pub categories: Option<Vec<Category>>,
    /// False once deactivated.
    pub active: bool,
    /// What they declared.
    pub availability: Availability,
    /// Whether they are connected, or have been until a moment ago.
    pub present: bool,
    /// Conversations they may hold at once.
    pub capacity: u32,
    /// Live conversations they hold that are not snoozed. What is offered to them comes on top.
    pub held: u32,
    /// When they were last given or offered one.
    pub last_given_at: Option<Timestamp>,
    /// The rehearsal they belong to.
    pub rehearsal: Option<InboxId>,
}

impl Candidate {
    /// Whether they can be reached: they want to help and are there. One who has their hands full is.
    pub fn reachable(&self) -> bool {
        self.active && self.present && self.availability == Availability::Online
    }

    /// Whether they are of this team; of none is everybody.
    pub fn is_of(&self, team_id: Option<TeamId>) -> bool {
        team_id.is_none_or(|team| self.team_ids.contains(&team))
    }

    /// Whether they take what is about this. What is about nothing said, everybody does.
    pub fn takes(&self, category: Option<&Category>) -> bool {
        match (&self.categories, category) {
            (Some(taken), Some(category)) => taken.contains(category),
            _ => true,
        }
    }

    /// Whether they may have this one at all, if they had a hand free. Who is wanted in person needs neither team
    /// nor category for it.
    pub fn may_take(&self, one: &Waiting, team_id: Option<TeamId>, now: Timestamp) -> bool {
        let rehearsal = one.rehearsal.then_some(one.inbox_id);
        let wanted = one.preferred == Some(self.agent_id);
        self.reachable()
            && self.rehearsal == rehearsal
            && !one.passes_over(self.agent_id, now)
            && (wanted || (self.is_of(team_id) && self.takes(one.category.as_ref())))
    }
}

/// A candidate while the queue is walked: what they were given on the way counts.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) who: &'a Candidate,
    /// Conversations held and offered.
    pub(super) load: u32,
    /// Who was given one least lately has the lowest.
    pub(super) turn: usize,
}

impl Desk<'_> {
    pub(super) fn has_a_hand_free(&self) -> bool {
        self.load < self.who.capacity
    }

    /// The lower one is chosen. No two are alike, for no two share a turn.
    fn rank(&self, strategy: Strategy) -> (u32, usize) {
        match strategy {
            Strategy::LeastLoaded => (self.load, self.turn),
            Strategy::RoundRobin | Strategy::Manual => (0, self.turn),
        }
    }
}

/// Everybody's desk, each with a turn by when they were last given one, then by id.
pub(super) fn desks(candidates: &[Candidate]) -> Vec<Desk<'_>> {
    let mut by_turn: Vec<&Candidate> = candidates.iter().collect();
    by_turn.sort_by_key(|who| (who.last_given_at, who.agent_id));
    by_turn.into_iter().enumerate().map(|(turn, who)| Desk { who, load: who.held, turn }).collect()
}

/// The desk that is asked among those that may take it.
pub(super) fn choose<'a>(
    strategy: Strategy,
    eligible: impl Iterator<Item = (usize, &'a Desk<'a>)>,
) -> Option<usize> {
    eligible.min_by_key(|(_, desk)| desk.rank(strategy)).map(|(index, _)| index)
}
