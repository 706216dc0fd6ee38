//! What holds of every conversation at every moment, and of every step between two.

use std::collections::BTreeSet;

use super::{
    cast::Who,
    desk::DeskDeed,
    world::{Deed, Outcome, World, action, person},
};
use crate::{
    Audience, ConversationState, Entry, Reader, Status,
    conversation::{DeskFacts, decision::ENTRIES_PER_OPERATION},
    entry::Body,
};

/// The activities a customer is told of; every other one is for agents.
const TOLD_TO_CUSTOMERS: [&str; 7] =
    ["created", "assigned", "transferred", "resolved", "reopened", "closed", "rated"];

/// Every step the state machine has.
pub(super) const STEPS: [(Status, Status); 7] = [
    (Status::Open, Status::Active),
    (Status::Open, Status::Resolved),
    (Status::Open, Status::Closed),
    (Status::Active, Status::Resolved),
    (Status::Active, Status::Closed),
    (Status::Resolved, Status::Active),
    (Status::Resolved, Status::Closed),
];

/// Checks a conversation as it stands.
pub(super) fn hold(world: &World) {
    timeline_is_dense(world);
    for reader in [Reader::Customer, Reader::Agent] {
        chain_is_true(world, reader);
    }
    for entry in &world.timeline {
        assert_eq!(entry.audience, audience_of(entry), "{entry:?}");
    }
    waits_or_is_held(&world.state);
    for who in Who::ALL {
        watermarks_fit(world, who);
    }
    if let Some(holder) = world.state.assignee {
        assert!(world.state.takes_part(holder), "who holds it takes part");
    }
    let agents: BTreeSet<_> = world.state.participants.iter().map(|one| one.agent_id).collect();
    assert_eq!(agents.len(), world.state.participants.len(), "one row for each participant");
}

/// Checks a step that was accepted.
pub(super) fn hold_between(before: &World, who: Who, deed: &Deed, outcome: &Outcome, after: &World) {
    assert_eq!(outcome.permit.action(), action(deed), "policy was asked for what was done");
    assert_eq!(outcome.changed, before.state != after.state, "it says whether it changed anything");
    entries_are_the_actors(before, who, outcome);
    if before.state.status != after.state.status {
        let step = (before.state.status, after.state.status);
        assert!(STEPS.contains(&step), "{step:?} is no step of the machine");
    }
    if before.state.status == Status::Closed {
        let rated = matches!(deed, Deed::Rate(..));
        assert!(rated || outcome.entries.is_empty(), "nothing but a rating is written after the end");
    }
    receipts_touch_nothing_else(before, deed, after);
    a_place_in_the_line_is_kept(before, after);
    for other in Who::ALL {
        watermarks_only_advance(before, other, after, who);
        unread_moves_for_a_reason(before, deed, other, who, after);
    }
}

fn timeline_is_dense(world: &World) {
    let ids: BTreeSet<_> = world.timeline.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), world.timeline.len(), "no two entries share an id");
    for (entry, seq) in world.timeline.iter().zip(1..) {
        assert_eq!(entry.seq, seq, "seq is dense from 1");
        assert_eq!(entry.conversation_id, world.state.id);
    }
}

/// Each visible entry names the visible one before it, so a reader never sees a false gap.
fn chain_is_true(world: &World, reader: Reader) {
    let mut before = 0;
    for entry in world.seen_by(reader) {
        assert_eq!(entry.prev_seq(reader), before, "{reader:?} at {}", entry.seq);
        before = entry.seq;
    }
    assert_eq!(world.state.head_for(reader), before, "the head of {reader:?}");
}

fn audience_of(entry: &Entry) -> Audience {
    match &entry.body {
        Body::Message { .. } => Audience::Everyone,
        Body::Note { .. } => Audience::Agents,
        Body::Activity(activity) if TOLD_TO_CUSTOMERS.contains(&activity.name()) => Audience::Everyone,
        Body::Activity(_) => Audience::Agents,
    }
}

