//! Who is present: whoever has a live session, and for a grace after the last one went.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::deadlines::Deadlines;
use crate::{NodeId, Person, SessionId};

/// What a new session means for its person's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the others may have to be told"]
pub enum Arrival {
    /// The person was away and is present now: tell the others.
    BecamePresent,
    /// The person counted as present already.
    AlreadyPresent,
}

/// What another node says holds at least this long, however short the grace: it says it again in its own time.
const HEARD_MIN: Duration = Duration::from_secs(5);

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
    /// Leases that other nodes told of.
    heard: Deadlines<(Person, NodeId)>,
    /// Nobody counts as gone before this.
    doubted_until: Option<Instant>,
}

impl People {
    fn is_here(&self, person: &Person) -> bool {
        self.live.contains_key(person) || self.leaving.contains(person)
    }

    fn is_elsewhere(&self, person: &Person) -> bool {
        self.heard
            .first_from(&(person.clone(), NodeId::from_number(0)))
            .is_some_and(|(heard, _)| heard == person)
    }
}

impl PresenceLeases {
    /// Nobody present; `grace` is how long a person without a session still counts as present.
    pub fn new(grace: Duration) -> PresenceLeases {
        PresenceLeases {
            grace,
            people: Mutex::new(People {
                live: HashMap::new(),
                leaving: Deadlines::new(),
                heard: Deadlines::new(),
                doubted_until: None,
            }),
        }
    }

    /// A session of this person is there. Saying so again changes nothing.
    pub fn connected(&self, person: &Person, session: SessionId) -> Arrival {
        let mut people = self.people.lock();
        let returned = people.leaving.cancel(person) || people.is_elsewhere(person);
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
        let mut people = self.people.lock();
        if people.doubted_until.is_some_and(|until| until > now) {
            return Vec::new();
        }
        people.doubted_until = None;
        let mut ended = people.leaving.take_due(now);
        ended.extend(people.heard.take_due(now).into_iter().map(|(person, _)| person));
        ended.retain(|person| !people.is_here(person) && !people.is_elsewhere(person));
        let mut seen = HashSet::new();
        ended.retain(|person| seen.insert(person.clone()));
        ended
    }

    /// The people who count as present by this node's own sessions, in order of their keys.
    pub fn local(&self) -> Vec<Person> {
        let people = self.people.lock();
        let mut local: Vec<_> = people.live.keys().cloned().chain(people.leaving.keys().cloned()).collect();
        local.sort_unstable();
        local
    }

    /// Another node says who is with it: that replaces what it said before, and holds for one grace unless it says
    /// so again. Returns those who have become present by it.
    pub fn heard_all(&self, node: NodeId, present: Vec<Person>, now: Instant) -> Vec<Person> {
        let mut people = self.people.lock();
        let present: HashSet<Person> = present.into_iter().collect();
        let is_gone = |(person, of): &&(Person, NodeId)| *of == node && !present.contains(person);
        let gone: Vec<_> = people.heard.keys().filter(is_gone).cloned().collect();
        for lease in gone {
            people.heard.end(&lease, now);
        }
        let until = now + self.grace.max(HEARD_MIN);
        let mut came = Vec::new();
        for person in present {
            if !people.is_here(&person) && !people.is_elsewhere(&person) {
                came.push(person.clone());
            }
            people.heard.set(&(person, node), until);
        }
        came.sort_unstable();
        came
    }

    /// Another node says that somebody came to it, or left it after a grace; true where they have become present by
    /// it. A departure is reported by [`expired`](PresenceLeases::expired), like any other.
    pub fn heard(&self, node: NodeId, person: &Person, is_here: bool, now: Instant) -> bool {
        let mut people = self.people.lock();
        let lease = (person.clone(), node);
        if !is_here {
            people.heard.end(&lease, now);
            return false;
        }
        let was_present = people.is_here(person) || people.is_elsewhere(person);
        people.heard.set(&lease, now + self.grace.max(HEARD_MIN));
        !was_present
    }

    /// What other nodes say may not have been heard, or may not be heard: nobody counts as gone before one whole grace
    /// has passed from now. Somebody who left this node may be with another that could not say so.
    pub fn doubt(&self, now: Instant) {
        self.people.lock().doubted_until = Some(now + self.grace.max(HEARD_MIN));
    }

