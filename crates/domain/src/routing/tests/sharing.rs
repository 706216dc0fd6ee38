//! Who gets which: fair shares, full hands, offers, overflow.

use jiff::SignedDuration;

use super::hall::{REPAIRS, SHOP, WEBSITE, agent, agent_id, at, by, conversation_id, given, routed, waits};
use crate::{
    InboxId,
    agent::Availability,
    conversation::{Category, Offer, Priority},
    routing::{Candidate, PassedOver, Rules, Step, Waiting, dispatch, next_wake},
    settings::{Overflow, Routing, Strategy},
};

#[test]
fn five_customers_and_two_agents_with_two_hands_each() {
    let five: Vec<_> = (1..=5).map(|number| waits(number, i64::try_from(number).unwrap())).collect();
    let two = [agent(1), agent(2)];
    assert_eq!(given(6, &five, &two, &by(Strategy::RoundRobin)), [(1, 1), (2, 2), (3, 1), (4, 2)]);
    let settled = [Candidate { held: 2, ..agent(1) }, Candidate { held: 1, ..agent(2) }];
    assert_eq!(given(7, &five[4..], &settled, &by(Strategy::RoundRobin)), [(5, 2)], "pulled in at once");
}

#[test]
fn round_robin_goes_on_where_it_left_off() {
    let people = [
        Candidate { last_given_at: Some(at(3)), ..agent(1) },
        Candidate { last_given_at: Some(at(1)), held: 1, ..agent(2) },
        agent(3),
    ];
    let four: Vec<_> = (1..=4).map(|number| waits(number, 0)).collect();
    assert_eq!(given(4, &four, &people, &by(Strategy::RoundRobin)), [(1, 3), (2, 2), (3, 1), (4, 3)]);
}

#[test]
fn least_loaded_fills_the_emptiest_hands() {
    let people =
        [Candidate { held: 3, capacity: 9, ..agent(1) }, Candidate { held: 1, capacity: 9, ..agent(2) }];
    let four: Vec<_> = (1..=4).map(|number| waits(number, 0)).collect();
    assert_eq!(given(4, &four, &people, &by(Strategy::LeastLoaded)), [(1, 2), (2, 2), (3, 1), (4, 2)]);
}

#[test]
fn by_hand_nobody_is_given_anything_but_who_is_wanted_in_person() {
    let waiting = [waits(1, 0), Waiting { preferred: Some(agent_id(2)), ..waits(2, 1) }];
    let people = [agent(1), Candidate { team_ids: vec![REPAIRS], ..agent(2) }];
    assert_eq!(given(2, &waiting, &people, &by(Strategy::Manual)), [(2, 2)]);
    assert_eq!(given(2, &waiting, &people, &Rules::default()), [(2, 2)], "an inbox without rules");
    assert_eq!(given(2, &waiting, &people, &by(Strategy::RoundRobin)), [(1, 1), (2, 2)]);
    let busy = [agent(1), Candidate { held: 2, ..agent(2) }];
    assert_eq!(given(2, &waiting[1..], &busy, &by(Strategy::RoundRobin)), [(2, 1)], "else somebody");
}

#[test]
fn nobody_is_given_one_who_cannot_take_it() {
    let one = [Waiting { category: Category::parse("payment"), ..waits(1, 0) }];
    let rules = by(Strategy::RoundRobin);
    let good = agent(1);
    assert_eq!(given(1, &one, std::slice::from_ref(&good), &rules), [(1, 1)]);
    let others = |category| Some(Category::parse(category).into_iter().collect());
    assert_eq!(
        given(1, &one, &[Candidate { categories: others("payment"), ..good.clone() }], &rules),
        [(1, 1)]
    );
    for bad in [
        Candidate { active: false, ..good.clone() },
        Candidate { present: false, ..good.clone() },
        Candidate { availability: Availability::Busy, ..good.clone() },
        Candidate { availability: Availability::Away, ..good.clone() },
        Candidate { availability: Availability::Offline, ..good.clone() },
        Candidate { team_ids: vec![REPAIRS], ..good.clone() },
        Candidate { categories: others("shipping"), ..good.clone() },
        Candidate { held: 2, ..good.clone() },
        Candidate { capacity: 0, ..good.clone() },
        Candidate { rehearsal: Some(WEBSITE), ..good },
    ] {
        assert_eq!(given(1, &one, std::slice::from_ref(&bad), &rules), [], "{bad:?}");
    }
}

