//! Presence: what is observed, beside what an agent declared. Both together say who can be reached.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use deskbell_domain::{
    AgentId, InboxId, Reader, Refusal,
    agent::{Agent, Availability},
    entry::SenderKind,
    policy::{self, Office},
    routing::Attendance,
};
use deskbell_protocol::{
    EventName,
    person::PublicAgent,
    presence::{AgentPresence, CustomerPresence, FACES_MAX},
    time::At,
};
use deskbell_realtime::{Arrival, Envelope, NodeId, Person, PresenceLeases, SessionId};
use parking_lot::Mutex;

use super::{topics, wire::Notice};
use crate::{Hall, Identity, LiveSession, live::event};

/// Between two writes of when an agent was last seen.
const SEEN_EVERY: Duration = Duration::from_secs(60);

/// Live leases of agents, and when each was last written down as seen.
pub(crate) struct Presence {
    leases: PresenceLeases,
    seen: Mutex<HashMap<AgentId, Instant>>,
    told: Mutex<HashMap<InboxId, CustomerPresence>>,
    telling: tokio::sync::Mutex<()>,
}

impl Presence {
    pub(crate) fn new(leases: PresenceLeases) -> Self {
        Self {
            leases,
            seen: Mutex::default(),
            told: Mutex::default(),
            telling: tokio::sync::Mutex::default(),
        }
    }

    pub(crate) fn arrived(&self, person: &Person, session: SessionId) -> Arrival {
        self.leases.connected(person, session)
    }

    /// What other nodes said may have been missed: nobody who is with them counts as gone for one whole grace.
    pub(crate) fn doubt(&self) {
        self.leases.doubt(Instant::now());
    }

    pub(crate) fn left(&self, person: &Person, session: SessionId, now: Instant) {
        self.leases.disconnected(person, session, now);
    }

    /// Takes note of what the first customer of an inbox was greeted with: it is no news to them.
    fn greeted_with(&self, inbox_id: InboxId, presence: &CustomerPresence) {
        self.told.lock().entry(inbox_id).or_insert_with(|| presence.clone());
    }

    /// Whether customers of an inbox have not been told just this last.
    pub(crate) fn is_news(&self, inbox_id: InboxId, presence: &CustomerPresence) -> bool {
        self.told.lock().insert(inbox_id, presence.clone()).as_ref() != Some(presence)
    }

    fn is_due(&self, id: AgentId, now: Instant) -> bool {
        let mut seen = self.seen.lock();
        let due = seen.get(&id).is_none_or(|last| now.duration_since(*last) >= SEEN_EVERY);
        if due {
            seen.insert(id, now);
        }
        due
    }
}

