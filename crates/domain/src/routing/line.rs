//! The line: who of those that wait comes first.
//!
//! The more urgent before the less, the earlier before the later. Who waits counts as one step more urgent for each
//! time that passes, up to the top, where only coming first counts: so nobody is passed by newcomers for ever.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use crate::{
    AgentId, ConversationId, ConversationState, InboxId, TeamId,
    conversation::{Category, Offer, Priority},
};

/// A conversation in the queue, as routing sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which conversation.
    pub conversation_id: ConversationId,
    /// How urgent it is.
    pub priority: Priority,
    /// Its place in the line: when it first entered the queue since it became live.
    pub line_at: Timestamp,
    /// Through which inbox it came.
    pub inbox_id: InboxId,
    /// Whether that inbox is a rehearsal.
    pub rehearsal: bool,
    /// Whose team's line it stands in; anybody's where it is of no team.
    pub team_id: Option<TeamId>,
    /// What it is about.
    pub category: Option<Category>,
    /// Who should have it where they can.
    pub preferred: Option<AgentId>,
    /// To whom it is offered. While it is, it keeps its place and nobody else gets it.
    pub offer: Option<Offer>,
    /// Who is not to be asked for now.
    pub passed_over: Vec<PassedOver>,
    /// Whether it has moved to another team already, which happens once.
    pub overflowed: bool,
}

/// An agent who declined a conversation, let its offer lapse or was silent in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Which agent.
    pub agent_id: AgentId,
    /// From then on they may be asked again, lest a conversation that all declined waits forgotten.
    pub until: Timestamp,
}

/// How long an agent who declined a conversation is not asked again for it.
pub const PASSED_OVER_FOR: SignedDuration = SignedDuration::from_mins(5);

impl Waiting {
    /// A conversation that is in the queue; `None` for any other. `again` is when each of those who declined it may
    /// be asked again, which is not written down.
    pub fn of(state: &ConversationState, again: impl Fn(AgentId) -> Timestamp) -> Option<Self> {
        let passed = |agent_id: &AgentId| PassedOver { agent_id: *agent_id, until: again(*agent_id) };
        Some(Self {
            conversation_id: state.id,
            priority: state.priority,
            line_at: state.queued_at?,
            inbox_id: state.inbox_id,
            rehearsal: state.rehearsal,
            team_id: state.team_id,
            category: state.category.clone(),
            preferred: state.desk.preferred,
            offer: state.desk.offer,
            passed_over: state.desk.declined.iter().map(passed).collect(),
            overflowed: state.desk.overflowed_at.is_some(),
        })
    }

    /// How urgent it counts as: one step more for each `ageing_minutes` of waiting, 0 for never, up to urgent.
    pub fn counts_as(&self, now: Timestamp, ageing_minutes: u32) -> Priority {
        let steps = self.steps(now, ageing_minutes);
        Priority::ALL[(self.priority as usize + steps).min(Priority::ALL.len() - 1)]
    }

    /// When it will count as one step more urgent.
    pub fn next_step_at(&self, now: Timestamp, ageing_minutes: u32) -> Option<Timestamp> {
        let rises = ageing_minutes > 0 && self.counts_as(now, ageing_minutes) < Priority::Urgent;
        let steps = i64::try_from(self.steps(now, ageing_minutes)).ok()? + 1;
        let after = SignedDuration::from_mins(i64::from(ageing_minutes).saturating_mul(steps));
        self.line_at.checked_add(after).ok().filter(|_| rises)
    }

    fn steps(&self, now: Timestamp, ageing_minutes: u32) -> usize {
        let waited = now.duration_since(self.line_at).as_mins().max(0);
        let steps = waited.checked_div(i64::from(ageing_minutes)).unwrap_or_default();
        usize::try_from(steps).unwrap_or(usize::MAX / 2)
    }

    /// Whether this agent is not to be asked at this moment.
    pub fn passes_over(&self, agent_id: AgentId, now: Timestamp) -> bool {
        self.passed_over.iter().any(|one| one.agent_id == agent_id && now < one.until)
    }
}

/// The places of those that wait, first of the line first.
pub fn order(now: Timestamp, waiting: &[Waiting], ageing_minutes: u32) -> Vec<usize> {
    let mut order: Vec<usize> = (0..waiting.len()).collect();
    order.sort_by_cached_key(|index| {
        let one = &waiting[*index];
        (std::cmp::Reverse(one.counts_as(now, ageing_minutes)), one.line_at, one.conversation_id)
    });
    order
}

/// Where a conversation stands in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which conversation.
    pub conversation_id: ConversationId,
    /// In whose line.
    pub team_id: Option<TeamId>,
    /// 1 for who is next.
    pub position: u32,
}

/// Everybody's place in their team's line, in the order of the whole queue. Rehearsals stand in lines of their own
/// and are to be shown apart.
pub fn places(now: Timestamp, waiting: &[Waiting], ageing_minutes: u32) -> Vec<Place> {
    let mut lengths: HashMap<_, u32> = HashMap::new();
    let order = order(now, waiting, ageing_minutes).into_iter().map(|index| &waiting[index]);
    let place = |one: &Waiting| {
        let length = lengths.entry((one.team_id, one.rehearsal.then_some(one.inbox_id))).or_default();
        *length += 1;
        Place { conversation_id: one.conversation_id, team_id: one.team_id, position: *length }
    };
    order.map(place).collect()
}
