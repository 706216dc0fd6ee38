//! The dispatcher's decision: one walk along the line, each conversation being given to whoever may take it.
//!
//! Because the walk is in order, nobody is given one while an older of equal urgency waits that they might have had.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::{
    Candidate, Waiting,
    choose::{Desk, choose, desks},
    line,
};
use crate::{
    AgentId, ConversationId, InboxId, TeamId,
    settings::{Overflow, Routing, Strategy},
};

/// What routing goes by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// How each inbox finds who answers. One that is missing leaves it to agents.
    pub routing: HashMap<InboxId, Routing>,
    /// Minutes of waiting after which a conversation counts as one step more urgent; 0 for never.
    pub ageing_minutes: u32,
}

/// Something to be done now. They are done in order; one that turns out to be impossible makes none of the others
/// wrong, for whoever is left over is looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its offer is over: nobody answered, or who was asked cannot be reached any more.
    Lapse {
        /// Which conversation.
        conversation_id: ConversationId,
        /// Who was asked.
        agent_id: AgentId,
    },
    /// It moves to the line of another team.
    Overflow {
        /// Which conversation.
        conversation_id: ConversationId,
        /// From whose line.
        from: Option<TeamId>,
        /// To whose.
        to: TeamId,
    },
    /// It is given to somebody.
    Assign {
        /// Which conversation.
        conversation_id: ConversationId,
        /// To whom.
        agent_id: AgentId,
    },
    /// Somebody is asked to take it.
    Offer {
        /// Which conversation.
        conversation_id: ConversationId,
        /// Whom.
        agent_id: AgentId,
        /// How long they have.
        until: Timestamp,
    },
}

/// Decides on the whole queue: each conversation, first of the line first, is given or offered to whoever may take
/// it and has a hand free; who finds nobody may move to another team's line, where it is tried at once.
pub fn dispatch(now: Timestamp, waiting: &[Waiting], candidates: &[Candidate], rules: &Rules) -> Vec<Step> {
    let by_hand = Routing::default();
    let mut walk = Walk::begin(now, candidates);
    let offered: Vec<bool> = waiting.iter().map(|one| walk.keeps_offer(one)).collect();
    for index in line::order(now, waiting, rules.ageing_minutes) {
        let one = &waiting[index];
        if offered[index] {
            walk.stays(one.team_id);
        } else {
            walk.settle(one, rules.routing.get(&one.inbox_id).unwrap_or(&by_hand));
        }
    }
    walk.steps
}

/// The next moment after this one at which time alone may change what [`dispatch`] decides or where somebody stands
/// in the line.
pub fn next_wake(now: Timestamp, waiting: &[Waiting], rules: &Rules) -> Option<Timestamp> {
    let turns = |one: &Waiting| {
        let offer = one.offer.map(|offer| offer.until);
        let again = one.passed_over.iter().map(|one| one.until).filter(|at| *at > now).min();
        let overflow = rules.routing.get(&one.inbox_id).and_then(|routing| routing.overflow);
        let overflow = overflow.filter(|_| !one.overflowed).and_then(|overflow| overflow_at(one, &overflow));
        [offer, again, overflow, one.next_step_at(now, rules.ageing_minutes)]
    };
    waiting.iter().flat_map(turns).flatten().filter(|at| *at > now).min()
}

fn overflow_at(one: &Waiting, overflow: &Overflow) -> Option<Timestamp> {
    one.line_at.checked_add(SignedDuration::from_mins(i64::from(overflow.after_minutes?))).ok()
}

/// One walk along the line.
struct Walk<'a> {
    now: Timestamp,
    desks: Vec<Desk<'a>>,
    by_agent: HashMap<AgentId, usize>,
    /// Who of each team can be reached and had a hand free when last looked at; made when first needed.
    free: HashMap<Option<TeamId>, Vec<usize>>,
    /// How many have been passed on the walk and stay in each line.
    staying: HashMap<Option<TeamId>, u32>,
    /// The next turn to be given out: behind everybody's.
    next_turn: usize,
    steps: Vec<Step>,
}

impl<'a> Walk<'a> {
    fn begin(now: Timestamp, candidates: &'a [Candidate]) -> Self {
        let desks = desks(candidates);
        let by_agent = desks.iter().enumerate().map(|(index, desk)| (desk.who.agent_id, index)).collect();
        Self {
            now,
            next_turn: desks.len(),
            desks,
            by_agent,
            free: HashMap::new(),
            staying: HashMap::new(),
            steps: Vec::new(),
        }
    }

