//! What can be tried on a conversation beside answering it, what must become of it, and what is remembered of it
//! that no entry tells.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{
    cast::{REPAIRS, SHOP, Who},
    world::{Outcome, World, content},
};
use crate::{
    Actor, AgentId, ConversationState, Occasion, Refusal, RefusalCode, Status, TeamId,
    conversation::{
        Assignee, DeskFacts, Offer,
        desk::{self, Consequence, Destination, Escalation, IdleRules, Waking, idle},
    },
    entry::{NamedAgent, NamedTeam},
    policy::Action,
};

/// Something that the desk may do. Times are in minutes from the moment it is tried.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DeskDeed {
    TransferTo(Who),
    TransferTeam(TeamId),
    Escalate(&'static str, Option<TeamId>),
    Snooze(Option<i64>),
    Wake,
    Accept,
    Decline,
    Follow,
    Unfollow,
    MarkUnread,
    WakeInTime,
    Offer(Who, i64),
    Lapse(Who),
    Overflow(TeamId),
    GiveBack(Who),
    Route(Option<TeamId>, Option<Who>),
    Nudge,
    IdleResolve,
    Warn(i64),
    Breach(i64, Option<Option<TeamId>>),
}

/// Silence of ten minutes is asked about and of thirty resolved; what is resolved is closed after a day.
pub(crate) const IDLE: IdleRules = IdleRules { nudge_minutes: 10, resolve_minutes: 30 };

pub(crate) fn team(id: TeamId) -> NamedTeam {
    assert!(id == SHOP || id == REPAIRS);
    NamedTeam { id, name: if id == SHOP { "Shop" } else { "Repairs" }.into() }
}

pub(crate) fn later(from: Timestamp, minutes: i64) -> Timestamp {
    from + SignedDuration::from_mins(minutes)
}

impl DeskDeed {
    /// What happens by the clock after longer than random histories take; the stories tell of it.
    pub(super) const NEEDS_TIME: [&str; 3] = ["Nudge", "IdleResolve", "WakeInTime"];

    pub(super) const NAMES: [&str; 20] = [
        "TransferTo",
        "TransferTeam",
        "Escalate",
        "Snooze",
        "Wake",
        "Accept",
        "Decline",
        "Follow",
        "Unfollow",
        "MarkUnread",
        "WakeInTime",
        "Offer",
        "Lapse",
        "Overflow",
        "GiveBack",
        "Route",
        "Nudge",
        "IdleResolve",
        "Warn",
        "Breach",
    ];

