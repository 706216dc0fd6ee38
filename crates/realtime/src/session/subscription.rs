//! One session's place in one topic's stream: what it has had, and what is held back for it.

use bytes::Bytes;

use crate::Topic;

/// What becomes of an envelope that reached a subscription.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The session has had it, or is left out of it.
    Skip,
    /// It waits for the hold to end.
    Held,
    /// It goes into the outbox now.
    Live,
}

/// An event kept back. A session left out of an event keeps its place only, without a frame.
#[derive(Debug)]
pub(crate) struct HeldEvent {
    seq: Option<u64>,
    pub(crate) frame: Option<Bytes>,
}

#[derive(Debug)]
struct Holding {
    /// The ticket of the first hold; an older ticket belongs to a subscription that was left since.
    first_ticket: u64,
    holds: u32,
    events: Vec<HeldEvent>,
}

/// A subscription. Everything at or below `watermark` has been had, from a page or live.
#[derive(Debug, Default)]
pub(crate) struct Subscription {
    watermark: u64,
    /// Whether it has ever been live: only then does it outlive a hold that is given up.
    established: bool,
    holding: Option<Box<Holding>>,
}

/// How a hold ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// The hold was of a subscription that has been left, or other holds go on.
    Nothing,
    /// The subscription is live again; these events were kept back, in order.
    Live(Vec<HeldEvent>),
    /// It was never live and nobody holds it any more: it has to go, with what was kept back.
    Abandoned(Vec<HeldEvent>),
}

impl Subscription {
    /// Decides on an envelope, and keeps it when a hold is on. `frame` is none for a session left out.
    pub(crate) fn accept(&mut self, seq: Option<u64>, frame: Option<&Bytes>) -> Verdict {
        if seq.is_some_and(|seq| seq <= self.watermark) {
            return Verdict::Skip;
        }
        if let Some(holding) = &mut self.holding {
            if seq.is_none() && frame.is_none() {
                return Verdict::Skip;
            }
            holding.events.push(HeldEvent { seq, frame: frame.cloned() });
            return Verdict::Held;
        }
        self.pass(seq);
        if frame.is_some() { Verdict::Live } else { Verdict::Skip }
    }

    /// Starts keeping events back. Holds nest: events flow again when the last one has ended.
    pub(crate) fn hold(&mut self, ticket: u64) {
        let new = || Box::new(Holding { first_ticket: ticket, holds: 0, events: Vec::new() });
        self.holding.get_or_insert_with(new).holds += 1;
    }

    /// Makes it live at once, unless a hold is on: then it is live when the hold ends, however it ends.
    pub(crate) fn establish(&mut self) {
        self.established = true;
    }

    /// Ends one hold: `after` is the last place the session has had from a page, or none when the page was
    /// never sent.
    pub(crate) fn end_hold(&mut self, ticket: u64, after: Option<u64>) -> Ended {
        let Some(holding) = self.holding.as_mut().filter(|holding| ticket >= holding.first_ticket) else {
            return Ended::Nothing;
        };
        if let Some(after) = after {
            self.established = true;
            // An older page changes nothing: what came live since then has been had all the same.
            self.watermark = self.watermark.max(after);
        }
        holding.holds -= 1;
        if holding.holds > 0 {
            return Ended::Nothing;
        }
        let events = self.drop_hold();
        if self.established { Ended::Live(events) } else { Ended::Abandoned(events) }
    }

    /// Ends all holds and hands back what they kept.
    pub(crate) fn drop_hold(&mut self) -> Vec<HeldEvent> {
        self.holding.take().map(|holding| holding.events).unwrap_or_default()
    }

    /// Whether a held event is still news; if so it counts as had from now on.
    pub(crate) fn is_news(&mut self, event: &HeldEvent) -> bool {
        let news = event.seq.is_none_or(|seq| seq > self.watermark);
        if news {
            self.pass(event.seq);
        }
        news
    }

    fn pass(&mut self, seq: Option<u64>) {
        self.watermark = self.watermark.max(seq.unwrap_or(0));
    }
}

/// Up to here a list of subscriptions takes exactly the memory it needs; there is one in every idle session.
const FEW_TOPICS: usize = 4;

/// A session's subscriptions by topic: a sorted list, as most sessions have three or four.
#[derive(Debug, Default)]
pub(crate) struct Subscriptions(Vec<(Topic, Subscription)>);

impl Subscriptions {
    pub(crate) fn get_mut(&mut self, topic: &Topic) -> Option<&mut Subscription> {
        let index = self.find(topic).ok()?;
        Some(&mut self.0[index].1)
    }

    /// The topic's subscription, made when it is new; none when there are `bound` others already.
    pub(crate) fn get_or_insert(&mut self, topic: &Topic, bound: usize) -> Option<&mut Subscription> {
        let index = match self.find(topic) {
            Ok(index) => index,
            Err(_) if self.0.len() >= bound => return None,
            Err(index) => {
                if self.0.len() < FEW_TOPICS {
                    self.0.reserve_exact(1);
                }
                self.0.insert(index, (topic.clone(), Subscription::default()));
                index
            }
        };
        Some(&mut self.0[index].1)
    }

