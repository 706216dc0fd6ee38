//! Putting a conversation off, and what wakes it.

use super::{
    cast::{REPAIRS, Who},
    desk::{DeskDeed, later},
    world::{Deed, World},
};
use crate::{
    Reader, RefusalCode, Status,
    conversation::Snooze,
    entry::{Activity, Body},
    sla,
};

#[test]
fn it_stays_with_who_put_it_off_and_wakes_in_time() {
    let mut world = World::answered();
    let until = later(world.now(), 60);
    world.desk(Who::Mei, DeskDeed::Snooze(Some(60)));
    assert_eq!(world.state.desk.snooze, Some(Snooze { until: Some(until) }));
    assert_eq!((world.state.assignee, world.state.queued_at), (Some(Who::Mei.agent_id()), None));
    assert!(sla::Facts::of(&world.state).snoozed);
    world.minutes_pass(58);
    assert!(!world.desk(Who::House, DeskDeed::WakeInTime).changed, "a minute too early");
    assert!(world.desk(Who::House, DeskDeed::WakeInTime).changed);
    assert_eq!(world.state.desk.snooze, None);
    assert_eq!(world.timeline.last().unwrap().body, Body::Activity(Activity::Unsnoozed));
    assert!(!world.told_to(Reader::Customer).contains(&"snoozed"));
}

#[test]
fn its_customers_next_message_wakes_it() {
    let mut world = World::answered();
    world.desk(Who::Mei, DeskDeed::Snooze(None));
    world.minutes_pass(10_000);
    assert!(!world.desk(Who::House, DeskDeed::WakeInTime).changed, "it waits for a word alone");
    world.says(Who::Ana, "It has come.");
    assert_eq!(world.state.desk.snooze, None);
    assert_eq!(world.told_to(Reader::Agent).last(), Some(&"unsnoozed"));
}

#[test]
fn who_puts_off_what_nobody_holds_takes_it() {
    let mut world = World::waiting();
    assert_eq!(world.refuses(Who::House, &Deed::Desk(DeskDeed::Snooze(None))), RefusalCode::Conflict);
    let taken = world.desk(Who::Bo, DeskDeed::Snooze(Some(5)));
    assert_eq!(taken.entries.len(), 2, "assigned and put off");
    assert_eq!((world.state.assignee, world.state.status), (Some(Who::Bo.agent_id()), Status::Active));
}

#[test]
fn it_is_put_off_no_longer_once_it_changes_hands() {
    for deed in [
        Deed::Assign(Who::Bo),
        Deed::Unassign,
        Deed::Desk(DeskDeed::TransferTo(Who::Bo)),
        Deed::Desk(DeskDeed::TransferTeam(REPAIRS)),
        Deed::Resolve,
        Deed::Close,
    ] {
        let mut world = World::answered();
        world.desk(Who::Mei, DeskDeed::Snooze(None));
        world.does(Who::Sue, &deed);
        assert_eq!(world.state.desk.snooze, None, "{deed:?}");
    }
}

#[test]
fn by_hand_it_is_taken_up_at_any_time_and_once() {
    let mut world = World::answered();
    world.desk(Who::Mei, DeskDeed::Snooze(Some(60)));
    assert!(!world.desk(Who::Mei, DeskDeed::Snooze(Some(59))).changed, "the same time, a minute later");
    assert!(world.desk(Who::Mei, DeskDeed::Wake).changed);
    assert!(!world.desk(Who::Mei, DeskDeed::Wake).changed);
}

#[test]
fn only_what_is_live_can_be_put_off_and_not_into_the_past_or_for_ever() {
    let mut world = World::answered();
    let snooze = |minutes| Deed::Desk(DeskDeed::Snooze(Some(minutes)));
    for minutes in [0, -5, 60 * 24 * 366 + 1] {
        assert_eq!(world.refuses(Who::Mei, &snooze(minutes)), RefusalCode::Invalid, "{minutes}");
    }
    assert_eq!(world.refuses(Who::Ana, &snooze(5)), RefusalCode::Forbidden);
    world.does(Who::Mei, &Deed::Resolve);
    assert_eq!(world.refuses(Who::Mei, &snooze(5)), RefusalCode::Conflict);
    world.does(Who::Mei, &Deed::Close);
    assert_eq!(world.refuses(Who::Mei, &snooze(5)), RefusalCode::ConversationClosed);
}
