//! Who is typing where, for the few seconds that is worth knowing.

use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::deadlines::Deadlines;
use crate::{Person, Topic};

/// Typing by leases: each keystroke renews one, and silence ends it.
#[derive(Debug)]
pub struct TypingLeases {
    lease: Duration,
    bound: usize,
    typing: Mutex<Deadlines<(Topic, Person)>>,
}

impl TypingLeases {
    /// Nobody typing; a lease lasts `lease` (3 s by default in Deskbell), and at most `bound` are kept.
    pub fn new(lease: Duration, bound: usize) -> TypingLeases {
        TypingLeases { lease, bound, typing: Mutex::new(Deadlines::new()) }
    }

    /// Somebody types. Says whether that is news to the others; it is not while a lease lasts, and not when
    /// the leases are used up, as typing may be dropped freely.
    pub fn start(&self, topic: &Topic, person: &Person, now: Instant) -> bool {
        let key = (topic.clone(), person.clone());
        let mut typing = self.typing.lock();
        if typing.len() >= self.bound && !typing.contains(&key) {
            return false;
        }
        typing.set(&key, now + self.lease)
    }

    /// Somebody stopped, or sent what they typed. Says whether that is news to the others.
    pub fn stop(&self, topic: &Topic, person: &Person) -> bool {
        self.typing.lock().cancel(&(topic.clone(), person.clone()))
    }

    /// Those who fell silent, each once: tell the others that they stopped.
    pub fn expired(&self, now: Instant) -> Vec<(Topic, Person)> {
        self.typing.lock().take_due(now)
    }

    /// When the next lease ends, if anybody types.
    pub fn next_deadline(&self) -> Option<Instant> {
        self.typing.lock().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEASE: Duration = Duration::from_secs(3);

    #[test]
    fn typing_is_news_once_and_ends_in_silence() {
        let (leases, start) = (TypingLeases::new(LEASE, 10), Instant::now());
        let (topic, ana) = (Topic::new("c"), Person::new("ana"));
        let second = Duration::from_secs(1);
        assert!(leases.start(&topic, &ana, start));
        assert!(!leases.start(&topic, &ana, start + second));
        assert_eq!(leases.next_deadline(), Some(start + 4 * second));
        assert!(leases.expired(start + LEASE).is_empty());
        assert_eq!(leases.expired(start + 4 * second), [(topic.clone(), ana.clone())]);
        assert!(!leases.stop(&topic, &ana));
        assert!(leases.start(&topic, &ana, start + 5 * second));
    }

    #[test]
    fn stopping_is_news_while_typing() {
        let (leases, start) = (TypingLeases::new(LEASE, 10), Instant::now());
        let (topic, ana) = (Topic::new("c"), Person::new("ana"));
        assert!(!leases.stop(&topic, &ana));
        leases.start(&topic, &ana, start);
        assert!(leases.stop(&topic, &ana));
        assert!(leases.expired(start + LEASE).is_empty());
        assert_eq!(leases.next_deadline(), None);
    }

    #[test]
    fn is_bounded() {
        let (leases, start) = (TypingLeases::new(LEASE, 2), Instant::now());
        let (topic, people) = (Topic::new("c"), ["a", "b", "c"].map(Person::new));
        assert_eq!(people.each_ref().map(|p| leases.start(&topic, p, start)), [true, true, false]);
        assert!(!leases.start(&topic, &people[0], start), "those who type keep their lease");
        leases.expired(start + LEASE);
        assert!(leases.start(&topic, &people[2], start + LEASE));
    }
}