    /// When the next lease is over, if there is one that ends by itself.
    pub fn next_deadline(&self) -> Option<Instant> {
        let people = self.people.lock();
        let next = [people.leaving.next(), people.heard.next()].into_iter().flatten().min()?;
        Some(people.doubted_until.map_or(next, |until| next.max(until)))
    }

    /// Whether a person counts as present.
    pub fn present(&self, person: &Person) -> bool {
        let people = self.people.lock();
        people.is_here(person) || people.is_elsewhere(person)
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
    fn whoever_moves_from_node_to_node_never_departs() {
        let s = scene();
        let (one, two, session) = (NodeId::from_number(1), NodeId::from_number(2), SessionId::next());
        assert!(s.leases.heard(one, &s.ana, true, s.at(0)), "she is present by word of another node");
        assert_eq!(s.leases.connected(&s.ana, session), Arrival::AlreadyPresent);
        assert!(!s.leases.heard(one, &s.ana, false, s.at(1)));
        s.leases.disconnected(&s.ana, session, s.at(2));
        assert_eq!(s.leases.heard_all(two, vec![s.ana.clone()], s.at(3)), []);
        assert!(s.leases.expired(s.at(32)).is_empty(), "her grace here is over, and she is there");
        assert_eq!(s.leases.heard_all(two, vec![], s.at(40)), []);
        assert_eq!(s.leases.expired(s.at(40)), std::slice::from_ref(&s.ana));
        assert!(s.leases.expired(s.at(41)).is_empty(), "once");
    }

    #[test]
    fn a_node_that_falls_silent_loses_its_people_after_a_grace_that_begins_anew_with_a_doubt() {
        let s = scene();
        let node = NodeId::from_number(1);
        assert_eq!(s.leases.heard_all(node, vec![s.ana.clone()], s.at(0)), std::slice::from_ref(&s.ana));
        assert!(s.leases.heard_all(node, vec![s.ana.clone()], s.at(10)).is_empty(), "that was known");
        s.leases.doubt(s.at(35));
        assert!(s.leases.expired(s.at(64)).is_empty(), "nothing was heard, but nothing could be");
        assert!(s.leases.present(&s.ana));
        assert_eq!(s.leases.expired(s.at(65)), std::slice::from_ref(&s.ana));
        assert!(!s.leases.present(&s.ana));
    }

    #[test]
    fn nobody_counts_as_gone_while_it_is_in_doubt() {
        let s = scene();
        let (one, two, session) = (NodeId::from_number(1), NodeId::from_number(2), SessionId::next());
        let (bo, cy) = (Person::new("bo"), Person::new("cy"));
        assert_eq!(s.leases.connected(&s.ana, session), Arrival::BecamePresent);
        assert_eq!(s.leases.heard_all(one, vec![bo.clone(), cy.clone()], s.at(0)), [bo.clone(), cy.clone()]);
        s.leases.disconnected(&s.ana, session, s.at(0));
        s.leases.doubt(s.at(29));
        assert!(!s.leases.heard(one, &bo, false, s.at(30)));
        assert!(s.leases.expired(s.at(31)).is_empty(), "each may be where nothing was heard from yet");
        assert!(s.leases.present(&s.ana) && s.leases.present(&bo));
        assert!(!s.leases.heard(two, &s.ana, true, s.at(32)), "as she was: that is no news");
        assert_eq!(s.leases.next_deadline(), Some(s.at(59)));
        assert_eq!(s.leases.expired(s.at(59)), [bo, cy]);
        assert!(s.leases.present(&s.ana));
    }

    #[test]
    fn who_left_another_node_and_is_back_before_that_was_reported_has_not_moved() {
        let s = scene();
        let node = NodeId::from_number(1);
        assert!(s.leases.heard(node, &s.ana, true, s.at(0)));
        assert!(!s.leases.heard(node, &s.ana, false, s.at(1)));
        assert!(s.leases.present(&s.ana), "until it is reported");
        assert_eq!(s.leases.connected(&s.ana, SessionId::next()), Arrival::AlreadyPresent);
        assert!(s.leases.expired(s.at(100)).is_empty());
        let bo = Person::new("bo");
        assert!(!s.leases.heard(node, &bo, false, s.at(100)), "nobody knew of him");
        assert!(s.leases.expired(s.at(100)).is_empty());
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
