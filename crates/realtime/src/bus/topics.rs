//! Which topics this node serves, and what is left to do for that.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use super::broadcast;
use crate::Topic;

/// A topic that nobody serves any more is left after this long: somebody who reloads a page comes back sooner.
const LEAVE_AFTER: Duration = Duration::from_secs(5);

/// What is wanted, whatever the line does, and what has been reached on the line there is. Without a line nothing is
/// noted but what is wanted: the next one begins with all of that.
#[derive(Default)]
pub(super) struct Topics {
    has_line: bool,
    wanted: HashSet<Topic>,
    /// Subscribed, and confirmed.
    served: HashSet<Topic>,
    /// To be subscribed.
    fresh: HashSet<Topic>,
    /// To be left, since when.
    leaving: HashMap<Topic, Instant>,
}

impl Topics {
    /// A topic is wanted; says whether there is something to subscribe.
    pub(super) fn serve(&mut self, topic: &Topic) -> bool {
        if !self.wanted.insert(topic.clone()) || !self.has_line {
            return false;
        }
        self.leaving.remove(topic);
        !self.served.contains(topic) && self.fresh.insert(topic.clone())
    }

    /// A topic is wanted no longer.
    pub(super) fn leave(&mut self, topic: &Topic, now: Instant) {
        if self.wanted.remove(topic) && self.has_line {
            self.leaving.insert(topic.clone(), now);
        }
    }

    /// There is a line on which nothing is subscribed yet: all that is to be.
    pub(super) fn begin(&mut self) -> Vec<Topic> {
        self.end();
        self.has_line = true;
        self.wanted.insert(broadcast());
        self.wanted.iter().cloned().collect()
    }

    /// The line is gone, and with it every subscription.
    pub(super) fn end(&mut self) {
        *self = Self { wanted: std::mem::take(&mut self.wanted), ..Self::default() };
    }

    /// The server says that a topic is subscribed.
    pub(super) fn confirm(&mut self, topic: Topic) {
        if self.has_line {
            self.served.insert(topic);
        }
    }

    pub(super) fn is_served(&self, topic: &Topic) -> bool {
        self.served.contains(topic)
    }

    pub(super) fn are_served(&self, topics: &[Topic]) -> bool {
        self.served.len() >= topics.len() && topics.iter().all(|topic| self.is_served(topic))
    }

    /// What is to be subscribed now.
    pub(super) fn take_fresh(&mut self) -> Vec<Topic> {
        self.fresh.drain().collect()
    }

    /// What is to be unsubscribed now.
    pub(super) fn take_left(&mut self, now: Instant) -> Vec<Topic> {
        let rested = |since: Instant| now.saturating_duration_since(since) >= LEAVE_AFTER;
        let left: Vec<_> =
            self.leaving.extract_if(|_, since| rested(*since)).map(|(topic, _)| topic).collect();
        for topic in &left {
            self.served.remove(topic);
            self.fresh.remove(topic);
        }
        left
    }

    #[cfg(test)]
    pub(super) fn wants(&self, topic: &Topic) -> bool {
        self.wanted.contains(topic)
    }

    pub(super) fn len(&self) -> usize {
        self.wanted.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a() -> Topic {
        Topic::new("a")
    }

    fn with_line() -> (Topics, Instant) {
        let mut topics = Topics::default();
        assert_eq!(topics.begin(), [broadcast()]);
        (topics, Instant::now())
    }

    #[test]
    fn a_topic_is_subscribed_once_and_left_after_a_rest() {
        let (mut topics, start) = with_line();
        assert!(topics.serve(&a()));
        assert!(!topics.serve(&a()), "it is wanted already");
        assert_eq!(topics.take_fresh(), [a()]);
        topics.confirm(a());
        assert!(topics.is_served(&a()));
        topics.leave(&a(), start);
        assert_eq!(topics.take_left(start + LEAVE_AFTER / 2), []);
        assert_eq!(topics.take_left(start + LEAVE_AFTER), [a()]);
        assert!(!topics.is_served(&a()));
        assert_eq!(topics.take_left(start + LEAVE_AFTER * 2), [], "once");
    }

    #[test]
    fn who_comes_back_in_time_finds_the_topic_still_served() {
        let (mut topics, start) = with_line();
        topics.serve(&a());
        topics.take_fresh();
        topics.confirm(a());
        topics.leave(&a(), start);
        assert!(!topics.serve(&a()), "nothing is to be subscribed");
        assert_eq!(topics.take_left(start + LEAVE_AFTER * 2), []);
        assert!(topics.is_served(&a()));
    }

    #[test]
    fn without_a_line_nothing_is_served_and_nothing_piles_up() {
        let (mut topics, start) = with_line();
        topics.serve(&a());
        topics.confirm(a());
        topics.end();
        assert!(!topics.is_served(&a()));
        for number in 0..1000 {
            let topic = Topic::new(number.to_string());
            assert!(!topics.serve(&topic));
            topics.leave(&topic, start);
        }
        topics.confirm(Topic::new("said too late"));
        assert_eq!((topics.fresh.len(), topics.leaving.len(), topics.served.len()), (0, 0, 0));
        let mut wanted = topics.begin();
        wanted.sort();
        assert_eq!(wanted, [broadcast(), a()], "a new line begins with all that is wanted");
        assert!(!topics.are_served(&wanted));
        wanted.iter().cloned().for_each(|topic| topics.confirm(topic));
        assert!(topics.are_served(&wanted));
    }
}
