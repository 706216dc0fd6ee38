//! Who is present: whoever has a live session, and for a grace after the last one went.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::deadlines::Deadlines;
use crate::{Person, SessionId};

/// What a new session means for its person's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the others may have to be told"]
pub enum Arrival {
    /// The person was away and is present now: tell the others.
    BecamePresent,
    /// The person counted as present already.
    AlreadyPresent,
}

/// Presence by leases: a person is present while they have a session, and for a grace after losing the last,
/// so that a reload or a short loss of network is no departure.
///
/// A departure is reported by [`expired`](PresenceLeases::expired) alone and exactly once; until then
/// [`present`](PresenceLeases::present) keeps saying yes, so answers and reports agree.
#[derive(Debug)]
pub struct PresenceLeases {
    grace: Duration,
    people: Mutex<People>,
}

#[derive(Debug)]
struct People {
    live: HashMap<Person, Vec<SessionId>>,
    leaving: Deadlines<Person>,
}

impl PresenceLeases {
    /// Nobody present; `grace` is how long a person without a session still counts as present.
    pub fn new(grace: Duration) -> PresenceLeases {
        PresenceLeases {
            grace,
            people: Mutex::new(People { live: HashMap::new(), leaving: Deadlines::new() }),
        }
    }

    /// A session of this person is there. Saying so again changes nothing.
    pub fn connected(&self, person: &Person, session: SessionId) -> Arrival {
        let mut people = self.people.lock();
        let returned = people.leaving.cancel(person);
        let sessions = people.live.entry(person.clone()).or_default();
        let alone = sessions.is_empty();
        if !sessions.contains(&session) {
            sessions.push(session);
        }
        if alone && !returned { Arrival::BecamePresent } else { Arrival::AlreadyPresent }
    }

    /// A session of this person has gone. With the last one the grace begins; a session that is not known
    /// changes nothing.
    pub fn disconnected(&self, person: &Person, session: SessionId, now: Instant) {
        let mut people = self.people.lock();
        let Some(sessions) = people.live.get_mut(person) else { return };
        sessions.retain(|known| *known != session);
        if sessions.is_empty() {
            people.live.remove(person);
            people.leaving.set(person, now + self.grace);
        }
    }

    /// Those whose grace is over, each once: they are away now. Call it at
    /// [`next_deadline`](PresenceLeases::next_deadline), or on any timer.
    pub fn expired(&self, now: Instant) -> Vec<Person> {
        self.people.lock().leaving.take_due(now)
    }

    /// When the next grace is over, if anybody is leaving.
    pub fn next_deadline(&self) -> Option<Instant> {
        self.people.lock().leaving.next()
    }

    /// Whether a person counts as present.
    pub fn present(&self, person: &Person) -> bool {
        let people = self.people.lock();
        people.live.contains_key(person) || people.leaving.contains(person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRACE: Duration = Duration::from_secs(30);

    struct Scene {
        leases: PresenceLeases,
        start: Instant,
        ana: Person,
    }

    fn scene() -> Scene {
        Scene { leases: PresenceLeases::new(GRACE), start: Instant::now(), ana: Person::new("ana") }
    }

    impl Scene {
        fn at(&self, seconds: u64) -> Instant {
            self.start + Duration::from_secs(seconds)
        }
    }

    #[test]
    fn a_reload_is_no_departure() {
        let s = scene();
        let (before, after) = (SessionId::next(), SessionId::next());
        assert_eq!(s.leases.connected(&s.ana, before), Arrival::BecamePresent);
        s.leases.disconnected(&s.ana, before, s.at(0));
        assert_eq!(s.leases.connected(&s.ana, after), Arrival::AlreadyPresent);
        assert_eq!(s.leases.next_deadline(), None);
        assert!(s.leases.expired(s.at(1000)).is_empty());
        assert!(s.leases.present(&s.ana));
    }

    #[test]
    fn a_departure_is_reported_once_after_the_grace() {
        let s = scene();
        let session = SessionId::next();
        let _ = s.leases.connected(&s.ana, session);
        s.leases.disconnected(&s.ana, session, s.at(10));
        s.leases.disconnected(&s.ana, session, s.at(20));
        assert_eq!(s.leases.next_deadline(), Some(s.at(40)), "said twice, it still counts from the first");
        assert!(s.leases.expired(s.at(39)).is_empty());
        assert!(s.leases.present(&s.ana));
        assert_eq!(s.leases.expired(s.at(40)), std::slice::from_ref(&s.ana));
        assert!(s.leases.expired(s.at(41)).is_empty());
        assert!(!s.leases.present(&s.ana));
        assert_eq!(s.leases.connected(&s.ana, SessionId::next()), Arrival::BecamePresent);
    }

    #[test]
    fn one_tab_of_two_is_enough() {
        let s = scene();
        let (tab, phone) = (SessionId::next(), SessionId::next());
        let _ = s.leases.connected(&s.ana, tab);
        assert_eq!(s.leases.connected(&s.ana, phone), Arrival::AlreadyPresent);
        assert_eq!(s.leases.connected(&s.ana, phone), Arrival::AlreadyPresent);
        s.leases.disconnected(&s.ana, tab, s.at(0));
        assert_eq!(s.leases.next_deadline(), None);
        s.leases.disconnected(&s.ana, phone, s.at(5));
        assert_eq!(s.leases.next_deadline(), Some(s.at(35)));
    }

    #[test]
    fn departures_come_in_order() {
        let s = scene();
        let people: Vec<_> = (0..50).map(|n| Person::new(format!("{n:02}"))).collect();
        for (second, person) in people.iter().enumerate().rev() {
            let session = SessionId::next();
            let _ = s.leases.connected(person, session);
            s.leases.disconnected(person, session, s.at(second as u64));
        }
        assert_eq!(s.leases.expired(s.at(30 + 24)), people[..25]);
        assert_eq!(s.leases.expired(s.at(1000)), people[25..]);
    }
}
