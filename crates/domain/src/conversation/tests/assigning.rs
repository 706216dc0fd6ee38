//! Giving a conversation to somebody, and taking it back.

use super::{
    cast::Who,
    world::{Deed, World},
};
use crate::{
    Audience, Reader, RefusalCode, Status,
    conversation::{Assignee, assign},
    entry::{Activity, Body},
};

fn last_activity(world: &World) -> &Activity {
    match &world.timeline.last().unwrap().body {
        Body::Activity(activity) => activity,
        other => panic!("{other:?} is no activity"),
    }
}

#[test]
fn giving_an_open_conversation_to_an_agent_makes_it_active() {
    let mut world = World::waiting();
    world.does(Who::Sue, &Deed::Assign(Who::Bo));
    assert_eq!((world.state.status, world.state.queued_at), (Status::Active, None));
    assert_eq!(world.state.assignee, Some(Who::Bo.agent_id()));
    assert!(world.state.takes_part(Who::Bo.agent_id()));
    assert!(!world.state.takes_part(Who::Sue.agent_id()));
    assert_eq!(world.told_to(Reader::Customer).last(), Some(&"assigned"));
}

#[test]
fn giving_it_to_its_holder_changes_nothing() {
    let mut world = World::answered();
    let again = world.does(Who::Mei, &Deed::Assign(Who::Mei));
    assert!(!again.changed && again.entries.is_empty());
}

#[test]
fn giving_it_to_another_tells_from_whom_and_keeps_the_old_holder_in_it() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Assign(Who::Tom));
    let given = Activity::Assigned { to: Who::Tom.named(), from: Some(Who::Mei.named()) };
    assert_eq!(last_activity(&world), &given);
    assert!(world.state.takes_part(Who::Mei.agent_id()));
    assert!(world.reads(Who::Mei, u64::MAX).changed);
    assert_eq!(world.state.status, Status::Active);
}

#[test]
fn a_deactivated_agent_is_given_nothing() {
    let mut world = World::waiting();
    assert_eq!(world.refuses(Who::Ada, &Deed::Assign(Who::Dee)), RefusalCode::Conflict);
}

#[test]
fn what_is_taken_back_waits_where_it_waited_before_and_stays_active() {
    let mut world = World::answered();
    let place = world.state.line_at;
    assert!(place.is_some());
    world.does(Who::Mei, &Deed::Unassign);
    assert_eq!((world.state.status, world.state.assignee), (Status::Active, None));
    assert_eq!(world.state.queued_at, place);
    assert_eq!(last_activity(&world), &Activity::Unassigned { from: Who::Mei.named() });
    assert_eq!(world.timeline.last().map(|entry| entry.audience), Some(Audience::Agents));
}

#[test]
fn taking_back_what_nobody_holds_changes_nothing() {
    let mut world = World::waiting();
    let since = world.state.queued_at;
    assert!(!world.does(Who::Sue, &Deed::Unassign).changed);
    assert_eq!(world.state.queued_at, since);
}

#[test]
fn a_resolved_one_can_change_hands_without_waking() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Resolve);
    world.does(Who::Sue, &Deed::Assign(Who::Al));
    assert_eq!((world.state.status, world.state.assignee), (Status::Resolved, Some(Who::Al.agent_id())));
    world.does(Who::Sue, &Deed::Unassign);
    assert_eq!((world.state.status, world.state.queued_at), (Status::Resolved, None));
}

#[test]
fn a_closed_one_changes_hands_no_more() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Close);
    for deed in [Deed::Assign(Who::Al), Deed::Assign(Who::Mei), Deed::Unassign] {
        assert_eq!(world.refuses(Who::Ada, &deed), RefusalCode::ConversationClosed, "{deed:?}");
    }
}

#[test]
fn customers_give_and_take_nothing() {
    let mut world = World::answered();
    for deed in [Deed::Assign(Who::Al), Deed::Unassign] {
        assert_eq!(world.refuses(Who::Ana, &deed), RefusalCode::Forbidden, "{deed:?}");
        assert_eq!(world.refuses(Who::Cy, &deed), RefusalCode::NotFound, "{deed:?}");
    }
}

#[test]
fn deskbell_itself_gives_and_takes_back() {
    let mut world = World::waiting();
    world.does(Who::House, &Deed::Assign(Who::Mei));
    assert_eq!(world.timeline.last().unwrap().sender.name, "Deskbell");
    world.does(Who::House, &Deed::Unassign);
    assert!(world.state.queued_at.is_some());
}

/// The caller looks the holder's name up and may miss: the timeline still tells who it was.
#[test]
fn a_holder_whose_name_was_not_found_is_told_all_the_same() {
    let world = World::answered();
    let (sue, occasion) = (Who::Sue.actor(), world.occasion());
    for holder in [None, Some(Who::Bo.named())] {
        let to = Assignee { agent: Who::Al.named(), active: true, rehearsal: None };
        let given = assign::assign(&sue, &occasion, &world.state, to, holder.clone()).unwrap();
        let Body::Activity(Activity::Assigned { from: Some(from), .. }) = &given.entries()[0].entry.body
        else {
            panic!("{:?}", given.entries());
        };
        assert_eq!((from.id, from.name.as_str()), (Who::Mei.agent_id(), "Unknown"));
        let taken = assign::unassign(&sue, &occasion, &world.state, holder).unwrap();
        let Body::Activity(Activity::Unassigned { from }) = &taken.entries()[0].entry.body else {
            panic!("{:?}", taken.entries());
        };
        assert_eq!((from.id, from.name.as_str()), (Who::Mei.agent_id(), "Unknown"));
    }
}

#[test]
fn whoever_lost_it_to_another_team_keeps_it_only_by_having_taken_part() {
    let mut world = World::waiting();
    world.notes(Who::Tom, "Looks like ours.");
    world.does(Who::Sue, &Deed::Assign(Who::Mei));
    assert!(world.reads(Who::Tom, u64::MAX).changed, "Tom wrote a note");
    assert_eq!(world.refuses(Who::Bo, &Deed::Read(1)), RefusalCode::NotFound);
}
