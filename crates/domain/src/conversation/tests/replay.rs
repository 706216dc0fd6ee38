//! The state of a conversation told anew from its timeline alone, entry by entry. What no entry tells
//! (receipts, the description, when a field last changed) is remembered beside it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    cast::Who,
    world::{Deed, Outcome, World, counts, person},
};
use crate::{
    AgentId, ConversationState, Entry, Reader, Status,
    conversation::{Category, LastMessage, Participant, Watermark},
    entry::{Activity, Body, SenderKind},
    text,
};

/// What happened without an entry.
#[derive(Clone, Debug)]
pub(super) struct Memory {
    begun: ConversationState,
    marks: BTreeMap<SenderKind, Mark>,
    description: Option<String>,
    updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    delivered: u64,
    read: u64,
}

impl Memory {
    /// Begins with a conversation in which nothing but its creation has happened.
    pub(super) fn of(world: &World) -> Self {
        let begun = world.state.clone();
        Self { marks: BTreeMap::new(), description: None, updated_at: begun.updated_at, begun }
    }

    /// Remembers what was accepted, as it was tried on the world before it.
    pub(super) fn keep(&mut self, before: &World, who: Who, deed: &Deed, outcome: &Outcome) {
        let reader = if who == Who::Ana { Reader::Customer } else { Reader::Agent };
        let head = before.seen_by(reader).last().map_or(0, |entry| entry.seq);
        let mark = self.marks.get(&person(who)).copied().unwrap_or_default();
        let moved = match deed {
            Deed::Deliver(seq) => Mark { delivered: mark.delivered.max(head.min(*seq)), ..mark },
            Deed::Read(seq) => {
                let read = mark.read.max(head.min(*seq));
                Mark { delivered: mark.delivered.max(read), read }
            }
            Deed::Edit(changes) => {
                let blank = |text: &String| text.trim().is_empty();
                if let Some(description) = &changes.description {
                    self.description = description.clone().filter(|text| !blank(text));
                }
                mark
            }
            _ => mark,
        };
        if matches!(deed, Deed::Deliver(_) | Deed::Read(_)) {
            self.marks.insert(person(who), moved);
        } else if outcome.changed {
            self.updated_at = before.now();
        }
    }

    /// The whole state that this timeline and this memory tell of, its participants in order of their ids.
    pub(super) fn tell(&self, timeline: &[Entry]) -> ConversationState {
        let mut told = ConversationState {
            head_seq: 0,
            customer_head_seq: 0,
            description: self.description.clone(),
            updated_at: self.updated_at,
            ..self.begun.clone()
        };
        for entry in timeline {
            tell(&mut told, entry);
        }
        for (person, mark) in &self.marks {
            match person {
                SenderKind::Agent(id) if mark.delivered > 0 => participant(&mut told, *id),
                _ => continue,
            };
        }
        let mark_of = |person| {
            let Mark { delivered, read } = self.marks.get(&person).copied().unwrap_or_default();
            let counts = counts(timeline, person, read);
            let settled = counts.messages_up_to + counts.own_after;
            Watermark { delivered_seq: delivered, read_seq: read, settled }
        };
        told.customer_mark = mark_of(SenderKind::Customer(told.customer_id));
        for participant in &mut told.participants {
            participant.mark = mark_of(SenderKind::Agent(participant.agent_id));
        }
        in_order(told)
    }
}

/// The same state with its participants in order of their ids.
pub(super) fn in_order(mut state: ConversationState) -> ConversationState {
    state.participants.sort_by_key(|participant| participant.agent_id);
    state
}

fn tell(told: &mut ConversationState, entry: &Entry) {
    told.head_seq = entry.seq;
    if entry.visible_to(Reader::Customer) {
        told.customer_head_seq = entry.seq;
    }
    match &entry.body {
        Body::Message { content, .. } => tell_message(told, entry, content),
        Body::Note { .. } => tell_note(told, entry),
        Body::Activity(activity) => tell_activity(told, entry.created_at, activity),
    }
    let live = matches!(told.status, Status::Open | Status::Active);
    let waits = live && told.started && told.assignee.is_none();
    told.queued_at = waits.then(|| *told.line_at.get_or_insert(entry.created_at));
}