impl Hall {
    /// Declares an agent's own availability.
    ///
    /// # Errors
    /// `forbidden` for customers.
    pub async fn choose_availability(&self, identity: &Identity, to: Availability) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::ChooseAvailability)?;
        self.declare(identity.agent_id()?, to).await.map(|_| ())
    }

    /// Declares an agent's availability: one's own, or a colleague's where policy allows it.
    ///
    /// # Errors
    /// `forbidden`, `not_found`.
    pub async fn set_availability(
        &self,
        identity: &Identity,
        agent_id: AgentId,
        to: Availability,
    ) -> Result<Agent, Refusal> {
        let actor = self.actor(identity).await?;
        let own = actor.agent_id() == Some(agent_id);
        policy::office(&actor, if own { Office::ChooseAvailability } else { Office::SetOthersAvailability })?;
        self.colleague(agent_id).await?;
        self.declare(agent_id, to).await
    }

    async fn declare(&self, agent_id: AgentId, to: Availability) -> Result<Agent, Refusal> {
        let agent = self.store().set_availability(agent_id, to, self.now()).await?;
        self.read_agent(agent_id).await?;
        self.presence_changed(agent_id).await;
        Ok(agent)
    }

    /// Whether a device of this agent is connected, or was within the grace.
    pub fn is_present(&self, id: AgentId) -> bool {
        self.0.presence.leases.present(&topics::person(SenderKind::Agent(id)))
    }

    /// Ends the grace of those who did not come back; called on a timer.
    pub async fn expire_presence(&self, now: Instant) {
        // Unknown is not absent: while the others are not heard, nobody counts as gone.
        if !self.0.hub.bus().is_up() {
            self.0.presence.doubt();
        }
        for person in self.0.presence.leases.expired(now) {
            self.say_moved(&person, false);
            if let Some(SenderKind::Agent(id)) = topics::parse_person(&person) {
                self.presence_changed(id).await;
            }
        }
    }

    /// What customers of an inbox may know: agents of its team that are online and present.
    ///
    /// # Errors
    /// `not_found` for an unknown inbox.
    pub async fn customer_presence(&self, inbox_id: InboxId) -> Result<CustomerPresence, Refusal> {
        let inbox = self.inbox_or_only(Some(inbox_id)).await?;
        let reachable = |agent: &Agent| {
            agent.active
                && agent.rehearsal == inbox.rehearsal_id()
                && agent.availability == Availability::Online
                && agent.team_ids.contains(&inbox.team_id)
                && self.is_present(agent.id)
        };
        let there: Vec<_> = self.0.directory.all().into_iter().filter(|agent| reachable(agent)).collect();
        let faces = there.iter().take(FACES_MAX);
        let (leave_message, opens_at) = match self.attendance(&inbox) {
            Attendance::Live => (false, None),
            Attendance::LeaveMessage { opens_at } => (true, opens_at.map(At)),
        };
        Ok(CustomerPresence {
            available: !there.is_empty(),
            online_count: there.len(),
            agents: faces
                .map(|agent| PublicAgent::render(&self.named_agent(agent.id), Reader::Customer))
                .collect(),
            leave_message,
            opens_at,
        })
    }

    /// Puts what the newcomer should know about who is there into their outbox.
    pub(crate) async fn greet(&self, session: &LiveSession) -> Result<(), Refusal> {
        let identity = session.identity();
        match identity.person {
            SenderKind::Customer(_) => {
                if let Ok(inbox) = self.inbox_or_only(identity.inbox_id).await {
                    let presence = self.customer_presence(inbox.id).await?;
                    self.0.presence.greeted_with(inbox.id, &presence);
                    session.outbox().push_event(&event(EventName::Presence, &presence));
                }
            }
            SenderKind::Agent(id) if self.is_rehearsing(id) => {}
            SenderKind::Agent(_) => {
                for agent in self.0.directory.all().iter().filter(|agent| agent.active) {
                    session.outbox().push_event(&event(EventName::Presence, &self.agent_presence(agent)));
                }
            }
            SenderKind::System => {}
        }
        Ok(())
    }

    /// Tells everybody who may know that an agent came, went, or declared something else.
    pub(crate) async fn presence_changed(&self, id: AgentId) {
        // One at a time, so that what is told last is what holds.
        let _turn = self.0.presence.telling.lock().await;
        let Some(agent) = self.0.directory.get(id).filter(|agent| agent.rehearsal.is_none()) else { return };
        self.0.desk.wake();
        self.0.board.changed();
        let to_agents = event(EventName::Presence, &self.agent_presence(&agent));
        self.0.hub.publish(&Envelope::new(topics::agents(), to_agents));
        for inbox in self.0.directory.inboxes().iter() {
            let topic = topics::inbox_presence(inbox.id);
            if self.0.hub.subscriber_count(&topic) == 0 {
                self.0.presence.told.lock().remove(&inbox.id);
                continue;
            }
            let Ok(presence) = self.customer_presence(inbox.id).await else { continue };
            if self.0.presence.is_news(inbox.id, &presence) {
                self.0.hub.publish(&Envelope::new(topic, event(EventName::Presence, &presence)));
            }
        }
    }

    /// Tells the other nodes who is with this one; called on a timer, so that a node that falls silent is known to.
    pub(crate) fn say_who_is_here(&self) {
        let people = self.0.presence.leases.local();
        let people = people.iter().map(|person| person.as_str().to_owned()).collect();
        self.notify(&Notice::Here { node: self.node(), people });
    }

    /// Tells the other nodes that somebody came to this one, or left it for good.
    pub(crate) fn say_moved(&self, person: &Person, here: bool) {
        self.notify(&Notice::Moved { node: self.node(), person: person.as_str().to_owned(), here });
    }

    /// Takes note of everybody who is with another node.
    pub(crate) async fn heard_all(&self, node: u64, people: Vec<String>) {
        let people = people.into_iter().map(Person::new).collect();
        let came = self.0.presence.leases.heard_all(NodeId::from_number(node), people, Instant::now());
        for person in came {
            self.tell_arrival(&person).await;
        }
    }

    /// Takes note of somebody who came to another node, or left it.
    pub(crate) async fn heard(&self, node: u64, person: &str, here: bool) {
        let person = Person::new(person);
        if self.0.presence.leases.heard(NodeId::from_number(node), &person, here, Instant::now()) {
            self.tell_arrival(&person).await;
        }
    }

    async fn tell_arrival(&self, person: &Person) {
        if let Some(SenderKind::Agent(id)) = topics::parse_person(person) {
            self.presence_changed(id).await;
        }
    }

    fn node(&self) -> u64 {
        self.store().node()
    }

    /// Writes down, beside whatever else goes on, that an agent was here.
    pub(crate) fn seen(&self, id: AgentId) {
        if !self.0.presence.is_due(id, Instant::now()) {
            return;
        }
        let (store, at) = (self.store().clone(), self.now());
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = store.touch_last_seen(id, at).await {
                    tracing::debug!(%error, "when an agent was last seen was not written");
                }
            });
        }
    }

    fn agent_presence(&self, agent: &Agent) -> AgentPresence {
        AgentPresence {
            agent_id: agent.id.0,
            name: agent.name.clone(),
            availability: agent.availability.into(),
            present: self.is_present(agent.id),
        }
    }
}
