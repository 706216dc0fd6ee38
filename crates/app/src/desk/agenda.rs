//! All live conversations, as the one who looks after the desk keeps them in mind.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use deskbell_domain::{
    AgentId, ConversationId, ConversationState,
    routing::{Waiting, line::PASSED_OVER_FOR},
};
use jiff::{SignedDuration, Timestamp};

/// How long a conversation is left alone that cannot be settled.
const LEFT_ALONE_FOR: SignedDuration = SignedDuration::from_secs(30);

/// One conversation in mind.
pub(super) struct Item {
    pub(super) state: Arc<ConversationState>,
    /// When something is to be done about it at the latest; see [`super::deadlines`].
    deadline: Option<Timestamp>,
    /// Since when its assignee has it, as far as this was seen.
    pub(super) taken_at: Option<Timestamp>,
    /// When each of those who declined it may be asked again.
    again: HashMap<AgentId, Timestamp>,
}

impl Item {
    /// As routing sees it, while it waits.
    fn waiting(&self) -> Option<Waiting> {
        Waiting::of(&self.state, |agent_id| self.again.get(&agent_id).copied().unwrap_or(Timestamp::MIN))
    }
}

/// All of them, found by what is asked of them.
#[derive(Default)]
pub(super) struct Agenda {
    items: HashMap<ConversationId, Item>,
    waiting: HashSet<ConversationId>,
    held: HashMap<AgentId, HashSet<ConversationId>>,
    deadlines: BTreeSet<(Timestamp, ConversationId)>,
    /// When each agent was last given or offered one.
    given: HashMap<AgentId, Timestamp>,
}

impl Agenda {
    /// Since when the assignee of a conversation has it. `seen` tells that the change was seen when it happened, not
    /// found as it was.
    pub(super) fn taken_at(
        &self,
        state: &ConversationState,
        seen: bool,
        now: Timestamp,
    ) -> Option<Timestamp> {
        match self.items.get(&state.id) {
            Some(item) if item.state.assignee == state.assignee => item.taken_at,
            Some(_) => Some(now),
            None => seen.then_some(now),
        }
    }

    /// Takes note of how a conversation stands. What is older than what is known is not believed.
    pub(super) fn put(
        &mut self,
        state: &Arc<ConversationState>,
        taken_at: Option<Timestamp>,
        deadline: Option<Timestamp>,
        now: Timestamp,
    ) {
        if self.items.get(&state.id).is_some_and(|item| item.state.head_seq > state.head_seq) {
            return;
        }
        let before = self.remove(state.id);
        if !state.status.is_live() || state.is_draft() {
            return;
        }
        // Whose offer has just ended is not asked again for a while, however often it was so before.
        let offered = |state: &ConversationState| state.desk.offer.map(|offer| offer.agent_id);
        let ended =
            before.as_ref().and_then(|item| offered(&item.state)).filter(|id| offered(state) != Some(*id));
        let known = before.map(|item| item.again).unwrap_or_default();
        let soon = now.checked_add(PASSED_OVER_FOR).unwrap_or(Timestamp::MAX);
        let again = |agent_id: &AgentId| {
            let known = known.get(agent_id).copied().filter(|_| ended != Some(*agent_id));
            (*agent_id, known.unwrap_or(soon))
        };
        let again = state.desk.declined.iter().map(again).collect();
        match state.assignee {
            Some(agent_id) => {
                self.held.entry(agent_id).or_default().insert(state.id);
            }
            None => {
                self.waiting.insert(state.id);
            }
        }
        if let Some(deadline) = deadline {
            self.deadlines.insert((deadline, state.id));
        }
        self.items.insert(state.id, Item { state: Arc::clone(state), deadline, taken_at, again });
    }

    /// Forgets a conversation.
    pub(super) fn remove(&mut self, id: ConversationId) -> Option<Item> {
        let item = self.items.remove(&id)?;
        self.waiting.remove(&id);
        if let Some(agent_id) = item.state.assignee
            && let Some(held) = self.held.get_mut(&agent_id)
        {
            held.remove(&id);
            if held.is_empty() {
                self.held.remove(&agent_id);
            }
        }
        if let Some(deadline) = item.deadline {
            self.deadlines.remove(&(deadline, id));
        }
        Some(item)
    }

    /// Looks at a conversation later that cannot be settled now.
    pub(super) fn put_off(&mut self, id: ConversationId, now: Timestamp) {
        let Some(item) = self.items.get_mut(&id) else { return };
        let later = now.checked_add(LEFT_ALONE_FOR).unwrap_or(Timestamp::MAX);
        if let Some(deadline) = item.deadline.replace(later) {
            self.deadlines.remove(&(deadline, id));
        }
        self.deadlines.insert((later, id));
    }

    /// Every one of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<ConversationState>> {
        self.items.values().map(|item| &item.state)
    }

    /// Takes note that an agent was given or offered one.
    pub(super) fn gave(&mut self, agent_id: AgentId, at: Timestamp) {
        self.given.insert(agent_id, at);
    }

    /// When an agent was last given or offered one.
    pub(super) fn given_at(&self, agent_id: AgentId) -> Option<Timestamp> {
        self.given.get(&agent_id).copied()
    }

    /// What an agent holds.
    pub(super) fn held_by(&self, agent_id: AgentId) -> impl Iterator<Item = &Item> {
        let ids = self.held.get(&agent_id).into_iter().flatten();
        ids.filter_map(|id| self.items.get(id))
    }

    /// How many an agent holds that are not put off.
    pub(super) fn load_of(&self, agent_id: AgentId) -> u32 {
        let load = self.held_by(agent_id).filter(|item| item.state.desk.snooze.is_none()).count();
        u32::try_from(load).unwrap_or(u32::MAX)
    }

    /// Those that wait, as routing sees them.
    pub(super) fn waiting(&self) -> Vec<Waiting> {
        self.waiting.iter().filter_map(|id| self.items.get(id)).filter_map(Item::waiting).collect()
    }

    /// Those of which something is due, the longest due first.
    pub(super) fn due(&self, now: Timestamp, limit: usize) -> Vec<Arc<ConversationState>> {
        let due = self.deadlines.iter().take_while(|(at, _)| *at <= now).take(limit);
        due.filter_map(|(_, id)| self.items.get(id)).map(|item| Arc::clone(&item.state)).collect()
    }

    /// When the next one is due.
    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        self.deadlines.first().map(|(at, _)| *at)
    }
}
