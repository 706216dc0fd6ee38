//! Receipts and what is unread.

use super::{
    cast::Who,
    world::{Deed, World, counts, person},
};
use crate::{
    Reader, RefusalCode,
    conversation::{Receipt, Watermark, read},
};

#[test]
fn reading_twice_changes_nothing() {
    let mut world = World::answered();
    assert!(world.reads(Who::Ana, 3).changed);
    let again = world.reads(Who::Ana, 3);
    assert!(!again.changed && again.entries.is_empty());
    assert_eq!(world.unread(Who::Ana), 0);
}

#[test]
fn reading_back_goes_nowhere() {
    let mut world = World::answered();
    world.reads(Who::Ana, 4);
    assert!(!world.reads(Who::Ana, 1).changed);
    assert!(!world.does(Who::Ana, &Deed::Deliver(2)).changed);
    assert_eq!(world.state.customer_mark.read_seq, 4);
}

#[test]
fn own_messages_never_count_as_unread() {
    let mut world = World::answered();
    world.says(Who::Ana, "Thanks!");
    world.says(Who::Ana, "When?");
    assert_eq!(world.unread(Who::Ana), 1);
    assert_eq!(world.unread(Who::Mei), 3);
    world.reads(Who::Mei, 2);
    assert_eq!(world.unread(Who::Mei), 2);
}

#[test]
fn reading_half_leaves_the_rest_and_counts_own_messages_between_once() {
    let mut world = World::waiting();
    world.says(Who::Mei, "One");
    world.says(Who::Ana, "Mine");
    world.says(Who::Mei, "Two");
    world.says(Who::Mei, "Three");
    world.says(Who::Ana, "Mine too");
    let two = world.timeline.iter().find(|entry| entry.body.content() == Some("Two")).unwrap().seq;
    world.reads(Who::Ana, two);
    assert_eq!(world.unread(Who::Ana), 1);
    world.reads(Who::Ana, u64::MAX);
    assert_eq!(world.unread(Who::Ana), 0);
}

#[test]
fn an_answer_does_not_read_what_came_before_it() {
    let mut world = World::waiting();
    world.says(Who::Ana, "And my refund?");
    world.says(Who::Mei, "On its way.");
    assert_eq!(world.unread(Who::Mei), 2);
}

#[test]
fn what_is_delivered_is_not_read_and_what_is_read_was_delivered() {
    let mut world = World::answered();
    world.does(Who::Ana, &Deed::Deliver(3));
    assert_eq!(world.unread(Who::Ana), 1);
    assert_eq!((world.state.customer_mark.delivered_seq, world.state.customer_mark.read_seq), (3, 0));
    world.reads(Who::Ana, 4);
    assert_eq!((world.state.customer_mark.delivered_seq, world.state.customer_mark.read_seq), (4, 4));
}

#[test]
fn nobody_reads_past_what_they_may_see() {
    let mut world = World::answered();
    world.notes(Who::Mei, "Careful.");
    world.reads(Who::Ana, u64::MAX);
    world.reads(Who::Mei, u64::MAX);
    assert_eq!(world.state.customer_mark.read_seq, 4);
    assert_eq!(world.state.mark_of(person(Who::Mei)).read_seq, 5);
    assert_eq!(read::target_seq(Reader::Customer, &world.state, 5), 4);
    assert_eq!(read::target_seq(Reader::Agent, &world.state, 5), 5);
}

#[test]
fn what_comes_after_a_generous_receipt_is_unread() {
    let mut world = World::answered();
    world.reads(Who::Ana, u64::MAX);
    world.says(Who::Mei, "One more thing.");
    assert_eq!(world.unread(Who::Ana), 1);
}

#[test]
fn looking_is_not_taking() {
    let mut world = World::waiting();
    world.reads(Who::Mei, 2);
    assert_eq!((world.unread(Who::Mei), world.unread(Who::Bo)), (0, 1));
    assert!(!world.state.takes_part(Who::Mei.agent_id()));
    assert_eq!(world.state.assignee, None);
    assert!(world.state.queued_at.is_some());
}

#[test]
fn who_only_looked_cannot_follow_it_out_of_the_queue() {
    let mut world = World::waiting();
    world.reads(Who::Bo, 2);
    world.says(Who::Mei, "On its way.");
    assert_eq!(world.refuses(Who::Bo, &Deed::Read(4)), RefusalCode::NotFound);
}

#[test]
fn a_closed_conversation_can_still_be_read() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Close);
    assert!(world.reads(Who::Ana, u64::MAX).changed);
    assert!(world.does(Who::Al, &Deed::Deliver(2)).changed);
    assert_eq!(world.unread(Who::Ana), 0);
}

#[test]
fn a_receipt_is_no_change_of_the_conversation() {
    let mut world = World::answered();
    let (updated_at, head) = (world.state.updated_at, world.state.head_seq);
    world.reads(Who::Ana, u64::MAX);
    assert_eq!((world.state.updated_at, world.state.head_seq), (updated_at, head));
}

#[test]
fn people_who_were_never_here_have_read_nothing() {
    let world = World::answered();
    for who in [Who::Al, Who::Cy, Who::House] {
        assert_eq!(world.state.mark_of(person(who)), Watermark::default(), "{who:?}");
    }
    assert_eq!(world.unread(Who::Al), 2);
}

#[test]
fn strangers_leave_no_receipts() {
    let mut world = World::answered();
    assert_eq!(world.refuses(Who::Cy, &Deed::Read(1)), RefusalCode::NotFound);
    assert_eq!(world.refuses(Who::House, &Deed::Read(1)), RefusalCode::Forbidden);
    assert_eq!(world.refuses(Who::AnaBlocked, &Deed::Read(1)), RefusalCode::Unauthorized);
}

/// Counting may cost the store a query: it is asked once, for the seq the watermark moves to.
#[test]
fn the_timeline_is_counted_only_when_the_read_watermark_moves() {
    let mut world = World::answered();
    world.reads(Who::Ana, 2);
    let asked = |receipt, up_to_seq| {
        let mut asked = Vec::new();
        let count = |seq| {
            asked.push(seq);
            counts(&world.timeline, person(Who::Ana), seq)
        };
        let (ana, occasion) = (Who::Ana.actor(), world.occasion());
        read::mark(&ana, &occasion, &world.state, receipt, up_to_seq, count).unwrap();
        asked
    };
    assert_eq!(asked(Receipt::Read, 2), []);
    assert_eq!(asked(Receipt::Delivered, 4), []);
    assert_eq!(asked(Receipt::Read, 99), [4]);
}
