//! Where everybody stands in the line, and how long that is likely to take.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell_domain::{
    ConversationId, ConversationState, Reader, Refusal,
    ids::TeamId,
    policy,
    routing::{Candidate, Rules, ServiceTimes, Waiting, estimate::SAMPLES, line::places},
};
use deskbell_protocol::{EventName, board::QueueItem, event::QueuePosition, time::At};
use deskbell_realtime::Except;
use jiff::SignedDuration;

use super::dispatcher::Dispatcher;
use crate::{
    Hall, Identity, LiveSession,
    live::{event, json},
    topics,
};

/// Conversations of a queue that are looked at; past it nobody is told where they stand.
const QUEUE_MAX: usize = 10_000;
/// How long service times are believed, and how long a line that was read is good for whoever comes to look.
const TIMES_GOOD_FOR: Duration = Duration::from_secs(15);
const LINE_GOOD_FOR: Duration = Duration::from_secs(1);
/// Between two times that customers are told where they stand.
const TOLD_EVERY: Duration = Duration::from_millis(500);

/// How long each team's last conversations took.
#[derive(Default)]
pub(super) struct Times(HashMap<Option<TeamId>, (Instant, ServiceTimes)>);

impl Times {
    async fn of(&mut self, hall: &Hall, team: Option<TeamId>) -> Result<&ServiceTimes, Refusal> {
        let known = self.0.get(&team).is_some_and(|(read, _)| read.elapsed() < TIMES_GOOD_FOR);
        if !known {
            let mut times = ServiceTimes::default();
            for millis in hall.store().service_times(team, SAMPLES).await? {
                times.add(SignedDuration::from_millis(millis));
            }
            self.0.insert(team, (Instant::now(), times));
        }
        Ok(&self.0.entry(team).or_insert_with(|| (Instant::now(), ServiceTimes::default())).1)
    }
}

/// A place in a line, with how long it is likely to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stand {
    position: u32,
    wait_ms: Option<u64>,
}

/// What customers were told of where they stand.
#[derive(Default)]
pub(super) struct Told {
    stands: HashMap<ConversationId, Stand>,
    times: Times,
    last: Option<Instant>,
}

impl Dispatcher {
    /// Tells every customer whose place has changed.
    pub(super) async fn tell_line(
        &mut self,
        hall: &Hall,
        waiting: &[Waiting],
        candidates: &[Candidate],
        rules: &Rules,
    ) -> Result<(), Refusal> {
        if self.told.last.is_some_and(|last| last.elapsed() < TOLD_EVERY) {
            return Ok(());
        }
        self.told.last = Some(Instant::now());
        let stands = stands(hall, &mut self.told.times, waiting, candidates, rules.ageing_minutes).await?;
        for (id, stand) in &stands {
            if self.told.stands.get(id) != Some(stand) {
                tell(hall, *id, Some(*stand));
            }
        }
        for id in self.told.stands.keys().filter(|id| !stands.contains_key(id)) {
            tell(hall, *id, None);
        }
        if self.told.stands != stands {
            hall.0.board.changed();
        }
        self.told.stands = stands;
        Ok(())
    }
}

/// Where everybody stands. The first who is next waits for less than a whole turn, which the estimate rounds up.
async fn stands(
    hall: &Hall,
    times: &mut Times,
    waiting: &[Waiting],
    candidates: &[Candidate],
    ageing_minutes: u32,
) -> Result<HashMap<ConversationId, Stand>, Refusal> {
    let mut at_once: HashMap<Option<TeamId>, u32> = HashMap::new();
    let mut stands = HashMap::with_capacity(waiting.len());
    for place in places(hall.now(), waiting, ageing_minutes) {
        let helping = *at_once.entry(place.team_id).or_insert_with(|| {
            let of_it = candidates.iter().filter(|who| who.reachable() && who.is_of(place.team_id));
            of_it.map(|who| who.capacity).sum()
        });
        let times = times.of(hall, place.team_id).await?;
        let wait = times.estimate(place.position, helping);
        let wait_ms = wait.and_then(|wait| u64::try_from(wait.as_millis()).ok()).map(round);
        stands.insert(place.conversation_id, Stand { position: place.position, wait_ms });
    }
    Ok(stands)
}

/// A whole minute, so that what customers are told changes when it means something.
fn round(millis: u64) -> u64 {
    millis.div_ceil(60_000) * 60_000
}

fn tell(hall: &Hall, id: ConversationId, stand: Option<Stand>) {
    let topic = topics::conversation(id, Reader::Customer);
    let payload = json(&position(id, stand));
    hall.publish_everywhere(&topic, EventName::QueuePosition, Except::None, payload);
}

