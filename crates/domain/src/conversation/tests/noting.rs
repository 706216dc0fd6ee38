//! Writing for colleagues.

use super::{
    cast::Who,
    world::{Deed, World},
};
use crate::{Audience, Reader, RefusalCode, Status};

fn note(text: &str) -> Deed {
    Deed::Note(text.into())
}

#[test]
fn a_note_changes_nothing_for_the_customer() {
    let mut world = World::answered();
    world.reads(Who::Ana, 4);
    let (heard, head, marks) =
        (world.told_to(Reader::Customer).len(), world.state.customer_head_seq, world.state.customer_mark);
    let (unread, last) = (world.unread(Who::Ana), world.state.last_message.clone());
    world.notes(Who::Mei, "She has three accounts.");
    assert_eq!(world.told_to(Reader::Customer).len(), heard);
    assert_eq!((world.state.customer_head_seq, world.state.customer_mark), (head, marks));
    assert_eq!((world.unread(Who::Ana), &world.state.last_message), (unread, &last));
    assert_eq!(world.timeline.last().map(|entry| entry.audience), Some(Audience::Agents));
}

#[test]
fn the_customer_finds_no_gap_where_notes_stand() {
    let mut world = World::answered();
    let before = world.state.customer_head_seq;
    world.notes(Who::Mei, "Careful.");
    world.notes(Who::Al, "I know.");
    let sent = world.says(Who::Mei, "Anything else?").entries[0].entry.clone();
    assert_eq!(sent.seq, before + 3);
    assert_eq!((sent.prev_seq(Reader::Customer), sent.prev_seq(Reader::Agent)), (before, before + 2));
}

#[test]
fn a_note_takes_no_conversation_and_makes_its_writer_take_part() {
    let mut world = World::waiting();
    let since = world.state.queued_at;
    world.notes(Who::Bo, "Asked the warehouse.");
    assert_eq!((world.state.status, world.state.assignee), (Status::Open, None));
    assert_eq!(world.state.queued_at, since);
    world.does(Who::Sue, &Deed::Assign(Who::Mei));
    assert!(world.state.takes_part(Who::Bo.agent_id()));
    assert!(world.reads(Who::Bo, 3).changed, "who wrote here may follow it");
}

#[test]
fn a_note_counts_as_unread_for_nobody() {
    let mut world = World::waiting();
    world.notes(Who::Bo, "Asked the warehouse.");
    assert_eq!((world.unread(Who::Mei), world.unread(Who::Bo)), (1, 1));
    assert_eq!(world.state.message_count, 1);
}

#[test]
fn a_note_on_a_resolved_one_leaves_it_resolved_and_on_a_closed_one_is_refused() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Resolve);
    world.notes(Who::Mei, "Refunded by hand.");
    assert_eq!(world.state.status, Status::Resolved);
    world.does(Who::Mei, &Deed::Close);
    assert_eq!(world.refuses(Who::Mei, &note("Too late")), RefusalCode::ConversationClosed);
}

#[test]
fn customers_write_no_notes() {
    let mut world = World::answered();
    assert_eq!(world.refuses(Who::Ana, &note("psst")), RefusalCode::Forbidden);
    assert_eq!(world.refuses(Who::Cy, &note("psst")), RefusalCode::NotFound);
    assert_eq!(world.refuses(Who::House, &note("psst")), RefusalCode::Forbidden);
}
