//! Random days at the desk: customers come, agents come, go, decline and settle. After each event the dispatcher's
//! steps are taken one by one, and what it promises is looked for in what became of everybody.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use proptest::{collection::vec, prelude::*, sample::select};

use super::hall::{REPAIRS, SHOP, WEBSITE, agent, agent_id, at, conversation_id, routed, waits};
use crate::{
    AgentId, ConversationId,
    agent::Availability,
    conversation::{Category, Offer, Priority},
    routing::{Candidate, PassedOver, Rules, Step, Waiting, dispatch, line, next_wake},
    settings::{self, Overflow, Routing},
};

#[derive(Clone, Debug)]
enum Event {
    Arrives { priority: Priority, repairs: bool, category: Option<&'static str>, preferred: Option<u128> },
    Settles(usize),
    Accepts(usize),
    Declines(usize),
    Leaves(u128),
    Returns(u128),
    Chooses(u128, Availability),
    Passes(i64),
}

/// Everything that is to be kept of a day.
struct Day {
    now: Timestamp,
    rules: Rules,
    people: Vec<Candidate>,
    waiting: Vec<Waiting>,
    held: BTreeMap<ConversationId, (AgentId, Waiting)>,
    settled: BTreeSet<ConversationId>,
    arrived: u128,
}

impl Day {
    fn new(rules: Rules) -> Self {
        let people = (0..5u128)
            .map(|number| Candidate {
                team_ids: [vec![SHOP], vec![REPAIRS], vec![SHOP, REPAIRS]][number as usize % 3].clone(),
                categories: (number == 2).then(|| Category::parse("payment").into_iter().collect()),
                capacity: 1 + number as u32 % 3,
                ..agent(number)
            })
            .collect();
        let (waiting, held, settled) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        Self { now: at(0), rules, people, waiting, held, settled, arrived: 0 }
    }

    fn person(&mut self, id: AgentId) -> &mut Candidate {
        self.people.iter_mut().find(|who| who.agent_id == id).unwrap()
    }

    fn take(&mut self, id: ConversationId) -> Waiting {
        let place = self.waiting.iter().position(|one| one.conversation_id == id).expect("it waits");
        self.waiting.remove(place)
    }

    /// The offers of all, and the conversation with each.
    fn offers(&self) -> Vec<(ConversationId, AgentId)> {
        self.waiting.iter().filter_map(|one| Some((one.conversation_id, one.offer?.agent_id))).collect()
    }

    fn give(&mut self, id: ConversationId, to: AgentId) {
        let mut one = self.take(id);
        (one.offer, one.passed_over) = (None, Vec::new());
        assert!(self.held.insert(id, (to, one)).is_none(), "held by one alone");
        let now = self.now;
        let who = self.person(to);
        who.held += 1;
        who.last_given_at = Some(now);
    }

    fn not_again(&mut self, id: ConversationId, agent_id: AgentId) {
        let until = self.now + line::PASSED_OVER_FOR;
        let one = self.waiting.iter_mut().find(|one| one.conversation_id == id).unwrap();
        assert_eq!(one.offer.take().map(|offer| offer.agent_id), Some(agent_id));
        one.passed_over.push(PassedOver { agent_id, until });
    }

    fn happens(&mut self, event: &Event) {
        match event {
            Event::Arrives { priority, repairs, category, preferred } => {
                self.arrived += 1;
                self.waiting.push(Waiting {
                    priority: *priority,
                    line_at: self.now,
                    team_id: Some(if *repairs { REPAIRS } else { SHOP }),
                    category: category.and_then(Category::parse),
                    preferred: preferred.map(agent_id),
                    ..waits(self.arrived, 0)
                });
            }
            Event::Settles(which) => {
                let Some(id) = self.held.keys().nth(which % self.held.len().max(1)).copied() else { return };
                let (who, _) = self.held.remove(&id).unwrap();
                self.person(who).held -= 1;
                assert!(self.settled.insert(id));
            }
            Event::Accepts(which) => {
                let offers = self.offers();
                let Some((id, who)) = offers.get(which % offers.len().max(1)) else { return };
                self.give(*id, *who);
            }
            Event::Declines(which) => {
                let offers = self.offers();
                let Some((id, who)) = offers.get(which % offers.len().max(1)) else { return };
                self.not_again(*id, *who);
            }
            Event::Leaves(number) => {
                let gone = agent_id(*number);
                let who = self.person(gone);
                (who.present, who.held) = (false, 0);
                let left: Vec<_> =
                    self.held.iter().filter(|(_, (who, _))| *who == gone).map(|(id, _)| *id).collect();
                for id in left {
                    let (_, one) = self.held.remove(&id).unwrap();
                    self.waiting.push(one);
                }
            }
            Event::Returns(number) => self.person(agent_id(*number)).present = true,
            Event::Chooses(number, availability) => {
                self.person(agent_id(*number)).availability = *availability;
            }
            Event::Passes(minutes) => self.now += SignedDuration::from_mins(*minutes),
        }
    }

