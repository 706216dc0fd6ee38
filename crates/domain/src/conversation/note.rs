//! Writing for colleagues: no customer ever sees it, hears of it or finds a gap where it stands.

use super::{ConversationState, Decision, Occasion, Status, decision::Change};
use crate::{
    Actor, Audience, Entry, Refusal,
    entry::Body,
    policy::{self, Action},
    text::{ClientId, Content},
};

/// Appends an internal note. It changes no status, no assignment and nobody's unread.
///
/// # Errors
/// What policy says, and `conversation_closed`.
pub fn note(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    client_id: ClientId,
    content: Content,
) -> Result<Decision<Entry>, Refusal> {
    let permit = policy::permit(actor, Action::Note, state)?;
    if state.status == Status::Closed {
        return Err(Refusal::ConversationClosed);
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    let entry =
        change.append(Audience::Agents, Some(client_id), Body::Note { content: content.into_string() });
    if let Some(agent_id) = actor.agent_id() {
        change.next.add_participant(agent_id);
    }
    Ok(change.decide(entry))
}
