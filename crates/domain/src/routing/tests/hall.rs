//! People, lines and a clock for the stories.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    AgentId, ConversationId, InboxId, TeamId,
    agent::Availability,
    conversation::Priority,
    routing::{Candidate, Rules, Step, Waiting, dispatch},
    settings::{Routing, Strategy},
};

pub(super) const SHOP: TeamId = TeamId(Uuid::from_u128(0xE1));
pub(super) const REPAIRS: TeamId = TeamId(Uuid::from_u128(0xE2));
pub(super) const WEBSITE: InboxId = InboxId(Uuid::from_u128(0xB1));

/// A moment, in minutes of the day.
pub(super) fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + 60 * minute).unwrap()
}

pub(super) fn agent_id(number: u128) -> AgentId {
    AgentId(Uuid::from_u128(0xA0_0000 + number))
}

pub(super) fn conversation_id(number: u128) -> ConversationId {
    ConversationId(Uuid::from_u128(0xF0_0000 + number))
}

/// Somebody of the shop, online and there, with two hands.
pub(super) fn agent(number: u128) -> Candidate {
    Candidate {
        agent_id: agent_id(number),
        team_ids: vec![SHOP],
        categories: None,
        active: true,
        availability: Availability::Online,
        present: true,
        capacity: 2,
        held: 0,
        last_given_at: None,
        rehearsal: None,
    }
}

/// A conversation for the shop that came at this minute.
pub(super) fn waits(number: u128, minute: i64) -> Waiting {
    Waiting {
        conversation_id: conversation_id(number),
        priority: Priority::Medium,
        line_at: at(minute),
        inbox_id: WEBSITE,
        rehearsal: false,
        team_id: Some(SHOP),
        category: None,
        preferred: None,
        offer: None,
        passed_over: Vec::new(),
        overflowed: false,
    }
}

pub(super) fn by(strategy: Strategy) -> Rules {
    routed(Routing { strategy, ..Routing::default() })
}

pub(super) fn routed(routing: Routing) -> Rules {
    Rules { routing: HashMap::from([(WEBSITE, routing)]), ageing_minutes: 10 }
}

/// Who is given or offered which, as numbers, in order.
pub(super) fn given(
    minute: i64,
    waiting: &[Waiting],
    people: &[Candidate],
    rules: &Rules,
) -> Vec<(u128, u128)> {
    let pair = |step: &Step| match step {
        Step::Assign { conversation_id, agent_id } | Step::Offer { conversation_id, agent_id, .. } => {
            Some((conversation_id.0.as_u128() - 0xF0_0000, agent_id.0.as_u128() - 0xA0_0000))
        }
        Step::Lapse { .. } | Step::Overflow { .. } => None,
    };
    dispatch(at(minute), waiting, people, rules).iter().filter_map(pair).collect()
}
