//! Who gets what: sessions, their topics, and the one way to publish.

mod hold;
mod roster;

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use thiserror::Error;

pub use hold::Hold;

use crate::{
    Bounds, Bus, CloseReason, Encoder, Envelope, Event, Except, Format, MAX_FORMATS, Person, Session, Topic,
};
use roster::Roster;

/// Why a session could not subscribe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SubscribeError {
    /// The session is closed.
    #[error("the session is closed")]
    Closed,
    /// The session has as many topics as [`Bounds::topics`] allows.
    #[error("the session is subscribed to too many topics")]
    TooManyTopics,
}

/// The meeting place of publishers and sessions on this node. Cheap to clone; all clones are the same hub.
#[derive(Clone, Debug)]
pub struct Hub(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    bounds: Bounds,
    bus: Bus,
    /// Topics that other nodes publish on as well.
    is_bridged: fn(&str) -> bool,
    by_topic: Roster,
    by_person: Roster,
    sessions: AtomicUsize,
    formats: AtomicU8,
}

impl Hub {
    /// An empty hub whose sessions all have these bounds.
    pub fn new(bounds: Bounds) -> Hub {
        Hub::bridged(bounds, Bus::local(), |_| false)
    }

    /// An empty hub of a node among others: for topics of which `is_bridged` is true, the bus is told which of them
    /// somebody here subscribes.
    pub fn bridged(bounds: Bounds, bus: Bus, is_bridged: fn(&str) -> bool) -> Hub {
        Hub(Arc::new(Inner {
            bounds,
            bus,
            is_bridged,
            by_topic: Roster::new(),
            by_person: Roster::new(),
            sessions: AtomicUsize::new(0),
            formats: AtomicU8::new(0),
        }))
    }

    /// Makes a wire format known; each door does so once, when it is set up. Use it with this hub only.
    ///
    /// # Panics
    /// When a hub is given more than [`MAX_FORMATS`], a mistake in wiring.
    pub fn register_format(&self, encode: Encoder) -> Format {
        let index = self.0.formats.fetch_add(1, Ordering::Relaxed);
        assert!(usize::from(index) < MAX_FORMATS, "a hub serves at most {MAX_FORMATS} wire formats");
        Format { index, encode }
    }

    /// Opens a session. It lasts until the guard is dropped; then it is forgotten everywhere.
    pub fn open(&self, person: &Person, format: Format) -> SessionGuard {
        let session = Arc::new(Session::new(person.clone(), format, self.0.bounds));
        let Ok(()) = self.0.by_person.add(&person.0, &session, |_| Ok::<_, std::convert::Infallible>(()));
        self.0.sessions.fetch_add(1, Ordering::Relaxed);
        SessionGuard { hub: self.clone(), session }
    }

    /// Subscribes a session from now on. When it already is, nothing changes.
    pub fn subscribe(&self, session: &Arc<Session>, topic: &Topic) -> Result<(), SubscribeError> {
        self.0.by_topic.add(&topic.0, session, |name| session.subscribe(&Topic(name.clone())))?;
        self.serve(topic);
        Ok(())
    }

    /// Subscribes a session, keeping events back until the hold is released: subscribe, read the history,
    /// reply with it, release. What is kept back counts towards the session's [`Bounds`].
    ///
    /// On a topic that is live already the stream pauses for the time of the hold and loses nothing. Holds
    /// of one topic nest; the stream goes on when the last one ends.
    pub fn subscribe_held(&self, session: &Arc<Session>, topic: &Topic) -> Result<Hold, SubscribeError> {
        let admit = |name: &Arc<str>| {
            let topic = Topic(name.clone());
            session.hold(&topic).map(|ticket| (topic, ticket))
        };
        let (topic, ticket) = self.0.by_topic.add(&topic.0, session, admit)?;
        self.serve(&topic);
        Ok(Hold::new(self.clone(), Arc::clone(session), topic, ticket))
    }

    /// Ends a subscription: once this returns, nothing of the topic enters the outbox any more.
    pub fn unsubscribe(&self, session: &Session, topic: &Topic) {
        self.0.by_topic.remove_if(topic.as_str(), session.id(), || {
            session.unsubscribe(topic);
            true
        });
        self.leave_unserved(topic);
    }

    /// The way to the other nodes.
    pub fn bus(&self) -> &Bus {
        &self.0.bus
    }

    fn is_bridged(&self, topic: &Topic) -> bool {
        self.0.bus.is_shared() && (self.0.is_bridged)(topic.as_str())
    }

    /// Serves a topic that has just got a subscriber. Not before: who goes at that moment would leave it.
    fn serve(&self, topic: &Topic) {
        if self.is_bridged(topic) {
            self.0.bus.serve(topic);
            self.leave_unserved(topic);
        }
    }

    /// Leaves a topic that has no subscriber, and looks again after whatever it did: whoever comes or goes meanwhile is
    /// either seen here or does the same after this.
    fn leave_unserved(&self, topic: &Topic) {
        while self.is_bridged(topic) && self.subscriber_count(topic) == 0 {
            self.0.bus.leave(topic);
            if self.subscriber_count(topic) == 0 {
                return;
            }
            self.0.bus.serve(topic);
        }
    }