    /// Takes the dispatcher's steps, holding each to what was promised.
    fn dispatch(&mut self) {
        let steps = dispatch(self.now, &self.waiting, &self.people, &self.rules);
        let before: Vec<Waiting> = self.waiting.clone();
        let mut given = Vec::new();
        for step in &steps {
            match *step {
                Step::Lapse { conversation_id, agent_id } => self.not_again(conversation_id, agent_id),
                Step::Overflow { conversation_id, from, to } => {
                    let one =
                        self.waiting.iter_mut().find(|one| one.conversation_id == conversation_id).unwrap();
                    assert!(!std::mem::replace(&mut one.overflowed, true), "once");
                    assert_eq!(one.team_id.replace(to), from);
                }
                Step::Assign { conversation_id, agent_id } => {
                    given.push((conversation_id, agent_id));
                    self.give(conversation_id, agent_id);
                }
                Step::Offer { conversation_id, agent_id, until } => {
                    given.push((conversation_id, agent_id));
                    let now = self.now;
                    self.person(agent_id).last_given_at = Some(now);
                    let one =
                        self.waiting.iter_mut().find(|one| one.conversation_id == conversation_id).unwrap();
                    assert!(one.offer.replace(Offer { agent_id, until }).is_none());
                }
            }
        }
        self.nobody_was_passed(&before, &given);
        self.nobody_is_left_who_could_be_helped();
        self.nobody_is_lost_and_nobody_is_there_twice();
        for (_, who) in &given {
            assert!(self.load(*who) <= self.person(*who).capacity, "nobody is given more than they can hold");
        }
        assert_eq!(dispatch(self.now, &self.waiting, &self.people, &self.rules), [], "and that is all of it");
    }

    fn load(&self, id: AgentId) -> u32 {
        let held = self.held.values().filter(|(who, _)| *who == id).count();
        let offered = self.offers().iter().filter(|(_, who)| *who == id).count();
        u32::try_from(held + offered).unwrap()
    }

    /// Who was given one had not been able to take any that stands before it and still waits.
    fn nobody_was_passed(&self, before: &[Waiting], given: &[(ConversationId, AgentId)]) {
        let order = line::order(self.now, before, self.rules.ageing_minutes);
        let place = |id: ConversationId| {
            order.iter().position(|index| before[*index].conversation_id == id).expect("in the line")
        };
        for one in &self.waiting {
            for (later, who) in given.iter().filter(|(id, _)| place(*id) > place(one.conversation_id)) {
                let who = self.people.iter().find(|other| other.agent_id == *who).unwrap();
                let could = self.could(who, one);
                assert!(!could, "{later} was given to {} past {}", who.agent_id, one.conversation_id);
            }
        }
    }

    fn nobody_is_left_who_could_be_helped(&self) {
        for one in &self.waiting {
            let idle =
                self.people.iter().find(|who| self.load(who.agent_id) < who.capacity && self.could(who, one));
            assert_eq!(idle, None, "{one:?} waits for nothing");
        }
    }

    fn nobody_is_lost_and_nobody_is_there_twice(&self) {
        let waiting: BTreeSet<_> = self.waiting.iter().map(|one| one.conversation_id).collect();
        assert_eq!(waiting.len(), self.waiting.len());
        let held: BTreeSet<_> = self.held.keys().copied().collect();
        assert!(
            waiting.is_disjoint(&held)
                && self.settled.is_disjoint(&held)
                && waiting.is_disjoint(&self.settled)
        );
        let everybody: BTreeSet<_> = (1..=self.arrived).map(conversation_id).collect();
        assert_eq!(&(&waiting | &held) | &self.settled, everybody);
    }