    /// Whether it stays offered. An offer that is over is taken back before anybody is looked for, so that the hand
    /// it kept is free for who comes first.
    fn keeps_offer(&mut self, one: &Waiting) -> bool {
        let Some(offer) = one.offer else { return false };
        let desk = self.by_agent.get(&offer.agent_id).map(|index| &mut self.desks[*index]);
        match desk.filter(|desk| desk.who.reachable() && self.now < offer.until) {
            Some(desk) => {
                desk.load += 1;
                true
            }
            None => {
                let (conversation_id, agent_id) = (one.conversation_id, offer.agent_id);
                self.steps.push(Step::Lapse { conversation_id, agent_id });
                false
            }
        }
    }

    fn stays(&mut self, team_id: Option<TeamId>) {
        *self.staying.entry(team_id).or_default() += 1;
    }

    fn settle(&mut self, one: &Waiting, routing: &Routing) {
        let mut line = one.team_id;
        if self.give(one, line, routing) {
            return;
        }
        if let Some(to) = self.overflows(one, routing) {
            self.steps.push(Step::Overflow { conversation_id: one.conversation_id, from: line, to });
            line = Some(to);
            if self.give(one, line, routing) {
                return;
            }
        }
        self.stays(line);
    }

    /// Gives or offers it to somebody of this team; whether anybody was found.
    fn give(&mut self, one: &Waiting, team_id: Option<TeamId>, routing: &Routing) -> bool {
        let wanted = one.preferred.and_then(|id| self.by_agent.get(&id).copied());
        let wanted = wanted.filter(|index| self.can_take(*index, one, team_id));
        let Some(index) = wanted.or_else(|| self.next_of(one, team_id, routing.strategy)) else {
            return false;
        };
        let desk = &mut self.desks[index];
        desk.load += 1;
        desk.turn = self.next_turn;
        self.next_turn += 1;
        let (conversation_id, agent_id) = (one.conversation_id, desk.who.agent_id);
        if routing.offer_seconds == 0 {
            self.steps.push(Step::Assign { conversation_id, agent_id });
        } else {
            // What is offered stays in the line until it is accepted.
            self.stays(team_id);
            let stands = SignedDuration::from_secs(i64::from(routing.offer_seconds));
            let until = self.now.checked_add(stands).unwrap_or(Timestamp::MAX);
            self.steps.push(Step::Offer { conversation_id, agent_id, until });
        }
        true
    }

    fn next_of(&mut self, one: &Waiting, team_id: Option<TeamId>, strategy: Strategy) -> Option<usize> {
        if strategy == Strategy::Manual {
            return None;
        }
        let desks = &self.desks;
        let free = self.free.entry(team_id).or_insert_with(|| {
            let of_team = |index: &usize| {
                let who = desks[*index].who;
                who.reachable() && who.is_of(team_id)
            };
            (0..desks.len()).filter(of_team).collect()
        });
        free.retain(|index| desks[*index].has_a_hand_free());
        let free = self.free.get(&team_id).map_or(&[][..], Vec::as_slice).iter().copied();
        let eligible = free.filter(|index| self.can_take(*index, one, team_id));
        choose(strategy, eligible.map(|index| (index, &self.desks[index])))
    }

    fn can_take(&self, index: usize, one: &Waiting, team_id: Option<TeamId>) -> bool {
        let desk = &self.desks[index];
        let just_lapsed = one.offer.is_some_and(|offer| offer.agent_id == desk.who.agent_id);
        desk.has_a_hand_free() && !just_lapsed && desk.who.may_take(one, team_id, self.now)
    }

    /// To whose line it moves. Never where nobody can be reached: it would wait there for ever.
    fn overflows(&self, one: &Waiting, routing: &Routing) -> Option<TeamId> {
        let overflow = routing.overflow.filter(|_| !one.overflowed)?;
        let to = Some(overflow.team_id).filter(|to| one.team_id != Some(*to))?;
        let waited = overflow_at(one, &overflow).is_some_and(|at| at <= self.now);
        let before = self.staying.get(&one.team_id).copied().unwrap_or_default();
        let long = overflow.queue_length.is_some_and(|length| before >= length);
        let rehearsal = one.rehearsal.then_some(one.inbox_id);
        let reachable = |desk: &Desk<'_>| {
            desk.who.reachable() && desk.who.is_of(Some(to)) && desk.who.rehearsal == rehearsal
        };
        ((waited || long) && self.desks.iter().any(reachable)).then_some(to)
    }
}