fn tell_message(told: &mut ConversationState, entry: &Entry, content: &str) {
    told.message_count += 1;
    told.last_message = Some(LastMessage {
        seq: entry.seq,
        preview: text::preview(content),
        sender: entry.sender.kind,
        sender_name: entry.sender.name.clone(),
        at: entry.created_at,
    });
    if let SenderKind::Agent(id) = entry.sender.kind {
        told.needs_reply = false;
        participant(told, id).active = true;
        activate(told);
        if told.status == Status::Active {
            told.replied_at.get_or_insert(entry.created_at);
            told.asked_at = None;
        }
    } else {
        told.needs_reply = true;
        told.asked_at.get_or_insert(entry.created_at);
        if !std::mem::replace(&mut told.started, true) {
            told.live_since = Some(entry.created_at);
        }
    }
}

fn tell_note(told: &mut ConversationState, entry: &Entry) {
    let SenderKind::Agent(id) = entry.sender.kind else { panic!("a note by {:?}", entry.sender) };
    participant(told, id).active = true;
}

fn tell_activity(told: &mut ConversationState, at: Timestamp, activity: &Activity) {
    match activity {
        Activity::Created => {}
        Activity::Assigned { to, from } => {
            assert_eq!(from.as_ref().map(|from| from.id), told.assignee, "taken from its holder");
            participant(told, to.id).active = true;
            told.assignee = Some(to.id);
            activate(told);
        }
        Activity::Unassigned { from } => {
            assert_eq!(told.assignee.take(), Some(from.id), "taken from its holder");
        }
        Activity::Resolved { from } => {
            assert_eq!(*from, told.status);
            (told.status, told.resolved_at) = (Status::Resolved, Some(at));
            (told.line_at, told.asked_at) = (None, None);
        }
        Activity::Reopened => {
            (told.status, told.resolved_at) = (Status::Active, None);
            (told.live_since, told.replied_at) = (Some(at), None);
        }
        Activity::Closed { from } => {
            assert_eq!(*from, told.status);
            (told.status, told.closed_at) = (Status::Closed, Some(at));
            (told.line_at, told.asked_at) = (None, None);
        }
        Activity::SubjectChanged { from, to } => {
            assert_eq!(*from, std::mem::replace(&mut told.subject, to.clone()));
        }
        Activity::PriorityChanged { from, to } => {
            assert_eq!(*from, std::mem::replace(&mut told.priority, *to));
        }
        Activity::CategoryChanged { from, to } => {
            assert_eq!(from.as_deref(), told.category.as_ref().map(Category::as_str));
            told.category = to.as_deref().and_then(Category::parse);
        }
        Activity::Transferred { .. }
        | Activity::Escalated { .. }
        | Activity::Snoozed { .. }
        | Activity::Unsnoozed
        | Activity::Merged { .. } => panic!("nobody does this here"),
        Activity::LabelsChanged { added, removed } => {
            told.labels.retain(|label| !removed.contains(label));
            told.labels.extend(added.iter().cloned());
            told.labels.sort();
        }
    }
}

fn activate(told: &mut ConversationState) {
    if told.status == Status::Open {
        told.status = Status::Active;
    }
}

fn participant(told: &mut ConversationState, agent_id: AgentId) -> &mut Participant {
    let place = told.participants.iter().position(|one| one.agent_id == agent_id);
    let place = place.unwrap_or_else(|| {
        told.participants.push(Participant {
            agent_id,
            active: false,
            follows: false,
            marked_unread: false,
            mark: Watermark::default(),
        });
        told.participants.len() - 1
    });
    &mut told.participants[place]
}