    pub(crate) fn remove(&mut self, topic: &Topic) -> Option<Subscription> {
        let index = self.find(topic).ok()?;
        Some(self.0.remove(index).1)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Subscription> {
        self.0.iter_mut().map(|(_, subscription)| subscription)
    }

    pub(crate) fn topics(&self) -> impl Iterator<Item = &Topic> {
        self.0.iter().map(|(topic, _)| topic)
    }

    fn find(&self, topic: &Topic) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(topic))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Bytes {
        Bytes::from_static(b"x")
    }

    fn seqs(events: &[HeldEvent], subscription: &mut Subscription) -> Vec<u64> {
        events
            .iter()
            .filter(|event| subscription.is_news(event))
            .map(|event| event.seq.unwrap_or(0))
            .collect()
    }

    fn released(subscription: &mut Subscription, ticket: u64, after: u64) -> Vec<u64> {
        match subscription.end_hold(ticket, Some(after)) {
            Ended::Live(events) => seqs(&events, subscription),
            other => panic!("expected it to be live, not {other:?}"),
        }
    }

    #[test]
    fn a_live_subscription_skips_what_it_has_had() {
        let mut subscription = Subscription::default();
        subscription.establish();
        let mut said = |seq| subscription.accept(Some(seq), Some(&frame()));
        assert_eq!(
            [said(1), said(2), said(1), said(2), said(3)].map(|v| v == Verdict::Live),
            [true, true, false, false, true]
        );
        assert_eq!(subscription.accept(None, Some(&frame())), Verdict::Live);
    }

    #[test]
    fn releasing_gives_what_the_page_did_not_hold_each_once() {
        let mut subscription = Subscription::default();
        subscription.hold(1);
        for seq in [3, 4, 5, 4, 5, 6] {
            assert_eq!(subscription.accept(Some(seq), Some(&frame())), Verdict::Held);
        }
        assert_eq!(subscription.accept(None, Some(&frame())), Verdict::Held);
        assert_eq!(released(&mut subscription, 1, 4), [5, 6, 0]);
        assert_eq!(subscription.accept(Some(6), Some(&frame())), Verdict::Skip);
        assert_eq!(subscription.accept(Some(7), Some(&frame())), Verdict::Live);
    }

    #[test]
    fn paging_an_older_stretch_neither_repeats_nor_stops_what_is_live() {
        let mut subscription = Subscription::default();
        subscription.hold(1);
        assert!(released(&mut subscription, 1, 10).is_empty());
        subscription.accept(Some(11), Some(&frame()));
        subscription.hold(2);
        subscription.accept(Some(12), Some(&frame()));
        assert_eq!(released(&mut subscription, 2, 4), [12]);
        assert_eq!(subscription.accept(Some(11), Some(&frame())), Verdict::Skip);
        assert_eq!(subscription.accept(Some(13), Some(&frame())), Verdict::Live);
    }

    #[test]
    fn holds_nest() {
        let mut subscription = Subscription::default();
        subscription.hold(1);
        subscription.hold(2);
        subscription.accept(Some(1), Some(&frame()));
        assert!(matches!(subscription.end_hold(1, Some(0)), Ended::Nothing));
        subscription.accept(Some(2), Some(&frame()));
        assert_eq!(released(&mut subscription, 2, 1), [2]);
    }

    #[test]
    fn a_hold_of_a_subscription_left_since_ends_nothing() {
        let mut subscription = Subscription::default();
        subscription.hold(2);
        assert!(matches!(subscription.end_hold(1, Some(9)), Ended::Nothing));
        subscription.accept(Some(1), Some(&frame()));
        assert_eq!(released(&mut subscription, 2, 0), [1]);
        assert!(matches!(subscription.end_hold(2, Some(9)), Ended::Nothing));
    }

    #[test]
    fn giving_up_keeps_only_what_was_live_before() {
        let mut fresh = Subscription::default();
        fresh.hold(1);
        assert!(matches!(fresh.end_hold(1, None), Ended::Abandoned(_)));

        let mut live = Subscription::default();
        live.establish();
        live.hold(1);
        live.accept(Some(1), Some(&frame()));
        match live.end_hold(1, None) {
            Ended::Live(events) => assert_eq!(seqs(&events, &mut live), [1]),
            other => panic!("expected it to be live, not {other:?}"),
        }
    }

    #[test]
    fn whoever_is_left_out_has_had_the_event() {
        let mut live = Subscription::default();
        assert_eq!(live.accept(Some(1), None), Verdict::Skip);
        assert_eq!(live.accept(Some(1), Some(&frame())), Verdict::Skip);

        let mut held = Subscription::default();
        held.hold(1);
        held.accept(Some(1), None);
        held.accept(Some(1), Some(&frame()));
        assert_eq!(released(&mut held, 1, 0), [1], "only the place is kept");
        assert_eq!(held.accept(Some(1), Some(&frame())), Verdict::Skip);
    }

    #[test]
    fn subscriptions_are_found_by_name_and_bounded() {
        let mut all = Subscriptions::default();
        for name in ["b", "a", "c"] {
            assert!(all.get_or_insert(&Topic::new(name), 3).is_some());
        }
        assert!(all.get_or_insert(&Topic::new("d"), 3).is_none());
        assert!(all.get_or_insert(&Topic::new("a"), 3).is_some());
        assert!(all.remove(&Topic::new("b")).is_some());
        assert!(all.get_mut(&Topic::new("b")).is_none());
        assert_eq!(all.topics().map(Topic::as_str).collect::<Vec<_>>(), ["a", "c"]);
    }
}
