//! Who has left, went home or went away: what they hold is given back, so that nobody waits for somebody who is not
//! there.
//!
//! An agent counts as gone only when they were seen to go. What is given by hand to one who is gone stays with them until
//! its customer writes. Whoever was never here, such as a program that answers by REST, is not gone.

use std::{collections::HashMap, time::Instant};

use deskbell_domain::{
    AgentId, ConversationId,
    agent::{Agent, Availability},
};
use jiff::Timestamp;

use super::agenda::{Agenda, Item};

/// How somebody is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// No device of theirs is connected any more, or they said that they do not work.
    Left,
    /// They said that they are away for a while: what needs no answer meanwhile stays with them.
    Away,
}

/// What is known of everybody's coming and going.
pub(super) struct Departures {
    /// Nobody counts as gone before this: who was here when the last one looked after the desk may just be coming back.
    known_from: Instant,
    seen: HashMap<AgentId, (bool, Availability)>,
    gone: HashMap<AgentId, (How, Timestamp)>,
}

impl Departures {
    /// Begins without knowing anything.
    pub(super) fn begin(known_from: Instant) -> Self {
        Self { known_from, seen: HashMap::new(), gone: HashMap::new() }
    }

    /// When something may come of time alone.
    pub(super) const fn known_from(&self) -> Instant {
        self.known_from
    }

    /// Takes note of how an agent stands.
    pub(super) fn see(&mut self, agent: &Agent, present: bool, now: Timestamp, clock: Instant) {
        let declared = agent.availability;
        let first = !self.seen.contains_key(&agent.id);
        if first && (!present && clock < self.known_from) {
            return;
        }
        let before = self.seen.insert(agent.id, (present, declared));
        let was_here = before.map_or(agent.last_seen_at.is_some(), |(present, _)| present);
        let changed = before.is_some_and(|(_, before)| before != declared);
        let how = match declared {
            _ if !agent.active => Some(How::Left),
            _ if !present && was_here => Some(How::Left),
            Availability::Offline if changed => Some(How::Left),
            Availability::Away if changed => Some(How::Away),
            _ => None,
        };
        match how {
            Some(how) => {
                self.gone.insert(agent.id, (how, now));
            }
            None if present && matches!(declared, Availability::Online | Availability::Busy) => {
                self.gone.remove(&agent.id);
            }
            None if before.is_some_and(|(was, _)| !was) && present => {
                self.gone.remove(&agent.id);
            }
            None => {}
        }
    }

    /// What those who are gone have to give back.
    pub(super) fn owed(&self, agenda: &Agenda) -> Vec<(ConversationId, AgentId)> {
        let owed = |(agent_id, (how, since)): (&AgentId, &(How, Timestamp))| {
            let (agent_id, how, since) = (*agent_id, *how, *since);
            let items = agenda.held_by(agent_id).filter(move |item| is_owed(item, how, since));
            items.map(move |item| (item.state.id, agent_id)).collect::<Vec<_>>()
        };
        self.gone.iter().flat_map(owed).collect()
    }
}

/// Whether somebody who is gone gives this back: what they held when they went, and what its customer has asked since.
/// What was given to them by hand afterwards stays until then.
fn is_owed(item: &Item, how: How, since: Timestamp) -> bool {
    let state = &item.state;
    let held_before = item.taken_at.is_none_or(|taken| taken <= since);
    let wrote_since = state.last_message.as_ref().is_some_and(|last| state.needs_reply && last.at >= since);
    let needs_somebody = match how {
        How::Left => true,
        How::Away => state.asked_at.is_some(),
    };
    state.desk.snooze.is_none() && needs_somebody && (held_before || wrote_since)
}
