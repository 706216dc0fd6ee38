//! Starting a conversation.

use super::{
    Category, ConversationState, Decision, DeskFacts, Kind, Occasion, Priority, Status, Watermark,
    decision::Change,
};
use crate::{Actor, ConversationId, CustomerId, InboxId, Refusal, TeamId, entry::Activity, policy};

/// What a new conversation begins with.
#[derive(Clone, Debug)]
pub struct StartInput {
    /// Its id.
    pub id: ConversationId,
    /// Through which inbox.
    pub inbox_id: InboxId,
    /// Whether that inbox is a rehearsal; the customer must belong to it then, and to none otherwise.
    pub rehearsal: bool,
    /// Whose it is; must be the acting customer.
    pub customer_id: CustomerId,
    /// A live chat or a filed ticket.
    pub kind: Kind,
    /// The team of the inbox.
    pub team_id: Option<TeamId>,
    /// A brief topic, checked.
    pub subject: Option<String>,
    /// A longer text, checked.
    pub description: Option<String>,
    /// How urgent.
    pub priority: Priority,
    /// What about.
    pub category: Option<Category>,
    /// The customer's conversation before it in this inbox.
    pub previous_conversation_id: Option<ConversationId>,
}

/// Makes a new conversation. The caller has made sure that a chat has no live one beside it.
///
/// # Errors
/// `unauthorized`, `forbidden` where it would be somebody else's, `not_found` from outside of a rehearsal.
pub fn create(actor: &Actor, occasion: &Occasion, input: StartInput) -> Result<Decision<()>, Refusal> {
    let permit = policy::start_permit(actor, input.rehearsal.then_some(input.inbox_id))?;
    if actor.customer_id() != Some(input.customer_id) {
        return Err(Refusal::Forbidden);
    }
    let mut change = Change::begin(permit, actor, occasion, &blank(input, occasion));
    change.happened(Activity::Created);
    Ok(change.decide(()))
}

fn blank(input: StartInput, occasion: &Occasion) -> ConversationState {
    ConversationState {
        id: input.id,
        inbox_id: input.inbox_id,
        rehearsal: input.rehearsal,
        customer_id: input.customer_id,
        kind: input.kind,
        status: Status::Open,
        subject: input.subject,
        description: input.description,
        priority: input.priority,
        category: input.category,
        labels: Vec::new(),
        assignee: None,
        team_id: input.team_id,
        previous_conversation_id: input.previous_conversation_id,
        head_seq: 0,
        customer_head_seq: 0,
        message_count: 0,
        last_message: None,
        started: false,
        needs_reply: false,
        queued_at: None,
        line_at: None,
        asked_at: None,
        replied_at: None,
        live_since: None,
        desk: DeskFacts::default(),
        customer_mark: Watermark::default(),
        participants: Vec::new(),
        created_at: occasion.at,
        updated_at: occasion.at,
        resolved_at: None,
        closed_at: None,
    }
}
