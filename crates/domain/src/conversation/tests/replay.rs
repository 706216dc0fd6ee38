//! The state of a conversation told anew from its timeline alone, entry by entry. What no entry tells
//! (receipts, the description, when a field last changed) is remembered beside it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    cast::Who,
    desk::DeskMemory,
    world::{Deed, Outcome, World, counts, person},
};
use crate::{
    AgentId, ConversationState, Entry, Reader, Status, TeamId,
    conversation::{Category, LastMessage, Participant, Priority, Rating, Snooze, Watermark},
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
    desk: DeskMemory,
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
        Self {
            marks: BTreeMap::new(),
            description: None,
            updated_at: begun.updated_at,
            begun,
            desk: DeskMemory::default(),
        }
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
        self.desk.keep(before, who, deed, outcome);
        let aside = matches!(deed, Deed::Desk(deed) if deed.is_aside());
        if matches!(deed, Deed::Deliver(_) | Deed::Read(_)) {
            self.marks.insert(person(who), moved);
        } else if outcome.changed && !aside {
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
            self.desk.route(&mut told);
        }
        self.desk.add_to(&mut told);
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
        attachments: entry.body.attachments().len(),
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
            told.desk.nudged_at = None;
        }
    } else if entry.sender.kind == SenderKind::System {
        told.needs_reply = false;
        told.desk.nudged_at = Some(entry.created_at);
    } else {
        told.desk.nudged_at = None;
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
            hold(told, to.id);
        }
        Activity::Unassigned { from } => {
            assert_eq!(told.assignee.take(), Some(from.id), "taken from its holder");
            told.desk.snooze = None;
        }
        Activity::Transferred { to, to_team, from } => {
            assert_eq!(from.as_ref().map(|from| from.id), told.assignee, "taken from its holder");
            match (to, to_team) {
                (Some(to), None) => hold(told, to.id),
                (None, Some(team)) => move_to(told, team.id),
                other => panic!("handed to {other:?}"),
            }
        }
        Activity::Escalated { reason, to_team, due } => {
            assert_eq!(reason.is_some(), due.is_none(), "by hand with a reason, else by a missed time");
            assert!(told.priority >= Priority::High);
            told.desk.escalated_at = Some(at);
            if let Some(team) = to_team {
                assert_ne!(Some(team.id), told.team_id, "a team is told where it changed");
                move_to(told, team.id);
            }
        }
        Activity::Snoozed { until } => told.desk.snooze = Some(Snooze { until: *until }),
        Activity::Unsnoozed => {
            assert!(told.desk.snooze.take().is_some(), "what was not put off is not taken up");
        }
        Activity::Resolved { from } => {
            assert_eq!(*from, told.status);
            (told.status, told.resolved_at) = (Status::Resolved, Some(at));
            (told.line_at, told.asked_at, told.desk) = (None, None, told.desk.settled());
        }
        Activity::Reopened => {
            (told.status, told.resolved_at) = (Status::Active, None);
            (told.live_since, told.replied_at) = (Some(at), None);
        }
        Activity::Closed { from } => {
            assert_eq!(*from, told.status);
            (told.status, told.closed_at) = (Status::Closed, Some(at));
            (told.line_at, told.asked_at, told.desk) = (None, None, told.desk.settled());
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
        Activity::Merged { .. } => panic!("nobody does this here"),
        Activity::Rated { score, comment } => {
            let settled_since =
                |rating: &Rating| told.resolved_at.is_some_and(|resolved| resolved > rating.at);
            let before = told.desk.rating.as_ref().filter(|rating| !settled_since(rating));
            let first_at = before.map_or(at, |rating| rating.first_at);
            told.desk.rating = Some(Rating { score: *score, comment: comment.clone(), first_at, at });
        }
        Activity::LabelsChanged { added, removed } => {
            told.labels.retain(|label| !removed.contains(label));
            told.labels.extend(added.iter().cloned());
            told.labels.sort();
        }
    }
}

fn hold(told: &mut ConversationState, agent_id: AgentId) {
    participant(told, agent_id).active = true;
    (told.assignee, told.desk.snooze) = (Some(agent_id), None);
    activate(told);
}

fn move_to(told: &mut ConversationState, team_id: TeamId) {
    (told.team_id, told.assignee, told.desk.snooze) = (Some(team_id), None, None);
}

fn activate(told: &mut ConversationState) {
    if told.status == Status::Open {
        told.status = Status::Active;
    }
}

pub(super) fn participant(told: &mut ConversationState, agent_id: AgentId) -> &mut Participant {
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