#[test]
fn one_of_no_team_is_anybodys_and_a_rehearsal_is_its_own_agents() {
    let people =
        [Candidate { rehearsal: Some(WEBSITE), ..agent(1) }, Candidate { team_ids: vec![], ..agent(2) }];
    let teamless = Waiting { team_id: None, ..waits(1, 0) };
    assert_eq!(given(1, std::slice::from_ref(&teamless), &people, &by(Strategy::RoundRobin)), [(1, 2)]);
    let rehearsed = Waiting { rehearsal: true, ..teamless };
    assert_eq!(given(1, &[rehearsed], &people, &by(Strategy::RoundRobin)), [(1, 1)]);
}

#[test]
fn who_declined_is_not_asked_again_for_a_while() {
    let declined = PassedOver { agent_id: agent_id(1), until: at(5) };
    let waiting = [Waiting { passed_over: vec![declined], ..waits(1, 0) }, waits(2, 1)];
    let rules = by(Strategy::RoundRobin);
    assert_eq!(given(4, &waiting, &[agent(1)], &rules), [(2, 1)], "a later one passes who cannot be had");
    assert_eq!(given(5, &waiting, &[agent(1)], &rules), [(1, 1), (2, 1)]);
    assert_eq!(next_wake(at(4), &waiting, &rules), Some(at(5)));
}

#[test]
fn an_offer_stands_for_a_while_and_keeps_a_hand() {
    let rules = routed(Routing { strategy: Strategy::RoundRobin, offer_seconds: 30, ..Routing::default() });
    let until = at(0) + SignedDuration::from_secs(30);
    let one_hand = [Candidate { capacity: 1, ..agent(1) }];
    let steps = dispatch(at(0), &[waits(1, 0)], &one_hand, &rules);
    let (conversation_id, agent_id) = (conversation_id(1), agent_id(1));
    assert_eq!(steps, [Step::Offer { conversation_id, agent_id, until }]);
    let offered = [Waiting { offer: Some(Offer { agent_id, until }), ..waits(1, 0) }, waits(2, 0)];
    assert_eq!(dispatch(at(0), &offered, &one_hand, &rules), []);
    assert_eq!(next_wake(at(0), &offered, &rules), Some(until));
    let lapse = Step::Lapse { conversation_id, agent_id };
    let late = dispatch(at(1), &offered, &one_hand, &rules);
    assert_eq!(late[0], lapse);
    assert_eq!(given(1, &offered, &one_hand, &rules), [(2, 1)], "and it goes to who is next");
    let gone = [Candidate { present: false, ..agent(1) }, agent(2)];
    assert_eq!(dispatch(at(0), &offered, &gone, &rules)[0], lapse);
    assert_eq!(given(0, &offered, &gone, &rules), [(1, 2), (2, 2)], "at once, to somebody else");
    assert_eq!(dispatch(at(0), &offered, &[], &rules), [lapse]);
}

fn overflowing(after_minutes: Option<u32>, queue_length: Option<u32>) -> Rules {
    let overflow = Some(Overflow { after_minutes, queue_length, team_id: REPAIRS });
    routed(Routing { strategy: Strategy::RoundRobin, overflow, ..Routing::default() })
}