fn waits_or_is_held(state: &ConversationState) {
    let live = matches!(state.status, Status::Open | Status::Active);
    let waits = live && state.started && state.assignee.is_none();
    assert_eq!(state.queued_at.is_some(), waits, "in the queue or held, never both, never neither");
    let desk = &state.desk;
    assert!(desk.offer.is_none() || waits, "what is offered is in the queue");
    assert!(desk.declined.is_empty() || waits, "who declined is remembered while it waits");
    assert!(desk.snooze.is_none() || state.assignee.is_some(), "what is put off is its assignee's");
    assert!(state.queued_at.is_none() || state.queued_at == state.line_at, "one place in the line");
    if !live {
        let left = DeskFacts { rating: desk.rating.clone(), ..DeskFacts::default() };
        assert_eq!(
            (desk, state.line_at, state.asked_at),
            (&left, None, None),
            "all is settled, and only a rating stays"
        );
    }
}

fn watermarks_fit(world: &World, who: Who) {
    let mark = world.state.mark_of(person(who));
    let reader = if person(who) == person(Who::Ana) { Reader::Customer } else { Reader::Agent };
    assert!(mark.read_seq <= mark.delivered_seq, "what was read was delivered");
    assert!(mark.delivered_seq <= world.state.head_for(reader), "nobody is past what they may see");
    assert!(mark.settled <= world.state.message_count);
}

fn entries_are_the_actors(before: &World, who: Who, outcome: &Outcome) {
    let occasion = before.occasion();
    assert!(outcome.entries.len() <= ENTRIES_PER_OPERATION);
    for (new, seed) in outcome.entries.iter().zip(occasion.seeds) {
        assert_eq!((new.entry.id, new.salt), (seed.id, seed.salt), "each entry has a seed of its own");
        assert_eq!(new.entry.created_at, occasion.at);
        assert_eq!(new.entry.sender, who.actor().sender(), "nobody writes under another's name");
    }
}

fn receipts_touch_nothing_else(before: &World, deed: &Deed, after: &World) {
    if !matches!(deed, Deed::Deliver(_) | Deed::Read(_)) {
        return;
    }
    let without_marks = |state: &ConversationState| {
        let mut state = ConversationState { customer_mark: <_>::default(), ..state.clone() };
        state.participants.retain(|one| one.active);
        for one in &mut state.participants {
            (one.mark, one.marked_unread) = (<_>::default(), false);
        }
        state
    };
    assert_eq!(without_marks(&before.state), without_marks(&after.state));
    assert_eq!(before.timeline, after.timeline);
}

fn watermarks_only_advance(before: &World, person_of: Who, after: &World, actor: Who) {
    let (was, is) = (before.state.mark_of(person(person_of)), after.state.mark_of(person(person_of)));
    assert!(
        was.read_seq <= is.read_seq && was.delivered_seq <= is.delivered_seq && was.settled <= is.settled
    );
    if person(person_of) != person(actor) {
        assert_eq!(was, is, "nobody's watermarks move by another's act");
    }
}

/// Whoever held it in between: while it is live it waits where it first did.
fn a_place_in_the_line_is_kept(before: &World, after: &World) {
    let stays = before.state.status.is_live() && after.state.status.is_live();
    if let Some(place) = before.state.line_at.filter(|_| stays) {
        assert_eq!(after.state.line_at, Some(place));
    }
}

/// A message adds one for everybody but its writer, reading takes away one's own, and nothing else counts.
fn unread_moves_for_a_reason(before: &World, deed: &Deed, person_of: Who, actor: Who, after: &World) {
    let (was, is) = (before.unread(person_of), after.unread(person_of));
    let own = person(person_of) == person(actor);
    match deed {
        Deed::Say(_) if own => assert_eq!(is, was, "one's own message is never unread"),
        Deed::Say(_) => assert_eq!(is, was + 1, "one more for {person_of:?}"),
        Deed::Desk(DeskDeed::Nudge) => {
            assert_eq!(
                is - was,
                after.state.message_count - before.state.message_count,
                "a nudge is a message"
            );
        }
        Deed::Read(_) if own => assert!(is <= was, "reading adds nothing"),
        _ => assert_eq!(is, was, "{deed:?} by {actor:?} is nothing to read for {person_of:?}"),
    }
}
