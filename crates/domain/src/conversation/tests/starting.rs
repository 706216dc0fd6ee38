//! How a conversation begins.

use uuid::Uuid;

use super::{
    cast::{CY, Who},
    world::{Deed, World, message, occasion, person, start_input, words},
};
use crate::{
    ConversationId, Decision, Entry, Reader, Refusal, RefusalCode, Status,
    conversation::{Category, Kind, Priority, StartInput, create, fields, send},
};

#[test]
fn a_new_conversation_is_a_draft_with_one_entry_its_customer_sees() {
    let world = World::draft();
    assert!(world.state.is_draft() && world.state.is_live_chat());
    assert_eq!(world.state.status, Status::Open);
    assert_eq!(world.told_to(Reader::Customer), ["created"]);
    assert_eq!((world.state.head_seq, world.state.customer_head_seq, world.state.message_count), (1, 1, 0));
    assert_eq!(world.state.queued_at, None);
    assert_eq!(world.unread(Who::Ana), 0);
}

#[test]
fn what_the_customer_asked_for_is_kept() {
    let before = ConversationId(Uuid::from_u128(7));
    let input = StartInput {
        kind: Kind::Ticket,
        subject: Some("Lost parcel".into()),
        description: Some("It never came.".into()),
        priority: Priority::High,
        category: Category::parse("shipping"),
        previous_conversation_id: Some(before),
        ..start_input()
    };
    let state = create::create(&Who::Ana.actor(), &occasion(5), input.clone()).unwrap().into_parts().0;
    assert_eq!((state.id, state.inbox_id, state.customer_id), (input.id, input.inbox_id, input.customer_id));
    assert_eq!((state.kind, state.priority, state.category), (input.kind, input.priority, input.category));
    assert_eq!((state.subject, state.description), (input.subject, input.description));
    assert_eq!((state.team_id, state.previous_conversation_id), (input.team_id, Some(before)));
    assert_eq!((state.created_at, state.updated_at), (occasion(5).at, occasion(5).at));
    assert_eq!((state.labels, state.assignee), (Vec::new(), None));
}

#[test]
fn nobody_starts_a_conversation_for_somebody_else() {
    let for_cy = || StartInput { customer_id: CY, ..start_input() };
    let refused = |who: Who, input| create::create(&who.actor(), &occasion(0), input).unwrap_err();
    assert_eq!(refused(Who::Ana, for_cy()), Refusal::Forbidden);
    for who in [Who::Mei, Who::Sue, Who::Ada, Who::House] {
        assert_eq!(refused(who, start_input()), Refusal::Forbidden, "{who:?}");
    }
    for who in [Who::AnaBlocked, Who::Dee] {
        assert_eq!(refused(who, start_input()), Refusal::Unauthorized, "{who:?}");
    }
}

#[test]
fn agents_know_of_no_draft_and_nobody_can_be_given_one() {
    let mut world = World::draft();
    for who in [Who::Mei, Who::Al, Who::Sue, Who::Ada] {
        for deed in [Deed::Say("Hello?".into()), Deed::Read(1), Deed::Assign(who), Deed::Close] {
            assert_eq!(world.refuses(who, &deed), RefusalCode::NotFound, "{who:?} {deed:?}");
        }
    }
    assert_eq!(world.refuses(Who::House, &Deed::Assign(Who::Mei)), RefusalCode::Conflict);
    assert!(!world.does(Who::House, &Deed::Unassign).changed);
}

#[test]
fn the_first_message_puts_it_into_the_queue() {
    let mut world = World::draft();
    let at = world.now();
    world.says(Who::Ana, "Where is my order?");
    assert!(!world.state.is_draft());
    assert_eq!((world.state.status, world.state.queued_at), (Status::Open, Some(at)));
    assert_eq!(world.unread(Who::Mei), 1);
}

/// What `join-chat` and the first message of a form do in one commit.
#[test]
fn starting_and_writing_become_one_decision() {
    let (ana, occasion, later) = (Who::Ana.actor(), occasion(0), occasion(1));
    let started = create::create(&ana, &occasion, start_input()).unwrap();
    let both: Decision<Entry> =
        started.then(|state| send::send(&ana, &later, state, message("Hello"))).unwrap();
    assert!(both.changed());
    let (state, entries, reply) = both.into_parts();
    assert_eq!(entries.iter().map(|new| words(&new.entry)).collect::<Vec<_>>(), ["created", "Hello"]);
    assert_eq!(entries[1].entry, reply);
    assert_ne!(entries[0].entry.id, entries[1].entry.id);
    assert_ne!(entries[0].salt, entries[1].salt);
    assert_eq!((state.head_seq, state.started), (2, true));
    assert_eq!(state.unread_for(person(Who::Mei)), 1);
}

#[test]
fn a_refused_second_half_refuses_the_whole() {
    let (ana, occasion, later) = (Who::Ana.actor(), occasion(0), occasion(1));
    let started = create::create(&ana, &occasion, start_input()).unwrap();
    let cy = Who::Cy.actor();
    let refused = started.then(|state| send::send(&cy, &later, state, message("Hi"))).unwrap_err();
    assert_eq!(refused, Refusal::NotFound);
}

#[test]
fn a_change_followed_by_none_is_still_a_change() {
    let (ana, occasion) = (Who::Ana.actor(), occasion(0));
    let started = create::create(&ana, &occasion, start_input()).unwrap();
    let both = started.then(|state| fields::edit(&ana, &occasion, state, <_>::default())).unwrap();
    assert!(both.changed());
    assert_eq!((both.entries().len(), both.next().head_seq), (1, 1));
    let renamed = both.clone().map(|()| "started");
    assert_eq!(
        (renamed.reply(), renamed.next(), renamed.entries()),
        (&"started", both.next(), both.entries())
    );
    assert_eq!((renamed.changed(), renamed.permit()), (both.changed(), both.permit()));
}

#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "two entries share a seed")]
fn two_halves_on_one_seed_are_a_mistake_of_the_caller() {
    let (ana, occasion) = (Who::Ana.actor(), occasion(0));
    let started = create::create(&ana, &occasion, start_input()).unwrap();
    let _ = started.then(|state| send::send(&ana, &occasion, state, message("Hello")));
}

#[test]
fn an_inbox_without_a_team_belongs_to_every_team() {
    let mut world = World::draft_of_team(None);
    world.says(Who::Ana, "Hello");
    world.does(Who::House, &Deed::Assign(Who::Ada));
    assert!(world.notes(Who::Tom, "I know this one.").changed);
    assert_eq!(world.refuses(Who::Bo, &Deed::Read(1)), RefusalCode::NotFound);
}