    pub(super) fn name(&self) -> &'static str {
        let told = format!("{self:?}");
        let name = told.split('(').next().unwrap_or_default();
        Self::NAMES.into_iter().find(|one| *one == name).expect("a name")
    }

    /// What policy is asked for.
    pub(super) fn action(&self) -> Action {
        match self {
            Self::TransferTo(_) | Self::TransferTeam(_) => Action::Transfer,
            Self::Escalate(..) => Action::Escalate,
            Self::Snooze(_) | Self::Wake | Self::WakeInTime => Action::Snooze,
            Self::Accept | Self::Decline => Action::Assign,
            Self::Follow | Self::Unfollow | Self::MarkUnread => Action::Follow,
            _ => Action::Dispatch,
        }
    }

    /// Only an agent can do this, for themselves.
    pub(super) fn is_personal(&self) -> bool {
        matches!(self, Self::Accept | Self::Decline | Self::Follow | Self::Unfollow | Self::MarkUnread)
    }

    /// Only Deskbell itself does this.
    pub(super) fn is_the_houses(&self) -> bool {
        matches!(
            self,
            Self::Offer(..)
                | Self::Lapse(_)
                | Self::Overflow(_)
                | Self::GiveBack(_)
                | Self::Route(..)
                | Self::Nudge
                | Self::IdleResolve
                | Self::Warn(_)
                | Self::Breach(..)
        )
    }

    /// It leaves no entry and is no change of the conversation to who reads it.
    pub(super) fn is_aside(&self) -> bool {
        matches!(
            self,
            Self::Decline
                | Self::Follow
                | Self::Unfollow
                | Self::MarkUnread
                | Self::Offer(..)
                | Self::Lapse(_)
                | Self::Route(..)
                | Self::Warn(_)
                | Self::Breach(_, None)
        )
    }

    pub(super) fn decide(
        &self,
        actor: &Actor,
        occasion: &Occasion,
        state: &ConversationState,
        holder: Option<NamedAgent>,
    ) -> Result<Outcome, Refusal> {
        let assignee = |who: Who| Assignee { agent: who.named(), active: who != Who::Dee, rehearsal: None };
        let ahead = |minutes: i64| later(occasion.at, minutes);
        let decided = match self {
            Self::TransferTo(who) => {
                desk::transfer(actor, occasion, state, Destination::Agent(assignee(*who)), holder)
            }
            Self::TransferTeam(id) => {
                desk::transfer(actor, occasion, state, Destination::Team(team(*id)), holder)
            }
            Self::Escalate(reason, to) => {
                let input = Escalation { reason: Some((*reason).into()), to_team: to.map(team) };
                desk::escalate(actor, occasion, state, input)
            }
            Self::Snooze(minutes) => desk::snooze(actor, occasion, state, minutes.map(ahead)),
            Self::Wake => desk::wake(actor, occasion, state, Waking::ByHand),
            Self::WakeInTime => desk::wake(actor, occasion, state, Waking::ByTime),
            Self::Accept => desk::accept(actor, occasion, state),
            Self::Decline => desk::decline(actor, occasion, state),
            Self::Follow => desk::follow(actor, occasion, state),
            Self::Unfollow => desk::unfollow(actor, occasion, state),
            Self::MarkUnread => desk::mark_unread(actor, occasion, state),
            Self::Offer(who, minutes) => {
                let offered = desk::offer(actor, occasion, state, &assignee(*who), ahead(*minutes))?;
                assert_eq!(*offered.reply(), offered.changed());
                Ok(offered.map(|_| ()))
            }
            Self::Lapse(who) => desk::lapse(actor, occasion, state, who.agent_id()),
            Self::Overflow(id) => desk::overflow(actor, occasion, state, team(*id)),
            Self::GiveBack(who) => desk::give_back(actor, occasion, state, who.agent_id(), holder),
            Self::Route(id, who) => desk::route(actor, occasion, state, *id, who.map(Who::agent_id)),
            Self::Nudge => idle::nudge(actor, occasion, state, &IDLE, content("Are you still there?")),
            Self::IdleResolve => idle::resolve(actor, occasion, state, &IDLE),
            Self::Warn(minutes) => desk::warned(actor, occasion, state, ahead(*minutes)),
            Self::Breach(minutes, then) => {
                let then = then.map_or(Consequence::Noted, |to| Consequence::Escalated(to.map(team)));
                desk::breached(actor, occasion, state, ahead(*minutes), then)
            }
        };
        decided.map(Outcome::from)
    }

    /// The refusal that the conversation's state must meet it with, for somebody who may try.
    pub(super) fn refused_by(&self, world: &World, who: Who) -> Option<RefusalCode> {
        let state = &world.state;
        let unless_live = || match state.status {
            Status::Closed => Some(RefusalCode::ConversationClosed),
            Status::Resolved => Some(RefusalCode::Conflict),
            Status::Open | Status::Active => (!state.started).then_some(RefusalCode::Conflict),
        };
        let conflict = |refused: bool| refused.then_some(RefusalCode::Conflict);
        match self {
            Self::TransferTo(_) | Self::TransferTeam(_) if state.status == Status::Closed => {
                Some(RefusalCode::ConversationClosed)
            }
            Self::TransferTo(to) => conflict(*to == Who::Dee || !state.started),
            Self::TransferTeam(_) => conflict(!state.started),
            Self::Escalate(reason, _) => {
                unless_live().or_else(|| reason.trim().is_empty().then_some(RefusalCode::Invalid))
            }
            Self::Snooze(minutes) => unless_live()
                .or_else(|| minutes.is_some_and(|ahead| ahead <= 0).then_some(RefusalCode::Invalid))
                .or_else(|| conflict(state.assignee.is_none() && who == Who::House)),
            Self::Accept => unless_live().or_else(|| {
                let offered = |offer: Offer| offer.agent_id == who.agent_id() && world.now() <= offer.until;
                let theirs = state.assignee == Some(who.agent_id()) || state.desk.offer.is_some_and(offered);
                conflict(!theirs)
            }),
            Self::Offer(to, minutes) => {
                let waits = state.queued_at.is_some() && state.desk.offer.is_none() && *minutes > 0;
                conflict(waits && *to == Who::Dee)
            }
            Self::Warn(_) | Self::Breach(..) => unless_live(),
            _ => None,
        }
    }
}