    /// Delivers an envelope into the outbox of every subscriber, and says how many took it.
    ///
    /// The single way in. It never blocks on a client and never waits: a session without room is closed and
    /// passed over. What one task publishes to a topic arrives in that order. An envelope with a seq may be
    /// published again: whoever has had it does not get it twice.
    pub fn publish(&self, envelope: &Envelope) -> usize {
        let Some(sessions) = self.0.by_topic.sessions(envelope.topic().as_str()) else { return 0 };
        sessions.iter().filter(|session| session.deliver(envelope)).count()
    }

    /// The same, with the event made only if somebody gets it: most topics of a busy hub have no subscriber
    /// besides the one who is left out.
    pub fn publish_with(
        &self,
        topic: &Topic,
        seq: Option<u64>,
        except: Except,
        event: impl FnOnce() -> Event,
    ) -> usize {
        let Some(sessions) = self.0.by_topic.sessions(topic.as_str()) else { return 0 };
        if sessions.iter().all(|session| except.is(session)) {
            for session in sessions.iter() {
                session.pass(topic, seq);
            }
            return 0;
        }
        let envelope = Envelope::new(topic.clone(), event()).at(seq).except(except);
        sessions.iter().filter(|session| session.deliver(&envelope)).count()
    }

    /// How many sessions are open.
    pub fn session_count(&self) -> usize {
        self.0.sessions.load(Ordering::Relaxed)
    }

    /// How many topics have a subscriber. Looks at every shard: for metrics.
    pub fn topic_count(&self) -> usize {
        self.0.by_topic.len()
    }

    /// How many people have a session. Looks at every shard: for metrics.
    pub fn person_count(&self) -> usize {
        self.0.by_person.len()
    }

    /// How many sessions are subscribed to a topic.
    pub fn subscriber_count(&self, topic: &Topic) -> usize {
        self.0.by_topic.sessions(topic.as_str()).map_or(0, |sessions| sessions.len())
    }

    /// The sessions subscribed to a topic, oldest first.
    pub fn sessions_on(&self, topic: &Topic) -> Vec<Arc<Session>> {
        self.0.by_topic.sessions(topic.as_str()).map(|sessions| sessions.to_vec()).unwrap_or_default()
    }

    /// The people with a session subscribed to a topic, each once, in order of their keys. This is how to
    /// ask who is live: the cost grows with the topic, not with the hub.
    pub fn persons_on(&self, topic: &Topic) -> Vec<Person> {
        let Some(sessions) = self.0.by_topic.sessions(topic.as_str()) else { return Vec::new() };
        let mut persons: Vec<_> = sessions.iter().map(|session| session.person().clone()).collect();
        persons.sort_unstable();
        persons.dedup();
        persons
    }

    /// A person's sessions, oldest first.
    pub fn sessions_of(&self, person: &Person) -> Vec<Arc<Session>> {
        self.0.by_person.sessions(person.as_str()).map(|sessions| sessions.to_vec()).unwrap_or_default()
    }

    /// Closes all of a person's sessions.
    pub fn close_person(&self, person: &Person, reason: CloseReason) {
        for session in self.sessions_of(person) {
            session.close(reason);
        }
    }

    /// Closes every session.
    pub fn close_all(&self, reason: CloseReason) {
        self.0.by_person.for_each(|_, sessions| {
            for session in sessions.iter() {
                session.close(reason);
            }
        });
    }

    /// Ends a hold whose page never came.
    fn give_up(&self, session: &Session, topic: &Topic, ticket: u64) {
        let agree = || session.end_hold(topic, ticket, None);
        self.0.by_topic.remove_if(topic.as_str(), session.id(), agree);
        self.leave_unserved(topic);
    }

    fn forget(&self, session: &Session) {
        for topic in session.retire() {
            self.0.by_topic.remove_if(topic.as_str(), session.id(), || true);
            self.leave_unserved(&topic);
        }
        self.0.by_person.remove_if(session.person().as_str(), session.id(), || true);
        self.0.sessions.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A session's place in the hub, owned by its door's loop. Dropping it ends every subscription and forgets
/// the session, however the loop ends.
#[derive(Debug)]
pub struct SessionGuard {
    hub: Hub,
    session: Arc<Session>,
}

impl Deref for SessionGuard {
    type Target = Arc<Session>;

    fn deref(&self) -> &Arc<Session> {
        &self.session
    }
}

impl Drop for SessionGuard {
    fn drop(&mut self) {
        self.hub.forget(&self.session);
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::{BusOptions, NodeId};

    #[tokio::test]
    async fn a_topic_is_served_whoever_goes_in_the_moment_somebody_comes() {
        let nowhere = BusOptions::parse("redis://127.0.0.1:1").unwrap();
        let (bus, _events) = Bus::connect(nowhere, NodeId::from_number(1));
        let hub = Hub::bridged(Bounds::default(), bus.clone(), |_| true);
        let format = hub.register_format(|event| event.payload.clone());
        let topic = Topic::new("t");
        let comes_and_goes = || {
            let session = hub.open(&Person::new("ana"), format);
            for _ in 0..50_000 {
                hub.subscribe(&session, &topic).unwrap();
                let begun = Instant::now();
                while !bus.wants(&topic) {
                    assert!(
                        begun.elapsed() < Duration::from_secs(5),
                        "somebody has it, and it is not served"
                    );
                    std::thread::yield_now();
                }
                hub.unsubscribe(&session, &topic);
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(comes_and_goes);
            scope.spawn(comes_and_goes);
        });
        assert!(!bus.wants(&topic), "nobody has it");
    }
}
