//! Changing the fields.

use super::{
    cast::Who,
    world::{Deed, Outcome, World, words},
};
use crate::{
    Reader, RefusalCode,
    conversation::{Category, FieldChanges, Priority},
    entry::{Activity, Body},
    text,
};

fn subject(text: &str) -> FieldChanges {
    FieldChanges { subject: Some(Some(text.into())), ..FieldChanges::default() }
}

fn labels<const N: usize>(labels: [&str; N]) -> FieldChanges {
    FieldChanges { labels: Some(labels.map(String::from).to_vec()), ..FieldChanges::default() }
}

fn told(outcome: &Outcome) -> Vec<&str> {
    outcome.entries.iter().map(|new| words(&new.entry)).collect()
}

#[test]
fn the_customer_may_name_their_conversation_and_nothing_more() {
    let mut world = World::waiting();
    world.does(Who::Ana, &Deed::Edit(subject("Lost parcel")));
    assert_eq!(world.state.subject.as_deref(), Some("Lost parcel"));
    let urgent = FieldChanges { priority: Some(Priority::Urgent), ..subject("Lost parcel") };
    assert_eq!(world.refuses(Who::Ana, &Deed::Edit(urgent)), RefusalCode::Forbidden);
    assert_eq!(world.refuses(Who::Ana, &Deed::Edit(labels(["vip"]))), RefusalCode::Forbidden);
}

#[test]
fn everything_at_once_is_told_to_agents_field_by_field() {
    let mut world = World::waiting();
    let heard = world.told_to(Reader::Customer).len();
    let outcome = world.does(
        Who::Mei,
        &Deed::Edit(FieldChanges {
            description: Some(Some("It never came.\nNobody knows why.".into())),
            priority: Some(Priority::High),
            category: Some(Category::parse("shipping")),
            labels: Some(vec!["vip".into()]),
            ..subject("Lost parcel")
        }),
    );
    assert_eq!(told(&outcome), ["subjectChanged", "priorityChanged", "categoryChanged", "labelsChanged"]);
    assert_eq!(world.told_to(Reader::Customer).len(), heard);
    assert_eq!(world.state.description.as_deref(), Some("It never came.\nNobody knows why."));
    assert_eq!((world.state.priority, world.state.category), (Priority::High, Category::parse("shipping")));
}

#[test]
fn what_already_holds_leaves_no_trace() {
    let mut world = World::waiting();
    let changes = FieldChanges { priority: Some(Priority::Low), ..labels(["vip", "later"]) };
    world.does(Who::Mei, &Deed::Edit(changes.clone()));
    let updated_at = world.state.updated_at;
    assert!(!world.does(Who::Al, &Deed::Edit(changes)).changed);
    assert!(!world.does(Who::Ana, &Deed::Edit(FieldChanges::default())).changed);
    assert_eq!(world.state.updated_at, updated_at);
}

#[test]
fn a_description_alone_changes_without_an_entry() {
    let mut world = World::waiting();
    let changes = FieldChanges { description: Some(Some("Long".into())), ..FieldChanges::default() };
    let at = world.now();
    let outcome = world.does(Who::Mei, &Deed::Edit(changes));
    assert!(outcome.changed && outcome.entries.is_empty());
    assert_eq!(world.state.updated_at, at);
}

#[test]
fn a_field_is_emptied_by_nothing_or_by_white_space() {
    for empty in [None, Some("  ".to_owned())] {
        let mut world = World::waiting();
        world.does(Who::Mei, &Deed::Edit(subject("Lost parcel")));
        world.does(Who::Mei, &Deed::Edit(FieldChanges { subject: Some(empty), ..FieldChanges::default() }));
        assert_eq!(world.state.subject, None);
        let emptied = Activity::SubjectChanged { from: Some("Lost parcel".into()), to: None };
        assert_eq!(world.timeline.last().unwrap().body, Body::Activity(emptied));
    }
}

#[test]
fn labels_are_sorted_kept_once_and_told_by_what_changed() {
    let mut world = World::waiting();
    world.does(Who::Mei, &Deed::Edit(labels(["vip", "refund", "vip"])));
    assert_eq!(world.state.labels, ["refund", "vip"]);
    assert!(!world.does(Who::Mei, &Deed::Edit(labels(["vip", "refund"]))).changed);
    world.does(Who::Mei, &Deed::Edit(labels(["later", "vip"])));
    let changed = Activity::LabelsChanged { added: vec!["later".into()], removed: vec!["refund".into()] };
    assert_eq!(world.timeline.last().unwrap().body, Body::Activity(changed));
}

#[test]
fn one_malformed_field_refuses_the_whole_edit() {
    let too_many = (0..=text::LABELS_MAX).map(|n| format!("label {n}")).collect();
    let long = "x".repeat(text::DESCRIPTION_MAX_CHARS + 1);
    let malformed = [
        subject("two\nlines"),
        subject(&"x".repeat(text::SUBJECT_MAX_CHARS + 1)),
        subject("nul\0"),
        labels(["vip", " "]),
        labels(["two\nlines"]),
        labels([&"x".repeat(text::SLUG_MAX_CHARS + 1)]),
        FieldChanges { labels: Some(too_many), ..FieldChanges::default() },
        FieldChanges { description: Some(Some(long)), ..FieldChanges::default() },
    ];
    let mut world = World::waiting();
    for changes in malformed {
        let changes = FieldChanges { priority: Some(Priority::Urgent), ..changes };
        assert_eq!(world.refuses(Who::Mei, &Deed::Edit(changes)), RefusalCode::Invalid);
    }
    assert_eq!(world.state.priority, Priority::Medium);
}

#[test]
fn the_longest_subject_and_the_most_labels_fit() {
    let labels = (0..text::LABELS_MAX).map(|n| format!("label {n}")).collect();
    let changes = FieldChanges { labels: Some(labels), ..subject(&"ü".repeat(text::SUBJECT_MAX_CHARS)) };
    assert!(World::waiting().does(Who::Mei, &Deed::Edit(changes)).changed);
}

#[test]
fn a_closed_one_keeps_its_fields() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Close);
    assert_eq!(world.refuses(Who::Ana, &Deed::Edit(subject("New"))), RefusalCode::ConversationClosed);
    assert_eq!(world.refuses(Who::Ada, &Deed::Edit(labels(["vip"]))), RefusalCode::ConversationClosed);
}
