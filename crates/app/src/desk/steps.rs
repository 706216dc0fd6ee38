//! Taking the steps that were decided: each is decided once more on the conversation as it is then, and left out where
//! it no longer fits.

use std::sync::Arc;

use deskbell_domain::{
    Actor, AgentId, ConversationId, ConversationState, Decision, Refusal,
    conversation::{
        Assignee,
        assign::assign,
        desk::{
            self as operations, Consequence, Waking,
            idle::{self, IdleStep},
        },
    },
    entry::NamedTeam,
    ids::TeamId,
    routing::Step,
    sla::{Due, Escalate},
    text::Content,
};
use deskbell_store::{Outcome, StoreError};
use futures_util::{StreamExt as _, stream};

use super::{
    deadlines::{self, Turn},
    dispatcher::{Dispatcher, is_overtaken},
};
use crate::Hall;

/// Steps that are on their way to the store at once: they share its transactions.
const AT_ONCE: usize = 64;

/// Said where somebody else took it, or the agent has got another one meanwhile.
const OVERTAKEN: Refusal = Refusal::Conflict("This was overtaken.");

impl Dispatcher {
    /// Takes the steps of one walk. They concern a conversation each, but for one that lapses or moves first, whose
    /// steps follow each other.
    pub(super) async fn take_steps(&mut self, hall: &Hall, steps: Vec<Step>) -> Result<(), Refusal> {
        let (first, mut then): (Vec<_>, Vec<_>) =
            steps.into_iter().partition(|step| matches!(step, Step::Lapse { .. } | Step::Overflow { .. }));
        // Two transactions that lock several agents lock them in the same order.
        then.sort_by_key(|step| receiver_of(*step));
        let mut failed = None;
        for steps in [first, then] {
            let store = &self.store;
            let taken =
                stream::iter(steps).map(|step| async move { (step, step_of(hall, store, step).await) });
            let taken: Vec<_> = taken.buffered(AT_ONCE).collect().await;
            for (step, outcome) in taken {
                let outcome = match outcome {
                    Ok(Some(outcome)) => outcome,
                    Ok(None) => {
                        self.read_anew(hall, conversation_of(step)).await?;
                        continue;
                    }
                    Err(refusal) => {
                        failed = Some(refusal);
                        continue;
                    }
                };
                if let Step::Assign { agent_id, .. } | Step::Offer { agent_id, .. } = step
                    && outcome.changed
                {
                    self.agenda.gave(agent_id, hall.now());
                }
                count(step, outcome.changed);
                self.put(hall, &outcome.state, true);
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Does what time has brought about in one conversation.
    pub(super) async fn turn(
        &mut self,
        hall: &Hall,
        state: &Arc<ConversationState>,
        turn: Turn,
    ) -> Result<(), Refusal> {
        let (actor, id) = (Actor::System, state.id);
        let occasion = hall.0.chance.occasion(hall.now());
        let idle_rules = deadlines::idle_rules(&hall.organisation());
        match turn {
            Turn::Wake => {
                self.decide(hall, id, move |state| operations::wake(&actor, &occasion, state, Waking::ByTime))
                    .await
            }
            Turn::Warn(due) => {
                self.decide(hall, id, move |state| operations::warned(&actor, &occasion, state, due.at)).await
            }
            Turn::Breach(due) => self.breach(hall, state, due).await,
            Turn::Silent => match state.assignee {
                Some(agent_id) => self.give_back(hall, id, agent_id).await,
                None => Ok(()),
            },
            Turn::Idle(IdleStep::Nudge) => {
                let text = hall.organisation().idle_nudge_text.clone();
                let content = Content::new(text)?;
                self.decide(hall, id, move |state| {
                    idle::nudge(&actor, &occasion, state, &idle_rules, content.clone())
                })
                .await
            }
            Turn::Idle(IdleStep::Resolve) => {
                self.decide(hall, id, move |state| idle::resolve(&actor, &occasion, state, &idle_rules)).await
            }
        }
    }

    /// A promise is broken: it is brought to whom the settings name.
    async fn breach(&mut self, hall: &Hall, state: &Arc<ConversationState>, due: Due) -> Result<(), Refusal> {
        let consequence = match hall.organisation().sla.escalate {
            Escalate::Nobody => Consequence::Noted,
            Escalate::Supervisors => Consequence::Escalated(None),
            Escalate::Team(id) => Consequence::Escalated(Some(named_team(hall, id))),
        };
        let (actor, occasion) = (Actor::System, hall.0.chance.occasion(hall.now()));
        let asked = (state.asked_at, state.replied_at);
        self.decide(hall, state.id, move |state| {
            // Somebody has answered meanwhile.
            if (state.asked_at, state.replied_at) != asked {
                return Err(OVERTAKEN);
            }
            operations::breached(&actor, &occasion, state, due.at, consequence.clone())
        })
        .await?;
        metrics::counter!("deskbell_promises_missed_total", "kind" => due.kind.as_str()).increment(1);
        Ok(())
    }

    /// Takes a conversation back from an agent.
    pub(super) async fn give_back(
        &mut self,
        hall: &Hall,
        id: ConversationId,
        agent_id: AgentId,
    ) -> Result<(), Refusal> {
        let (actor, occasion) = (Actor::System, hall.0.chance.occasion(hall.now()));
        let holder = hall.named_agent(agent_id);
        self.decide(hall, id, move |state| {
            operations::give_back(&actor, &occasion, state, agent_id, Some(holder.clone()))
        })
        .await
    }

    async fn decide<F>(&mut self, hall: &Hall, id: ConversationId, decide: F) -> Result<(), Refusal>
    where
        F: Fn(&ConversationState) -> Result<Decision<()>, Refusal> + Send + 'static,
    {
        match settle(self.store.decide(id, None, decide).await)? {
            Some(outcome) => self.put(hall, &outcome.state, true),
            None => self.read_anew(hall, id).await?,
        }
        Ok(())
    }

    /// Looks how a conversation stands of which something else was believed.
    async fn read_anew(&mut self, hall: &Hall, id: ConversationId) -> Result<(), Refusal> {
        match hall.store().conversation(id).await? {
            Some(state) => self.put(hall, &state, true),
            None => drop(self.agenda.remove(id)),
        }
        Ok(())
    }
}

/// Whose row a step locks.
fn receiver_of(step: Step) -> Option<AgentId> {
    match step {
        Step::Assign { agent_id, .. } | Step::Offer { agent_id, .. } => Some(agent_id),
        Step::Lapse { .. } | Step::Overflow { .. } => None,
    }
}

fn conversation_of(step: Step) -> ConversationId {
    match step {
        Step::Lapse { conversation_id, .. }
        | Step::Overflow { conversation_id, .. }
        | Step::Assign { conversation_id, .. }
        | Step::Offer { conversation_id, .. } => conversation_id,
    }
}

/// One step; `None` where it was overtaken.
async fn step_of(
    hall: &Hall,
    store: &deskbell_store::Store,
    step: Step,
) -> Result<Option<Outcome<()>>, Refusal> {
    let (actor, occasion) = (Actor::System, hall.0.chance.occasion(hall.now()));
    let decided = match step {
        Step::Lapse { conversation_id, agent_id } => {
            let lapse =
                move |state: &ConversationState| operations::lapse(&actor, &occasion, state, agent_id);
            store.decide(conversation_id, None, lapse).await
        }
        Step::Overflow { conversation_id, from: _, to } => {
            let team = named_team(hall, to);
            let overflow =
                move |state: &ConversationState| operations::overflow(&actor, &occasion, state, team.clone());
            store.decide(conversation_id, None, overflow).await
        }
        Step::Assign { conversation_id, agent_id } => {
            let Some((to, capacity)) = receiver(hall, agent_id) else { return Ok(None) };
            let give = move |state: &ConversationState, load: u64| {
                if state.queued_at.is_none() || load >= u64::from(capacity) {
                    return Err(OVERTAKEN);
                }
                assign(&actor, &occasion, state, to.clone(), None)
            };
            store.decide_under_load(conversation_id, agent_id, give).await
        }
        Step::Offer { conversation_id, agent_id, until } => {
            let Some((to, capacity)) = receiver(hall, agent_id) else { return Ok(None) };
            let offer = move |state: &ConversationState, load: u64| {
                if load >= u64::from(capacity) {
                    return Err(OVERTAKEN);
                }
                operations::offer(&actor, &occasion, state, &to, until).map(|decision| decision.map(drop))
            };
            store.decide_under_load(conversation_id, agent_id, offer).await
        }
    };
    settle(decided)
}

/// An agent as the one who gets a conversation, with how many they may hold.
fn receiver(hall: &Hall, agent_id: AgentId) -> Option<(Assignee, u32)> {
    let agent = hall.0.directory.get(agent_id)?;
    let to = Assignee { agent: hall.named_agent(agent_id), active: agent.active, rehearsal: agent.rehearsal };
    Some((to, agent.capacity))
}

fn named_team(hall: &Hall, id: TeamId) -> NamedTeam {
    NamedTeam { id, name: hall.team_name(id).unwrap_or_default() }
}

fn settle(decided: Result<Outcome<()>, StoreError>) -> Result<Option<Outcome<()>>, Refusal> {
    match decided {
        Ok(outcome) => Ok(Some(outcome)),
        Err(error) => match Refusal::from(error) {
            refusal if is_overtaken(&refusal) => Ok(None),
            refusal => Err(refusal),
        },
    }
}

fn count(step: Step, changed: bool) {
    let kind = match step {
        Step::Lapse { .. } => "lapse",
        Step::Overflow { .. } => "overflow",
        Step::Assign { .. } => "assign",
        Step::Offer { .. } => "offer",
    };
    let outcome = if changed { "done" } else { "overtaken" };
    metrics::counter!("deskbell_routing_steps_total", "step" => kind, "outcome" => outcome).increment(1);
}
