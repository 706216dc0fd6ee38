//! Live sessions: one connection of one person, from its first event to its last.

use std::{collections::HashMap, net::IpAddr, sync::Arc, time::Instant};

use deskbell_domain::{Actor, Refusal, Role, entry::SenderKind};
use deskbell_realtime::{Arrival, CloseReason, Format, Pace, Person, Session, SessionGuard};
use jiff::Timestamp;
use parking_lot::Mutex;

use super::topics;
use crate::{Hall, Identity, hall::too_fast};

/// A live connection. When it is dropped the person's presence begins its grace and the hub forgets it.
pub struct LiveSession {
    hall: Hall,
    guard: SessionGuard,
    identity: Mutex<Identity>,
    pace: Mutex<Pace>,
    narrowed: Mutex<Vec<deskbell_realtime::Topic>>,
    /// The token it was opened under, where Deskbell signed that.
    token_id: Option<String>,
    came_from: std::sync::OnceLock<CameFrom>,
}

/// From where somebody connected.
#[derive(Clone, Debug)]
pub struct CameFrom {
    /// The address.
    pub address: IpAddr,
    /// What their browser calls itself.
    pub user_agent: Option<Box<str>>,
}

impl LiveSession {
    /// What the door writes from and pushes its replies into.
    pub fn outbox(&self) -> &Arc<Session> {
        &self.guard
    }

    /// Who is connected.
    pub fn identity(&self) -> Identity {
        self.identity.lock().clone()
    }

    /// When the connection ends unless its token is refreshed.
    pub fn expires_at(&self) -> Timestamp {
        self.identity.lock().expires_at
    }

    /// On which side the person is, for logs and counters.
    pub fn side(&self) -> &'static str {
        match self.identity.lock().person {
            SenderKind::Customer(_) => "customer",
            SenderKind::Agent(_) => "agent",
            SenderKind::System => "system",
        }
    }

    /// Notes from where it was opened; once.
    pub fn note_where_from(&self, from: CameFrom) {
        // It never moves.
        let _known_already = self.came_from.set(from);
    }

    pub(crate) fn user_agent(&self) -> Option<&str> {
        self.came_from.get()?.user_agent.as_deref()
    }

    /// Counts one event of this connection.
    ///
    /// # Errors
    /// `rate_limited`.
    pub fn allow_event(&self) -> Result<(), Refusal> {
        self.pace.lock().check(Instant::now()).map_err(too_fast)
    }

    pub(crate) fn renew(&self, identity: Identity) {
        *self.identity.lock() = identity;
    }

    pub(crate) fn narrowed(&self) -> &Mutex<Vec<deskbell_realtime::Topic>> {
        &self.narrowed
    }
}

/// Who is connected under a token that Deskbell signed itself, so that they are found when it is taken back.
#[derive(Default)]
pub(crate) struct SignedIn {
    people: Mutex<HashMap<String, (Person, usize)>>,
}

impl SignedIn {
    fn came(&self, token_id: &str, person: &Person) {
        let mut people = self.people.lock();
        people.entry(token_id.to_owned()).or_insert_with(|| (person.clone(), 0)).1 += 1;
    }

    fn left(&self, token_id: &str) {
        let mut people = self.people.lock();
        if let Some((_, sessions)) = people.get_mut(token_id) {
            *sessions -= 1;
            if *sessions == 0 {
                people.remove(token_id);
            }
        }
    }

    /// Whoever is connected under one of these.
    pub(crate) fn under(&self, token_ids: &[String]) -> Vec<Person> {
        let people = self.people.lock();
        token_ids.iter().filter_map(|id| people.get(id).map(|(person, _)| person.clone())).collect()
    }
}

impl Drop for LiveSession {
    fn drop(&mut self) {
        if let Some(token_id) = &self.token_id {
            self.hall.0.signed.left(token_id);
        }
        self.hall.departed(self);
    }
}

