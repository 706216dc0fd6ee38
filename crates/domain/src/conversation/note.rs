//! Writing for colleagues: no customer ever sees it, hears of it or finds a gap where it stands.

use super::{ConversationState, Decision, Occasion, Status, decision::Change};
use crate::{
    Actor, AgentId, Audience, Entry, Refusal,
    entry::Body,
    policy::{self, Action},
    text::{ClientId, Content},
};

/// Appends an internal note. It changes no status, no assignment and nobody's unread. Whom it mentions follows the
/// conversation from then on; the caller has made sure that they may see it.
///
/// # Errors
/// What policy says, and `conversation_closed`.
pub fn note(
    actor: &Actor,
    occasion: &Occasion,
    state: &ConversationState,
    client_id: ClientId,
    content: Content,
    mentions: Vec<AgentId>,
) -> Result<Decision<Entry>, Refusal> {
    let permit = policy::permit(actor, Action::Note, state)?;
    if state.status == Status::Closed {
        return Err(Refusal::ConversationClosed);
    }
    let mut change = Change::begin(permit, actor, occasion, state);
    for agent_id in &mentions {
        change.next.follow(*agent_id);
    }
    let body = Body::Note { content: content.into_string(), mentions };
    let entry = change.append(Audience::Agents, Some(client_id), body);
    if let Some(agent_id) = actor.agent_id() {
        change.next.add_participant(agent_id);
    }
    Ok(change.decide(entry))
}