/// What no entry tells of the desk's part.
#[derive(Clone, Debug, Default)]
pub(super) struct DeskMemory {
    facts: DeskFacts,
    /// After which seq it was sent to which team.
    routes: Vec<(u64, TeamId)>,
    /// Whether each agent follows, and whether they put it back among the unread.
    kept: BTreeMap<AgentId, (bool, bool)>,
}

impl DeskMemory {
    /// Remembers what was accepted, as it was tried on the world before it.
    pub(super) fn keep(&mut self, before: &World, who: Who, deed: &super::world::Deed, outcome: &Outcome) {
        use super::world::Deed;
        match deed {
            Deed::Desk(deed) if outcome.changed => self.keep_desk(before, who, deed),
            Deed::Unassign if outcome.changed => self.pass_over(before.state.assignee),
            Deed::Read(_) if who != Who::Ana => {
                if let Some((_, unread)) = self.kept.get_mut(&who.agent_id()) {
                    *unread = false;
                }
            }
            _ => {}
        }
        if !outcome.next.status.is_live() {
            self.facts = DeskFacts::default();
        } else if !outcome.next.started || outcome.next.assignee.is_some() {
            (self.facts.offer, self.facts.declined) = (None, Vec::new());
        }
    }

    fn keep_desk(&mut self, before: &World, who: Who, deed: &DeskDeed) {
        let now = before.now();
        let holder = before.state.assignee;
        match deed {
            DeskDeed::TransferTo(_) => self.facts.preferred = None,
            DeskDeed::TransferTeam(_) => self.moved(holder),
            DeskDeed::Escalate(_, to) if to.is_some() && *to != before.state.team_id => self.moved(holder),
            DeskDeed::Breach(_, Some(to)) if to.is_some() && *to != before.state.team_id => {
                self.moved(holder)
            }
            DeskDeed::Overflow(_) => {
                self.moved(None);
                self.facts.overflowed_at = Some(now);
            }
            DeskDeed::GiveBack(_) => self.pass_over(holder),
            DeskDeed::Offer(to, minutes) => {
                let until = later(now, *minutes);
                self.facts.offer = Some(Offer { agent_id: to.agent_id(), until });
            }
            DeskDeed::Decline | DeskDeed::Lapse(_) => {
                let offer = self.facts.offer.take();
                self.pass_over(offer.map(|offer| offer.agent_id));
            }
            DeskDeed::Route(to, preferred) => {
                self.routes.extend(to.map(|to| (before.state.head_seq, to)));
                self.facts.preferred = preferred.map(Who::agent_id);
            }
            DeskDeed::Follow => self.kept.entry(who.agent_id()).or_default().0 = true,
            DeskDeed::Unfollow => self.kept.entry(who.agent_id()).or_default().0 = false,
            DeskDeed::MarkUnread => self.kept.entry(who.agent_id()).or_default().1 = true,
            DeskDeed::Warn(minutes) => self.facts.warned_due = Some(later(now, *minutes)),
            _ => {}
        }
        if let DeskDeed::Breach(minutes, _) = deed {
            self.facts.breached_due = Some(later(now, *minutes));
        }
    }

    /// Another team's line: who was asked and who was wanted was so in the old one.
    fn moved(&mut self, holder: Option<AgentId>) {
        (self.facts.offer, self.facts.preferred, self.facts.declined) = (None, None, Vec::new());
        self.pass_over(holder);
    }

    fn pass_over(&mut self, agent_id: Option<AgentId>) {
        self.facts.declined.retain(|one| Some(*one) != agent_id);
        self.facts.declined.extend(agent_id);
    }

    /// Adds where it was sent after this entry.
    pub(super) fn route(&self, told: &mut ConversationState) {
        let mut here = self.routes.iter().filter(|(seq, _)| *seq == told.head_seq);
        if let Some((_, to)) = here.next_back() {
            told.team_id = Some(*to);
        }
    }

    /// Adds it to what the timeline told.
    pub(super) fn add_to(&self, told: &mut ConversationState) {
        let DeskFacts { offer, warned_due, breached_due, overflowed_at, preferred, declined, .. } =
            self.facts.clone();
        let desk = std::mem::take(&mut told.desk);
        told.desk = DeskFacts { offer, warned_due, breached_due, overflowed_at, preferred, declined, ..desk };
        for (agent_id, (follows, unread)) in &self.kept {
            let own = super::replay::participant(told, *agent_id);
            (own.follows, own.marked_unread) = (*follows, *unread);
        }
    }
}