fn position(id: ConversationId, stand: Option<Stand>) -> QueuePosition {
    QueuePosition {
        conversation_id: id.0,
        position: stand.map(|stand| stand.position),
        estimated_wait_ms: stand.and_then(|stand| stand.wait_ms),
    }
}

/// The queue as any node reads it, whoever looks after the desk.
#[derive(Clone, Default)]
pub(super) struct Line {
    /// Those that wait, the first of the whole queue first, with what they are told.
    pub(super) items: Vec<(Arc<ConversationState>, QueueItem)>,
}

/// The line that was read last.
#[derive(Default)]
pub(crate) struct Queue(tokio::sync::Mutex<Option<(Instant, Line, Times)>>);

impl Hall {
    /// Those that wait and that this person may see, each with its place.
    ///
    /// # Errors
    /// `forbidden` for customers.
    pub async fn queue(&self, identity: &Identity) -> Result<Vec<QueueItem>, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, policy::Office::SeeAgents)?;
        let line = self.line(LINE_GOOD_FOR).await?;
        let seen = line.items.iter().filter(|(state, _)| policy::view(&actor, state).is_ok());
        Ok(seen.map(|(_, item)| item.clone()).collect())
    }

    /// Tells a customer who has just opened a conversation where it stands, beside whatever else goes on: a line that has to
    /// be read first keeps nobody waiting.
    pub(crate) fn greet_in_line(&self, session: &LiveSession, state: &ConversationState) {
        if state.queued_at.is_none() || state.rehearsal {
            return;
        }
        let (hall, outbox, id) = (self.clone(), Arc::clone(session.outbox()), state.id);
        tokio::spawn(async move {
            let Ok(line) = hall.line(LINE_GOOD_FOR).await else { return };
            let Some((_, item)) = line.items.iter().find(|(waiting, _)| waiting.id == id) else { return };
            let position = QueuePosition {
                conversation_id: id.0,
                position: Some(item.position),
                estimated_wait_ms: item.estimated_wait_ms,
            };
            outbox.push_event(&event(EventName::QueuePosition, &position));
        });
    }

    /// The queue, no older than so much.
    pub(super) async fn line(&self, good_for: Duration) -> Result<Line, Refusal> {
        let mut kept = self.0.queue.0.lock().await;
        let times = match kept.take() {
            Some((read, line, times)) if read.elapsed() < good_for => {
                *kept = Some((read, line.clone(), times));
                return Ok(line);
            }
            Some((_, _, times)) => times,
            None => Times::default(),
        };
        let (line, times) = self.read_line(times).await?;
        *kept = Some((Instant::now(), line.clone(), times));
        Ok(line)
    }

    async fn read_line(&self, mut times: Times) -> Result<(Line, Times), Refusal> {
        let states = self.store().waiting(QUEUE_MAX).await?;
        let waiting = states.iter().filter_map(|state| Waiting::of(state, |_| jiff::Timestamp::MIN));
        let waiting: Vec<_> = waiting.collect();
        let ageing = self.organisation().ageing_minutes;
        let stands = stands(self, &mut times, &waiting, &self.candidates(), ageing).await?;
        let by_id: HashMap<_, _> = states.into_iter().map(|state| (state.id, state)).collect();
        let order = deskbell_domain::routing::line::order(self.now(), &waiting, ageing);
        let item = |index: usize| {
            let one = &waiting[index];
            let (state, stand) = (by_id.get(&one.conversation_id)?, stands.get(&one.conversation_id)?);
            let item = QueueItem {
                conversation_id: state.id.0,
                position: stand.position,
                priority: state.priority.into(),
                waiting_since: At(one.line_at),
                inbox_id: state.inbox_id.0,
                team_id: state.team_id.map(|id| id.0),
                estimated_wait_ms: stand.wait_ms,
            };
            Some((Arc::clone(state), item))
        };
        Ok((Line { items: order.into_iter().filter_map(item).collect() }, times))
    }

    /// Everybody as routing sees them, without what they hold.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let agents = self.0.directory.all();
        agents.iter().map(|agent| self.candidate(agent, 0, None)).collect()
    }

    /// An agent as routing sees them.
    pub(super) fn candidate(
        &self,
        agent: &deskbell_domain::agent::Agent,
        held: u32,
        last_given_at: Option<jiff::Timestamp>,
    ) -> Candidate {
        use deskbell_domain::conversation::Category;
        let categories = agent.categories.as_ref();
        Candidate {
            agent_id: agent.id,
            team_ids: agent.team_ids.clone(),
            categories: categories.map(|keys| keys.iter().filter_map(|key| Category::parse(key)).collect()),
            active: agent.active,
            availability: agent.availability,
            present: self.is_present(agent.id),
            capacity: agent.capacity,
            held,
            last_given_at,
            rehearsal: agent.rehearsal,
        }
    }
}
