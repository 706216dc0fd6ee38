//! Escalation by hand and by a promise that was missed.

use super::{
    cast::{REPAIRS, Who},
    desk::{DeskDeed, later, team},
    world::{Deed, World},
};
use crate::{
    Audience, RefusalCode,
    conversation::Priority,
    entry::{Activity, Body},
};

fn told(world: &World, last: usize) -> Vec<&Body> {
    world.timeline[world.timeline.len() - last..].iter().map(|entry| &entry.body).collect()
}

#[test]
fn it_becomes_high_and_then_urgent_and_says_why() {
    let mut world = World::answered();
    let at = world.now();
    world.desk(Who::Mei, DeskDeed::Escalate("She is angry.", None));
    assert_eq!((world.state.priority, world.state.desk.escalated_at), (Priority::High, Some(at)));
    assert_eq!(world.state.assignee, Some(Who::Mei.agent_id()), "she goes on helping");
    let reason = Some("She is angry.".to_owned());
    let raised = Activity::PriorityChanged { from: Priority::Medium, to: Priority::High };
    let escalated = Activity::Escalated { reason, to_team: None, due: None };
    assert_eq!(told(&world, 2), [&Body::Activity(raised), &Body::Activity(escalated)]);
    assert!(
        world.timeline[world.timeline.len() - 2..].iter().all(|entry| entry.audience == Audience::Agents)
    );
    world.desk(Who::Mei, DeskDeed::Escalate("Still.", None));
    assert_eq!(world.state.priority, Priority::Urgent);
    let again = world.desk(Who::Mei, DeskDeed::Escalate("Still.", None));
    assert_eq!(again.entries.len(), 1, "it cannot be more urgent, but it is told again");
}

#[test]
fn with_a_team_it_moves_there_and_keeps_its_place() {
    let mut world = World::waiting();
    let place = world.state.queued_at;
    world.says(Who::Mei, "One moment.");
    world.desk(Who::Mei, DeskDeed::Escalate("Needs a workshop.", Some(REPAIRS)));
    assert_eq!((world.state.team_id, world.state.assignee), (Some(REPAIRS), None));
    assert_eq!(world.state.queued_at, place);
    world.says(Who::Tom, "I have it.");
    world.desk(Who::Tom, DeskDeed::Escalate("It burns.", Some(REPAIRS)));
    assert_eq!(world.state.assignee, Some(Who::Tom.agent_id()), "it is there already");
}

#[test]
fn a_reason_is_needed_and_something_to_escalate() {
    let mut world = World::answered();
    let escalate = |reason| Deed::Desk(DeskDeed::Escalate(reason, None));
    assert_eq!(world.refuses(Who::Mei, &escalate(" ")), RefusalCode::Invalid);
    assert_eq!(world.refuses(Who::Ana, &escalate("Hurry.")), RefusalCode::Forbidden);
    world.does(Who::Mei, &Deed::Resolve);
    assert_eq!(world.refuses(Who::Mei, &escalate("Hurry.")), RefusalCode::Conflict);
    world.does(Who::Mei, &Deed::Close);
    assert_eq!(world.refuses(Who::Mei, &escalate("Hurry.")), RefusalCode::ConversationClosed);
}

#[test]
fn a_missed_time_is_told_once_and_brought_to_a_team() {
    let mut world = World::waiting();
    let due = later(world.now(), -1);
    world.desk(Who::House, DeskDeed::Breach(-1, Some(Some(REPAIRS))));
    assert_eq!((world.state.team_id, world.state.priority), (Some(REPAIRS), Priority::High));
    assert_eq!(world.state.desk.breached_due, Some(due));
    let escalated = Activity::Escalated { reason: None, to_team: Some(team(REPAIRS)), due: Some(due) };
    assert_eq!(told(&world, 1), [&Body::Activity(escalated)]);
    assert!(
        !world.desk(Who::House, DeskDeed::Breach(-2, Some(None))).changed,
        "the same time, a minute later"
    );
    assert!(world.desk(Who::House, DeskDeed::Breach(-1, Some(None))).changed, "another time");
}

#[test]
fn what_is_only_noted_is_written_nowhere_else() {
    let mut world = World::waiting();
    let (entries, updated_at) = (world.timeline.len(), world.state.updated_at);
    let (warned, breached) = (later(world.now(), 5), later(world.now(), 6));
    assert!(world.desk(Who::House, DeskDeed::Warn(5)).changed);
    assert!(world.desk(Who::House, DeskDeed::Breach(5, None)).changed);
    assert_eq!((world.state.desk.warned_due, world.state.desk.breached_due), (Some(warned), Some(breached)));
    assert!(!world.desk(Who::House, DeskDeed::Breach(4, None)).changed);
    assert_eq!((world.timeline.len(), world.state.updated_at), (entries, updated_at));
    assert_eq!(world.state.priority, Priority::Medium);
    assert_eq!(world.refuses(Who::Ada, &Deed::Desk(DeskDeed::Warn(9))), RefusalCode::Forbidden);
}
