//! Offers: made, accepted, declined, lapsed.

use super::{
    cast::Who,
    desk::{DeskDeed, later},
    world::{Deed, World},
};
use crate::{
    RefusalCode, Status,
    conversation::{Offer, state::DECLINED_MAX},
    entry::Activity,
    entry::Body,
    routing::Waiting,
};

fn offered() -> World {
    let mut world = World::waiting();
    world.desk(Who::House, DeskDeed::Offer(Who::Mei, 5));
    world
}

#[test]
fn what_is_offered_stays_in_the_queue_and_nothing_tells_of_it() {
    let mut world = World::waiting();
    let (place, entries, until) = (world.state.queued_at, world.timeline.len(), later(world.now(), 5));
    world.desk(Who::House, DeskDeed::Offer(Who::Mei, 5));
    let offer = Offer { agent_id: Who::Mei.agent_id(), until };
    assert_eq!((world.state.desk.offer, world.state.queued_at), (Some(offer), place));
    assert_eq!((world.timeline.len(), world.state.status), (entries, Status::Open));
    let waiting = Waiting::of(&world.state, |_| later(until, 5)).unwrap();
    assert_eq!((waiting.offer, Some(waiting.line_at)), (Some(offer), place));
}

#[test]
fn who_accepts_holds_it_and_may_say_so_twice() {
    let mut world = offered();
    world.desk(Who::Mei, DeskDeed::Accept);
    assert_eq!((world.state.assignee, world.state.desk.offer), (Some(Who::Mei.agent_id()), None));
    let given = Activity::Assigned { to: Who::Mei.named(), from: None };
    assert_eq!(world.timeline.last().unwrap().body, Body::Activity(given));
    assert!(!world.desk(Who::Mei, DeskDeed::Accept).changed);
}

#[test]
fn nobody_accepts_what_was_offered_to_another_or_too_late() {
    let mut world = offered();
    assert_eq!(world.refuses(Who::Bo, &Deed::Desk(DeskDeed::Accept)), RefusalCode::Conflict);
    world.minutes_pass(5);
    assert_eq!(world.refuses(Who::Mei, &Deed::Desk(DeskDeed::Accept)), RefusalCode::Conflict);
    assert_eq!(world.refuses(Who::House, &Deed::Desk(DeskDeed::Accept)), RefusalCode::Forbidden);
    assert_eq!(world.refuses(Who::Ana, &Deed::Desk(DeskDeed::Accept)), RefusalCode::Forbidden);
}

#[test]
fn who_declines_or_lets_it_lapse_is_passed_over() {
    let mut world = offered();
    assert!(!world.desk(Who::Bo, DeskDeed::Decline).changed, "it was not his");
    world.desk(Who::Mei, DeskDeed::Decline);
    assert_eq!((world.state.desk.offer, &*world.state.desk.declined), (None, &[Who::Mei.agent_id()][..]));
    assert!(world.state.queued_at.is_some());
    world.desk(Who::House, DeskDeed::Offer(Who::Bo, 5));
    assert!(!world.desk(Who::House, DeskDeed::Lapse(Who::Mei)).changed);
    world.desk(Who::House, DeskDeed::Lapse(Who::Bo));
    assert_eq!(world.state.desk.declined, [Who::Mei.agent_id(), Who::Bo.agent_id()]);
    let waiting = Waiting::of(&world.state, |_| later(world.now(), 5)).unwrap();
    assert!(waiting.passes_over(Who::Bo.agent_id(), world.now()));
    assert!(!waiting.passes_over(Who::Bo.agent_id(), later(world.now(), 5)));
    world.says(Who::Al, "I take it.");
    assert!(world.state.desk.declined.is_empty(), "all that ends when somebody has it");
    assert_eq!(Waiting::of(&world.state, |_| world.now()), None);
}

#[test]
fn no_more_are_remembered_than_there_is_room_for() {
    let mut world = World::waiting();
    world.state.desk.declined =
        (0..DECLINED_MAX as u128).map(|n| crate::AgentId(uuid::Uuid::from_u128(n))).collect();
    world.desk(Who::House, DeskDeed::Offer(Who::Mei, 5));
    world.desk(Who::Mei, DeskDeed::Decline);
    let declined = &world.state.desk.declined;
    assert_eq!((declined.len(), declined.last()), (DECLINED_MAX, Some(&Who::Mei.agent_id())));
    assert_eq!(declined[0].0.as_u128(), 1, "the first is forgotten first");
}

#[test]
fn an_offer_is_made_of_what_waits_and_is_not_offered() {
    let mut world = offered();
    assert!(!world.desk(Who::House, DeskDeed::Offer(Who::Bo, 5)).changed);
    let mut held = World::answered();
    assert!(!held.desk(Who::House, DeskDeed::Offer(Who::Bo, 5)).changed);
    let mut waiting = World::waiting();
    assert!(!waiting.desk(Who::House, DeskDeed::Offer(Who::Bo, 0)).changed, "over before it began");
    assert_eq!(waiting.refuses(Who::House, &Deed::Desk(DeskDeed::Offer(Who::Dee, 5))), RefusalCode::Conflict);
    assert_eq!(waiting.refuses(Who::Ada, &Deed::Desk(DeskDeed::Offer(Who::Bo, 5))), RefusalCode::Forbidden);
}

#[test]
fn an_offer_ends_when_it_is_given_to_somebody_or_settled() {
    for deed in [Deed::Assign(Who::Bo), Deed::Say("Hello".into()), Deed::Resolve, Deed::Close] {
        let mut world = offered();
        world.does(Who::Sue, &deed);
        assert_eq!(world.state.desk.offer, None, "{deed:?}");
    }
}
