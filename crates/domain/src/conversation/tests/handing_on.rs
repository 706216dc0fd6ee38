//! Transfers, overflow, routes, and what is given back: who holds it then, and where in the line it stands.

use super::{
    cast::{REPAIRS, SHOP, Who},
    desk::{DeskDeed, team},
    world::{Deed, World},
};
use crate::{
    Audience, Reader, RefusalCode, Status,
    entry::{Activity, Body},
};

fn last(world: &World) -> &Activity {
    match &world.timeline.last().unwrap().body {
        Body::Activity(activity) => activity,
        other => panic!("{other:?} is no activity"),
    }
}

#[test]
fn handed_to_an_agent_it_is_theirs_and_the_customer_is_told_by_whom_they_are_helped() {
    let mut world = World::answered();
    world.desk(Who::Mei, DeskDeed::TransferTo(Who::Tom));
    assert_eq!(world.state.assignee, Some(Who::Tom.agent_id()));
    let told =
        Activity::Transferred { to: Some(Who::Tom.named()), to_team: None, from: Some(Who::Mei.named()) };
    assert_eq!(last(&world), &told);
    assert_eq!(world.timeline.last().unwrap().audience, Audience::Everyone);
    assert_eq!(world.state.team_id, Some(SHOP), "it stays the shop's");
    assert!(!world.desk(Who::Tom, DeskDeed::TransferTo(Who::Tom)).changed);
}

#[test]
fn handed_to_a_team_it_waits_there_where_it_waited_before() {
    let mut world = World::waiting();
    let place = world.state.queued_at;
    world.says(Who::Mei, "One for the repairs.");
    world.minutes_pass(30);
    world.desk(Who::Mei, DeskDeed::TransferTeam(REPAIRS));
    assert_eq!((world.state.team_id, world.state.assignee), (Some(REPAIRS), None));
    assert_eq!(world.state.queued_at, place);
    let told = Activity::Transferred { to: None, to_team: Some(team(REPAIRS)), from: Some(Who::Mei.named()) };
    assert_eq!(last(&world), &told);
    assert_eq!(world.state.desk.declined, [Who::Mei.agent_id()], "she is not the next to be asked");
    assert!(!world.desk(Who::Sue, DeskDeed::TransferTeam(REPAIRS)).changed);
}

#[test]
fn an_open_one_handed_to_a_team_stays_open_and_to_an_agent_becomes_active() {
    let mut world = World::waiting();
    world.desk(Who::Bo, DeskDeed::TransferTeam(REPAIRS));
    assert_eq!(world.state.status, Status::Open);
    world.desk(Who::Tom, DeskDeed::TransferTo(Who::Al));
    assert_eq!((world.state.status, world.state.queued_at), (Status::Active, None));
}

#[test]
fn a_note_goes_with_it_and_the_customer_never_sees_it() {
    let mut world = World::answered();
    world.notes(Who::Mei, "She has waited long.");
    world.desk(Who::Mei, DeskDeed::TransferTo(Who::Tom));
    assert_eq!(world.told_to(Reader::Customer).last(), Some(&"transferred"));
    assert!(!world.told_to(Reader::Customer).contains(&"She has waited long."));
}

#[test]
fn nothing_is_handed_to_who_cannot_hold_it_nor_what_is_over_or_has_not_begun() {
    let mut world = World::answered();
    assert_eq!(world.refuses(Who::Mei, &Deed::Desk(DeskDeed::TransferTo(Who::Dee))), RefusalCode::Conflict);
    assert_eq!(world.refuses(Who::Ana, &Deed::Desk(DeskDeed::TransferTeam(REPAIRS))), RefusalCode::Forbidden);
    world.does(Who::Mei, &Deed::Close);
    for deed in [DeskDeed::TransferTo(Who::Al), DeskDeed::TransferTeam(REPAIRS)] {
        assert_eq!(world.refuses(Who::Ada, &Deed::Desk(deed)), RefusalCode::ConversationClosed);
    }
    let mut draft = World::draft();
    assert_eq!(
        draft.refuses(Who::House, &Deed::Desk(DeskDeed::TransferTeam(REPAIRS))),
        RefusalCode::Conflict
    );
}

#[test]
fn who_leaves_gives_back_what_they_hold_and_it_has_its_old_place() {
    let mut world = World::waiting();
    let place = world.state.queued_at;
    world.says(Who::Mei, "On its way.");
    world.minutes_pass(60);
    world.desk(Who::House, DeskDeed::GiveBack(Who::Mei));
    assert_eq!((world.state.assignee, world.state.queued_at), (None, place));
    assert_eq!(last(&world), &Activity::Unassigned { from: Who::Mei.named() });
    assert_eq!(world.state.desk.declined, [Who::Mei.agent_id()]);
    assert!(!world.desk(Who::House, DeskDeed::GiveBack(Who::Mei)).changed, "she has nothing more");
}

#[test]
fn nothing_is_taken_from_who_got_it_since_nor_what_is_settled() {
    let mut world = World::answered();
    assert!(!world.desk(Who::House, DeskDeed::GiveBack(Who::Bo)).changed);
    world.does(Who::Mei, &Deed::Resolve);
    assert!(!world.desk(Who::House, DeskDeed::GiveBack(Who::Mei)).changed);
    assert_eq!(world.state.assignee, Some(Who::Mei.agent_id()));
}

#[test]
fn a_team_that_cannot_take_it_passes_it_on_once() {
    let mut world = World::waiting();
    let (place, at) = (world.state.queued_at, world.now());
    world.desk(Who::House, DeskDeed::Overflow(REPAIRS));
    assert_eq!((world.state.team_id, world.state.queued_at), (Some(REPAIRS), place));
    assert_eq!(world.state.desk.overflowed_at, Some(at));
    assert!(!world.desk(Who::House, DeskDeed::Overflow(SHOP)).changed);
    let mut held = World::answered();
    assert!(!held.desk(Who::House, DeskDeed::Overflow(REPAIRS)).changed, "somebody helps");
}

#[test]
fn rules_send_a_draft_and_nobody_is_told_of_it() {
    let mut world = World::draft();
    let entries = world.timeline.len();
    world.desk(Who::House, DeskDeed::Route(Some(REPAIRS), Some(Who::Tom)));
    assert_eq!((world.state.team_id, world.state.desk.preferred), (Some(REPAIRS), Some(Who::Tom.agent_id())));
    assert_eq!(world.timeline.len(), entries);
    world.says(Who::Ana, "It is broken.");
    assert_eq!(world.state.desk.preferred, Some(Who::Tom.agent_id()), "still, when it waits");
    world.says(Who::Tom, "Let me see.");
    assert!(!world.desk(Who::House, DeskDeed::Route(Some(SHOP), None)).changed, "somebody holds it");
    world.desk(Who::Tom, DeskDeed::TransferTeam(SHOP));
    assert_eq!(world.state.desk.preferred, None, "who was wanted was so before");
}