    /// Whether this one would be given to them, if they had a hand free.
    fn could(&self, who: &Candidate, one: &Waiting) -> bool {
        let by_hand = self.rules.routing[&WEBSITE].strategy == settings::Strategy::Manual;
        let routed = !by_hand || one.preferred == Some(who.agent_id);
        one.offer.is_none() && routed && who.may_take(one, one.team_id, self.now)
    }
}

fn event() -> impl Strategy<Value = Event> {
    let arrives = (
        select(Priority::ALL.to_vec()),
        any::<bool>(),
        select(vec![None, Some("payment"), Some("shipping")]),
        proptest::option::weighted(0.2, 0..5u128),
    );
    prop_oneof![
        10 => arrives.prop_map(|(priority, repairs, category, preferred)| {
            Event::Arrives { priority, repairs, category, preferred }
        }),
        5 => any::<usize>().prop_map(Event::Settles),
        4 => any::<usize>().prop_map(Event::Accepts),
        2 => any::<usize>().prop_map(Event::Declines),
        2 => (0..5u128).prop_map(Event::Leaves),
        2 => (0..5u128).prop_map(Event::Returns),
        2 => (0..5u128, select(Availability::ALL.to_vec())).prop_map(|(who, what)| Event::Chooses(who, what)),
        1 => (0..5u128).prop_map(|who| Event::Chooses(who, Availability::Online)),
        5 => (0..12i64).prop_map(Event::Passes),
    ]
}

fn rules() -> impl Strategy<Value = Rules> {
    let overflow = (proptest::option::of(1..20u32), proptest::option::of(1..4u32));
    (
        select(vec![
            settings::Strategy::RoundRobin,
            settings::Strategy::LeastLoaded,
            settings::Strategy::Manual,
        ]),
        select(vec![0u32, 30, 60]),
        proptest::option::of(overflow),
        select(vec![0u32, 1, 10]),
    )
        .prop_map(|(strategy, offer_seconds, overflow, ageing_minutes)| {
            let overflow = overflow.map(|(after_minutes, queue_length)| Overflow {
                after_minutes,
                queue_length,
                team_id: REPAIRS,
            });
            let routing = Routing { strategy, offer_seconds, overflow, rules: Vec::new() };
            Rules { ageing_minutes, ..routed(routing) }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_no_day_is_anybody_lost_passed_or_overloaded(rules in rules(), events in vec(event(), 1..80)) {
        let mut day = Day::new(rules);
        for event in &events {
            day.happens(event);
            day.dispatch();
        }
    }

    /// What the dispatcher decides changes with time alone only at the moments it asks to be woken for.
    #[test]
    fn between_two_wakings_nothing_is_missed(rules in rules(), events in vec(event(), 1..40)) {
        let mut day = Day::new(rules);
        for event in &events {
            day.happens(event);
            day.dispatch();
        }
        let end = day.now + SignedDuration::from_mins(40);
        let wake = next_wake(day.now, &day.waiting, &day.rules).unwrap_or(end).min(end);
        let mut now = day.now;
        while now < wake {
            prop_assert_eq!(dispatch(now, &day.waiting, &day.people, &day.rules), []);
            now += SignedDuration::from_secs(10);
        }
    }
}

/// One pair of hands and an urgent conversation every minute: minutes until one that can wait is taken.
fn waits_for(ageing_minutes: u32) -> Option<i64> {
    let routing = Routing { strategy: settings::Strategy::RoundRobin, ..Routing::default() };
    let mut day = Day::new(Rules { ageing_minutes, ..routed(routing) });
    day.people = vec![Candidate { capacity: 1, ..agent(0) }];
    let arrives = |priority| Event::Arrives { priority, repairs: false, category: None, preferred: None };
    day.happens(&arrives(Priority::Urgent));
    day.dispatch();
    day.happens(&arrives(Priority::Low));
    (0..200).find(|_| {
        day.happens(&arrives(Priority::Urgent));
        day.happens(&Event::Passes(1));
        day.happens(&Event::Settles(0));
        day.dispatch();
        day.held.contains_key(&conversation_id(2))
    })
}

#[test]
fn nobody_is_passed_by_the_urgent_for_ever() {
    assert_eq!(waits_for(10), Some(29), "three steps of ten minutes");
    assert_eq!(waits_for(0), None, "without ageing they are");
}