#[test]
fn after_a_wait_another_team_helps_out() {
    let people = [Candidate { held: 2, ..agent(1) }, Candidate { team_ids: vec![REPAIRS], ..agent(2) }];
    let rules = overflowing(Some(5), None);
    let waiting = [waits(1, 0), waits(2, 3)];
    assert_eq!(dispatch(at(4), &waiting, &people, &rules), []);
    assert_eq!(next_wake(at(4), &waiting, &rules), Some(at(5)));
    let (conversation_id, agent_id) = (conversation_id(1), agent_id(2));
    let moved = Step::Overflow { conversation_id, from: Some(SHOP), to: REPAIRS };
    let steps = dispatch(at(5), &waiting, &people, &rules);
    assert_eq!(steps, [moved, Step::Assign { conversation_id, agent_id }]);
    let full = [people[0].clone(), Candidate { held: 2, ..people[1].clone() }];
    assert_eq!(dispatch(at(5), &waiting, &full, &rules), [moved], "to wait where somebody is");
    let once = [Waiting { overflowed: true, ..waits(1, 0) }];
    assert_eq!(dispatch(at(50), &once, &people, &rules), []);
    let nobody = [people[0].clone(), Candidate { present: false, ..people[1].clone() }];
    assert_eq!(dispatch(at(50), &waiting, &nobody, &rules), [], "nobody is there who could help");
    let own = [agent(1), people[1].clone()];
    assert_eq!(given(5, &waiting[..1], &own, &rules), [(1, 1)], "the own team comes first");
}

#[test]
fn of_a_long_line_the_last_move_on() {
    let people =
        [Candidate { held: 2, ..agent(1) }, Candidate { team_ids: vec![REPAIRS], capacity: 1, ..agent(2) }];
    let waiting: Vec<_> = (1..=4).map(|number| waits(number, i64::try_from(number).unwrap())).collect();
    let moved =
        |number| Step::Overflow { conversation_id: conversation_id(number), from: Some(SHOP), to: REPAIRS };
    let steps = dispatch(at(5), &waiting, &people, &overflowing(None, Some(2)));
    let assign = Step::Assign { conversation_id: conversation_id(3), agent_id: agent_id(2) };
    assert_eq!(steps, [moved(3), assign, moved(4)]);
}

#[test]
fn the_next_thing_that_time_changes_is_the_earliest() {
    let rules = overflowing(Some(30), None);
    assert_eq!(next_wake(at(0), &[], &rules), None);
    assert_eq!(next_wake(at(0), &[waits(1, 0)], &rules), Some(at(10)), "a step more urgent");
    let urgent = [Waiting { priority: Priority::Urgent, ..waits(1, 0) }];
    assert_eq!(next_wake(at(0), &urgent, &rules), Some(at(30)));
    assert_eq!(next_wake(at(30), &urgent, &rules), None);
    let other = [Waiting { inbox_id: InboxId(uuid::Uuid::nil()), ..urgent[0].clone() }];
    assert_eq!(next_wake(at(0), &other, &rules), None);
}

/// The greatest queue that is promised, in one go.
#[test]
fn a_thousand_waiting_and_fifty_agents() {
    let people: Vec<_> = (0..50u128)
        .map(|number| Candidate {
            team_ids: if number % 2 == 0 { vec![SHOP] } else { vec![SHOP, REPAIRS] },
            capacity: 10,
            ..agent(number)
        })
        .collect();
    let waiting: Vec<_> = (0..1000u128)
        .map(|number| Waiting {
            priority: Priority::ALL[(number % 4) as usize],
            team_id: Some(if number % 3 == 0 { REPAIRS } else { SHOP }),
            ..waits(number, i64::try_from(number * 7 % 9).unwrap())
        })
        .collect();
    for strategy in [Strategy::RoundRobin, Strategy::LeastLoaded] {
        let pairs = given(9, &waiting, &people, &by(strategy));
        assert_eq!(pairs.len(), 500, "every hand is full");
        for who in 0..50 {
            assert_eq!(pairs.iter().filter(|(_, agent)| *agent == who).count(), 10, "agent {who}");
        }
        let first = pairs.iter().take(250).all(|(number, _)| number % 4 == 3);
        assert!(first, "the urgent ones came first");
    }
}
