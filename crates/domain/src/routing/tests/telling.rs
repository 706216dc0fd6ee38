//! What customers are told: how long it takes, and whether anybody is there.

use jiff::{SignedDuration, tz::TimeZone};

use super::hall::{REPAIRS, SHOP, WEBSITE, agent, at};
use crate::{
    TeamId,
    agent::Availability,
    hours::{BusinessHours, Hours, Opening},
    routing::{
        Attendance, Candidate, ServiceTimes,
        attend::{attendance, reachable, teams},
        estimate::{ESTIMATE_MOST, SAMPLES},
    },
    settings::{Overflow, Routing, RoutingRule},
};

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

fn took(all: &[i64]) -> ServiceTimes {
    let mut times = ServiceTimes::default();
    all.iter().for_each(|count| times.add(minutes(*count)));
    times
}

#[test]
fn the_wait_is_told_from_what_it_really_took() {
    let times = took(&[4, 6, 60, 5, 6]);
    assert_eq!(times.median(), Some(minutes(6)), "one long one does not count for more");
    assert_eq!(times.estimate(1, 1), Some(minutes(6)));
    assert_eq!(times.estimate(4, 1), Some(minutes(24)));
    assert_eq!(times.estimate(4, 6), Some(minutes(4)), "six can be helped at once");
}

#[test]
fn nothing_is_told_that_nobody_can_know() {
    assert_eq!(took(&[4, 6, 5, 6]).estimate(1, 1), None, "too few to go by");
    assert_eq!(took(&[4; 5]).estimate(1, 0), None, "nobody helps");
    assert_eq!(took(&[600; 5]).estimate(900, 1), Some(ESTIMATE_MOST));
    assert_eq!(took(&[-5; 5]).estimate(900, 1), Some(SignedDuration::ZERO));
}

#[test]
fn only_the_last_ones_count() {
    let mut times = took(&[100; SAMPLES]);
    (0..SAMPLES).for_each(|_| times.add(minutes(2)));
    assert_eq!(times, took(&[2; SAMPLES]));
}

#[test]
fn an_inbox_is_live_while_it_is_open_and_somebody_is_there() {
    let open = |from, to| {
        let week = std::array::from_fn(|_| vec![Opening::new(from, to).unwrap()]);
        Hours::Weekly(BusinessHours::new(TimeZone::UTC, week, []))
    };
    // The first minute of the stories is eight in the morning.
    let closed = open(0, 60);
    let opens_at = Some(at(16 * 60));
    let leave = |opens_at| Attendance::LeaveMessage { opens_at };
    assert_eq!(attendance(at(0), &Hours::Always, true, true), Attendance::Live);
    assert_eq!(attendance(at(0), &Hours::Always, false, true), leave(None));
    assert_eq!(attendance(at(0), &open(0, 1440), true, true), Attendance::Live);
    assert_eq!(attendance(at(0), &closed, true, true), leave(opens_at));
    assert_eq!(attendance(at(0), &closed, false, true), leave(opens_at));
    for (hours, there) in [(&closed, false), (&closed, true), (&Hours::Always, false)] {
        assert_eq!(attendance(at(0), hours, there, false), Attendance::Live, "switched off");
    }
}

#[test]
fn who_has_their_hands_full_is_there_and_who_is_away_is_not() {
    let there = |who: Candidate| reachable(&[who], &[SHOP], None);
    assert!(there(Candidate { held: 2, ..agent(1) }));
    assert!(!there(Candidate { availability: Availability::Away, ..agent(1) }));
    assert!(!there(Candidate { present: false, ..agent(1) }));
    assert!(!there(Candidate { active: false, ..agent(1) }));
    assert!(!there(Candidate { team_ids: vec![REPAIRS], ..agent(1) }));
    assert!(!there(Candidate { rehearsal: Some(WEBSITE), ..agent(1) }));
    assert!(reachable(&[Candidate { rehearsal: Some(WEBSITE), ..agent(1) }], &[], Some(WEBSITE)));
}

#[test]
fn every_team_that_may_get_it_counts() {
    let other = TeamId(uuid::Uuid::from_u128(0xE0));
    let to = |team_id| RoutingRule { team_id, ..RoutingRule::default() };
    let overflow = Some(Overflow { after_minutes: Some(1), queue_length: None, team_id: REPAIRS });
    let routing =
        Routing { overflow, rules: vec![to(Some(other)), to(None), to(Some(SHOP))], ..Routing::default() };
    assert_eq!(teams(SHOP, &routing), [other, SHOP, REPAIRS]);
    assert_eq!(teams(SHOP, &Routing::default()), [SHOP]);
}
