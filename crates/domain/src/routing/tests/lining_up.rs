//! The order of the line and everybody's place in it.

use super::hall::{REPAIRS, WEBSITE, at, conversation_id, waits};
use crate::{
    InboxId,
    conversation::Priority,
    routing::{Waiting, line},
};

fn of(priority: Priority, one: Waiting) -> Waiting {
    Waiting { priority, ..one }
}

fn order(minute: i64, waiting: &[Waiting], ageing: u32) -> Vec<u128> {
    let number = |index: usize| waiting[index].conversation_id.0.as_u128() - 0xF0_0000;
    line::order(at(minute), waiting, ageing).into_iter().map(number).collect()
}

#[test]
fn the_urgent_come_before_the_others_and_the_early_before_the_late() {
    let waiting = [
        of(Priority::Low, waits(1, 0)),
        waits(2, 3),
        waits(3, 2),
        of(Priority::Urgent, waits(4, 5)),
        of(Priority::High, waits(5, 4)),
        waits(0, 3),
    ];
    assert_eq!(order(5, &waiting, 10), [4, 5, 3, 0, 2, 1]);
}

#[test]
fn who_waits_becomes_more_urgent_step_by_step_up_to_the_top() {
    let low = of(Priority::Low, waits(1, 0));
    let told = [0, 9, 10, 19, 20, 30, 5000].map(|minute| low.counts_as(at(minute), 10));
    let [low_one, medium, high, urgent] = Priority::ALL;
    assert_eq!(told, [low_one, low_one, medium, medium, high, urgent, urgent]);
    assert_eq!(low.counts_as(at(5000), 0), Priority::Low);
    assert_eq!(low.counts_as(at(-5), 10), Priority::Low, "a clock that was set back");
    let next = [0, 9, 10, 29, 30].map(|minute| low.next_step_at(at(minute), 10));
    assert_eq!(next, [Some(at(10)), Some(at(10)), Some(at(20)), Some(at(30)), None]);
    assert_eq!(low.next_step_at(at(0), 0), None);
}

#[test]
fn one_that_waited_half_an_hour_is_before_what_comes_in_urgent() {
    let waiting = [of(Priority::Urgent, waits(1, 31)), of(Priority::Low, waits(2, 0))];
    assert_eq!(order(31, &waiting, 10), [2, 1]);
    assert_eq!(order(31, &waiting, 0), [1, 2]);
}

#[test]
fn each_team_has_its_own_line_and_so_has_a_rehearsal() {
    let rehearsed = InboxId(uuid::Uuid::from_u128(0xB3));
    let waiting = [
        waits(1, 0),
        Waiting { team_id: Some(REPAIRS), ..waits(2, 1) },
        of(Priority::High, waits(3, 2)),
        Waiting { rehearsal: true, inbox_id: rehearsed, ..waits(4, 3) },
        Waiting { inbox_id: rehearsed, ..waits(5, 4) },
    ];
    assert_eq!(waiting[0].inbox_id, WEBSITE);
    let places = line::places(at(5), &waiting, 10);
    let told: Vec<_> = places.iter().map(|place| (place.conversation_id, place.position)).collect();
    let expected = [(3, 1), (1, 2), (2, 1), (4, 1), (5, 3)];
    assert_eq!(told, expected.map(|(number, position)| (conversation_id(number), position)));
}
