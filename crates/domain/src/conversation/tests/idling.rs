//! Customers who fall silent. Silence of ten minutes is asked about, of thirty resolved, and what is resolved is
//! closed after a day.

use super::{
    cast::Who,
    desk::{DeskDeed, IDLE, later},
    world::{Deed, World},
};
use crate::{
    Reader, RefusalCode, Status,
    conversation::desk::{IdleRules, idle::IdleStep},
    entry::SenderKind,
};

#[test]
fn a_silent_customer_is_asked_then_it_is_resolved_then_closed() {
    let mut world = World::answered();
    let answered_at = world.state.last_message.as_ref().unwrap().at;
    assert_eq!(IDLE.next(&world.state), Some((IdleStep::Nudge, later(answered_at, 10))));
    world.minutes_pass(8);
    assert!(!world.desk(Who::House, DeskDeed::Nudge).changed, "a minute too early");
    assert!(world.desk(Who::House, DeskDeed::Nudge).changed);
    assert_eq!(world.told_to(Reader::Customer).last(), Some(&"Are you still there?"));
    let nudge = world.state.last_message.clone().unwrap();
    assert_eq!((nudge.sender, nudge.sender_name.as_str()), (SenderKind::System, "Deskbell"));
    assert!(!world.state.needs_reply && world.state.asked_at.is_none());
    assert_eq!(IDLE.next(&world.state), Some((IdleStep::Resolve, later(answered_at, 30))));
    assert!(!world.desk(Who::House, DeskDeed::Nudge).changed, "once");
    world.minutes_pass(17);
    assert!(!world.desk(Who::House, DeskDeed::IdleResolve).changed, "a minute too early");
    assert!(world.desk(Who::House, DeskDeed::IdleResolve).changed);
    assert_eq!(world.state.status, Status::Resolved);
    assert_eq!(IDLE.next(&world.state), None);
}

#[test]
fn a_word_of_either_side_begins_the_silence_anew() {
    let mut world = World::answered();
    world.minutes_pass(10);
    world.desk(Who::House, DeskDeed::Nudge);
    world.says(Who::Ana, "Yes.");
    assert_eq!(IDLE.next(&world.state), None, "now she waits for us");
    let at = world.now();
    world.says(Who::Mei, "Good.");
    assert_eq!(IDLE.next(&world.state), Some((IdleStep::Nudge, later(at, 10))));
}

#[test]
fn who_waits_for_an_answer_or_is_put_off_is_not_idle() {
    assert_eq!(IDLE.next(&World::waiting().state), None);
    assert_eq!(IDLE.next(&World::draft().state), None);
    let mut world = World::answered();
    world.desk(Who::Mei, DeskDeed::Snooze(None));
    world.minutes_pass(1000);
    assert!(!world.desk(Who::House, DeskDeed::Nudge).changed);
    assert!(!world.desk(Who::House, DeskDeed::IdleResolve).changed);
    let mut unanswered = World::waiting();
    unanswered.does(Who::Mei, &Deed::Resolve);
    unanswered.does(Who::Mei, &Deed::Reopen);
    assert_eq!(IDLE.next(&unanswered.state), None, "the last word is still hers");
}

#[test]
fn each_part_can_be_off() {
    let mut world = World::answered();
    let answered_at = world.state.last_message.as_ref().unwrap().at;
    let next = |world: &World, nudge_minutes, resolve_minutes| {
        IdleRules { nudge_minutes, resolve_minutes }.next(&world.state)
    };
    assert_eq!(next(&world, 0, 0), None);
    assert_eq!(next(&world, 0, 30), Some((IdleStep::Resolve, later(answered_at, 30))));
    assert_eq!(next(&world, 10, 0), Some((IdleStep::Nudge, later(answered_at, 10))));
    world.minutes_pass(12);
    world.desk(Who::House, DeskDeed::Nudge);
    assert_eq!(next(&world, 10, 0), None, "asked and left");
    world.does(Who::Mei, &Deed::Resolve);
    assert_eq!(next(&world, 10, 30), None, "never closed by itself");
}

#[test]
fn nobody_else_ends_it_in_the_name_of_silence() {
    let mut world = World::answered();
    world.minutes_pass(1000);
    for deed in [DeskDeed::Nudge, DeskDeed::IdleResolve] {
        assert_eq!(world.refuses(Who::Ada, &Deed::Desk(deed.clone())), RefusalCode::Forbidden);
        assert_eq!(world.refuses(Who::Ana, &Deed::Desk(deed)), RefusalCode::Forbidden);
    }
}