impl Hall {
    /// Opens a live session: the person counts as present, and the first `presence` events wait in the outbox.
    ///
    /// # Errors
    /// `unauthorized`; `overloaded` while the hall drains.
    pub async fn connect(&self, identity: Identity, format: Format) -> Result<LiveSession, Refusal> {
        if self.is_draining() {
            return Err(Refusal::Overloaded { retry_after_ms: 1000 });
        }
        let actor = self.actor(&identity).await?;
        // Deskbell itself speaks to people over nobody's line.
        if actor == Actor::System {
            return Err(Refusal::Unauthorized);
        }
        let person = topics::person(identity.person);
        let session = LiveSession {
            guard: self.0.hub.open(&person, format),
            pace: Mutex::new(Pace::per_second(self.settings().events_per_second)),
            identity: Mutex::new(identity.clone()),
            narrowed: Mutex::new(Vec::new()),
            token_id: identity.token_id.clone().filter(|_| identity.own_token),
            hall: self.clone(),
            came_from: std::sync::OnceLock::new(),
        };
        if let Some(token_id) = &session.token_id {
            self.0.signed.came(token_id, &person);
        }
        for topic in self.personal_topics(identity.person, actor.customer_id().is_some(), &identity).await? {
            let _closed_meanwhile = self.0.hub.subscribe(session.outbox(), &topic);
        }
        // Who was signed out or deactivated while this opened was not among the sessions that were ended.
        self.actor(&identity).await?;
        let arrival = match identity.person {
            SenderKind::Agent(id) if actor.rehearsal().is_none() => {
                self.seen(id);
                let arrival = self.0.presence.arrived(&person, session.outbox().id());
                self.say_moved(&person, true);
                Some((id, arrival))
            }
            SenderKind::Agent(_) | SenderKind::Customer(_) | SenderKind::System => None,
        };
        self.greet(&session).await?;
        if let Some((id, Arrival::BecamePresent)) = arrival {
            self.presence_changed(id).await;
        }
        metrics::counter!("deskbell_sessions_opened_total", "side" => session.side()).increment(1);
        Ok(session)
    }

    /// That a customer may come from this address; agents work from anywhere.
    ///
    /// # Errors
    /// `forbidden` where the address is blocked.
    pub fn check_address(&self, person: Option<SenderKind>, address: Option<IpAddr>) -> Result<(), Refusal> {
        let is_customer = matches!(person, None | Some(SenderKind::Customer(_)));
        match address {
            Some(address) if is_customer && self.is_blocked_address(address) => Err(Refusal::Forbidden),
            Some(_) | None => Ok(()),
        }
    }

    /// That the address of a connection was not blocked since it was opened; if it was, the connection ends.
    pub(crate) fn still_welcome(&self, session: &LiveSession) -> Result<(), Refusal> {
        let address = session.came_from.get().map(|from| from.address);
        self.check_address(Some(session.identity().person), address)
            .inspect_err(|_| session.outbox().close(CloseReason::Revoked))
    }

    /// Keeps a connection under a newer token of the same person and role.
    ///
    /// # Errors
    /// `unauthorized` for a bad token, `forbidden` for somebody else's; the connection is unchanged then.
    pub async fn refresh_token(&self, session: &LiveSession, token: &str) -> Result<Timestamp, Refusal> {
        let present = session.identity();
        let claims = self.0.tokens.verify(token, self.now())?;
        let role = |signed: Option<Role>| signed.unwrap_or(Role::Agent);
        match self.recognize(&claims).await? {
            Some((person, signed))
                if person == present.person && role(signed) == role(present.signed_role) => {}
            Some(_) | None => return Err(Refusal::Forbidden),
        }
        let newer = self.identify(token).await?;
        let expires_at = newer.expires_at;
        session.renew(Identity { inbox_id: present.inbox_id.or(newer.inbox_id), ..newer });
        Ok(expires_at)
    }

    /// Tells every session to come back and takes no new ones.
    pub fn send_everybody_home(&self) {
        self.drain();
        self.0.hub.close_all(CloseReason::ShuttingDown);
    }

    async fn personal_topics(
        &self,
        person: SenderKind,
        is_customer: bool,
        identity: &Identity,
    ) -> Result<Vec<deskbell_realtime::Topic>, Refusal> {
        Ok(match person {
            SenderKind::Customer(id) if is_customer => {
                let inbox = self.inbox_or_only(identity.inbox_id).await;
                let inbox = inbox.map(|inbox| topics::inbox_presence(inbox.id));
                std::iter::once(topics::customer(id)).chain(inbox).collect()
            }
            SenderKind::Agent(id) if self.is_rehearsing(id) => vec![topics::agent(id)],
            SenderKind::Agent(id) => vec![topics::agent(id), topics::agent_rows(id), topics::agents()],
            SenderKind::Customer(_) | SenderKind::System => Vec::new(),
        })
    }

    fn departed(&self, session: &LiveSession) {
        let identity = session.identity();
        let person = topics::person(identity.person);
        if let SenderKind::Agent(id) = identity.person
            && !self.is_rehearsing(id)
        {
            self.0.presence.left(&person, session.outbox().id(), Instant::now());
            self.seen(id);
        }
        metrics::counter!("deskbell_sessions_closed_total", "side" => session.side()).increment(1);
    }
}
