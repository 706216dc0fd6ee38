//! Resolve, reopen, close.

use super::{
    cast::Who,
    world::{Deed, World},
};
use crate::{
    Reader, RefusalCode, Status,
    entry::{Activity, Body},
};

#[test]
fn an_open_conversation_can_be_resolved_without_ever_being_active() {
    let mut world = World::waiting();
    let at = world.now();
    world.does(Who::Mei, &Deed::Resolve);
    assert_eq!((world.state.status, world.state.resolved_at), (Status::Resolved, Some(at)));
    assert_eq!(world.state.queued_at, None);
    let resolved = Activity::Resolved { from: Status::Open };
    assert_eq!(world.timeline.last().unwrap().body, Body::Activity(resolved));
}

#[test]
fn resolving_or_closing_twice_is_acknowledged_and_writes_nothing() {
    let mut world = World::answered();
    for deed in [Deed::Resolve, Deed::Close] {
        world.does(Who::Mei, &deed);
        let (state, again) = (world.state.clone(), world.does(Who::Mei, &deed));
        assert!(!again.changed && again.entries.is_empty(), "{deed:?}");
        assert_eq!(world.state, state);
    }
}

#[test]
fn customer_and_agent_may_both_resolve_and_reopen() {
    for (one, other) in [(Who::Ana, Who::Mei), (Who::Mei, Who::Ana)] {
        let mut world = World::answered();
        world.does(one, &Deed::Resolve);
        world.does(other, &Deed::Reopen);
        assert_eq!((world.state.status, world.state.resolved_at), (Status::Active, None));
        assert_eq!(world.state.assignee, Some(Who::Mei.agent_id()));
        assert_eq!(world.told_to(Reader::Customer).last(), Some(&"reopened"));
    }
}

#[test]
fn a_reopened_one_that_nobody_holds_waits_from_that_moment() {
    let mut world = World::waiting();
    world.does(Who::Mei, &Deed::Resolve);
    let at = world.now();
    world.does(Who::Ana, &Deed::Reopen);
    assert_eq!((world.state.status, world.state.queued_at), (Status::Active, Some(at)));
}

#[test]
fn reopening_an_open_one_is_a_conflict_and_an_active_one_nothing() {
    let mut world = World::waiting();
    assert_eq!(world.refuses(Who::Ana, &Deed::Reopen), RefusalCode::Conflict);
    assert_eq!(world.refuses(Who::Mei, &Deed::Reopen), RefusalCode::Conflict);
    world.says(Who::Mei, "On its way.");
    assert!(!world.does(Who::Ana, &Deed::Reopen).changed);
}

#[test]
fn rights_are_asked_before_the_status_is_told() {
    let mut world = World::waiting();
    assert_eq!(world.refuses(Who::Cy, &Deed::Reopen), RefusalCode::NotFound);
    assert_eq!(world.refuses(Who::House, &Deed::Reopen), RefusalCode::Forbidden);
}

#[test]
fn closing_is_for_good() {
    let mut world = World::answered();
    let at = world.now();
    world.does(Who::Mei, &Deed::Close);
    assert_eq!((world.state.status, world.state.closed_at), (Status::Closed, Some(at)));
    assert!(!world.state.is_live_chat());
    for deed in [Deed::Reopen, Deed::Resolve] {
        for who in [Who::Ana, Who::Mei, Who::Ada] {
            assert_eq!(world.refuses(who, &deed), RefusalCode::ConversationClosed, "{who:?} {deed:?}");
        }
    }
}

#[test]
fn customers_do_not_close() {
    let mut world = World::answered();
    assert_eq!(world.refuses(Who::Ana, &Deed::Close), RefusalCode::Forbidden);
}

#[test]
fn what_was_resolved_before_it_closed_keeps_when() {
    let mut world = World::answered();
    let resolved_at = world.now();
    world.does(Who::Mei, &Deed::Resolve);
    let closed_at = world.now();
    world.does(Who::House, &Deed::Close);
    assert_eq!((world.state.resolved_at, world.state.closed_at), (Some(resolved_at), Some(closed_at)));
    assert_eq!(world.state.assignee, Some(Who::Mei.agent_id()), "who had it stays known");
}

#[test]
fn what_was_reopened_before_it_closed_counts_as_never_resolved() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Resolve);
    world.does(Who::Ana, &Deed::Reopen);
    world.does(Who::Mei, &Deed::Close);
    assert_eq!(world.state.resolved_at, None);
}

#[test]
fn a_resolved_chat_is_still_the_one_live_chat() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Resolve);
    assert!(world.state.is_live_chat());
}
