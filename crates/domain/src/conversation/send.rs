//! Writing to the other side.

use super::{ConversationState, Decision, LastMessage, Occasion, Status, decision::Change};
use crate::{
    Actor, Attachment, Audience, Entry, Refusal,
    entry::{Activity, Body, Moderation, NamedAgent, SenderKind},
    policy::{self, Action},
    text::{ClientId, Content},
};

/// A message to send, checked.
#[derive(Clone, Debug)]
pub struct SendInput {
    /// The sender's own name for it.
    pub client_id: ClientId,
    /// The text.
    pub content: Content,
    /// Files that belong to it.
    pub attachments: Vec<Attachment>,
    /// A JSON object from the sender's program, as text.
    pub metadata: Option<String>,
    /// What the inbox's word filter makes of it.
    pub moderation: Moderation,
}

impl SendInput {
    /// What it says, as the entry will.
    pub fn into_body(self) -> Body {
        Body::Message {
            content: self.content.into_string(),
            attachments: self.attachments,
            metadata: self.metadata,
            moderation: self.moderation,
        }
    }
}

/// Appends a message. A customer's message reopens a resolved conversation; an agent's reply to a live one
/// that nobody holds takes it, and makes an open one active.
///
/// # Errors
/// What policy says, and `conversation_closed`.
pub fn send(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    input: SendInput,
) -> Result<Decision<Entry>, Refusal> {
    let permit = policy::permit(actor, Action::Send, state)?;
    if state.status == Status::Closed {
        return Err(Refusal::ConversationClosed);
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    let client_id = input.client_id.clone();
    let body = input.into_body();
    let preview = body.preview().unwrap_or_default();
    let entry = change.append(Audience::Everyone, Some(client_id), body);
    count_message(&mut change.next, &entry, preview);
    match actor {
        Actor::Customer(_) => customer_wrote(&mut change)?,
        Actor::Agent(agent) => {
            agent_replied(&mut change, agent.named())?;
        }
        Actor::System => {}
    }
    Ok(change.decide(entry))
}

pub(super) fn count_message(next: &mut ConversationState, entry: &Entry, preview: String) {
    next.message_count += 1;
    next.last_message = Some(LastMessage {
        seq: entry.seq,
        preview,
        attachments: entry.body.attachments().len(),
        sender: entry.sender.kind,
        sender_name: entry.sender.name.clone(),
        at: entry.created_at,
    });
    next.needs_reply = matches!(entry.sender.kind, SenderKind::Customer(_));
    if let Some(mark) = next.mark_mut(entry.sender.kind) {
        mark.settled += 1;
    }
}

fn customer_wrote(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !std::mem::replace(&mut change.next.started, true) {
        change.begin_stretch();
    }
    if change.next.status == Status::Resolved {
        change.become_status(Status::Active)?;
        change.happened(Activity::Reopened);
    }
    let at = change.at();
    change.next.asked_at.get_or_insert(at);
    change.next.desk.nudged_at = None;
    if change.next.desk.snooze.take().is_some() {
        change.happened(Activity::Unsnoozed);
    }
    change.settle_queue();
    Ok(())
}

fn agent_replied(change: &mut Change<'_>, agent: NamedAgent) -> Result<(), Refusal> {
    change.next.add_participant(agent.id);
    if !change.next.status.is_live() {
        return Ok(());
    }
    if change.next.status == Status::Open {
        change.become_status(Status::Active)?;
    }
    let at = change.at();
    change.next.replied_at.get_or_insert(at);
    change.next.asked_at = None;
    change.next.desk.nudged_at = None;
    if change.next.assignee.is_none() {
        change.next.assignee = Some(agent.id);
        change.settle_queue();
        change.happened(Activity::Assigned { to: agent, from: None });
    }
    Ok(())
}
