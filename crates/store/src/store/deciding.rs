//! The one way to change a conversation: load, decide, apply, commit. Decisions on the same conversation
//! happen one after the other; closures may run again, so time, ids and chance are handed to them.

use std::sync::Arc;

use deskbell_domain::{
    AgentId, ConversationId, ConversationState, CustomerId, Decision, Entry, InboxId, Refusal,
    conversation::ReadCounts,
    entry::{Body, SenderKind},
    text::ClientId,
};
use jiff::Timestamp;

use super::Store;
use crate::{StoreError, both::scope::Scope, either};

/// A decision that is on disk.
#[derive(Clone, Debug)]
pub struct Outcome<R> {
    /// What the decision tells the asker.
    pub reply: R,
    /// The state after it.
    pub state: Arc<ConversationState>,
    /// The entries it appended, in order.
    pub entries: Vec<Arc<Entry>>,
    /// False when the result already held: nothing was written.
    pub changed: bool,
}

/// By which a resend of a message is recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageKey {
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// From whom.
    pub sender: SenderKind,
    /// The sender's own name for it.
    pub client_id: ClientId,
}

/// A message or note that is on disk.
#[derive(Clone, Debug)]
pub struct MessageOutcome {
    /// The entry; of a resend, the first one.
    pub entry: Arc<Entry>,
    /// True for a resend: nothing was written.
    pub repeated: bool,
    /// The state after it.
    pub state: Arc<ConversationState>,
}

/// What there is when a customer comes to an inbox.
#[derive(Clone, Copy, Debug)]
pub struct StartScene<'a> {
    /// Their live chat there.
    pub live: Option<&'a ConversationState>,
    /// Their newest closed conversation there.
    pub previous: Option<ConversationId>,
}

/// What is to happen then.
#[derive(Debug)]
pub enum StartPlan<R> {
    /// The live chat stays as it is; only where there is one.
    Keep(R),
    /// A conversation is made.
    Make {
        /// The live chat is closed before, in the same commit; only where there is one.
        close_live: Option<Box<Decision<()>>>,
        /// The new conversation.
        make: Box<Decision<R>>,
    },
}

/// A conversation found or made.
#[derive(Clone, Debug)]
pub struct StartOutcome<R> {
    /// What the plan tells the asker.
    pub reply: R,
    /// The conversation.
    pub state: Arc<ConversationState>,
    /// The entries it began with; none when it was found.
    pub entries: Vec<Arc<Entry>>,
    /// True when it was made.
    pub made: bool,
}

impl Store {
    /// Changes a conversation. `origin` comes back with the commit, for whoever publishes it.
    ///
    /// # Errors
    /// What `decide` refuses, `not_found` for an unknown conversation, and the store's own.
    pub async fn decide<R, F>(
        &self,
        conversation_id: ConversationId,
        origin: Option<u64>,
        decide: F,
    ) -> Result<Outcome<R>, StoreError>
    where
        R: Send + 'static,
        F: Fn(&ConversationState) -> Result<Decision<R>, Refusal> + Send + 'static,
    {
        let (scope, fence) = (Scope::Conversation(conversation_id), self.fence.clone());
        either!(self, |database| database
            .decide(scope, move |batch| {
                batch.obey(fence.as_deref())?;
                engine::decide::decide(batch, conversation_id, origin, |state| decide(state))
            })
            .await)
    }

    /// Changes a conversation where that depends on how many live conversations an agent holds: those that are not put
    /// off, this one not counted. Nobody else's decision about the same agent comes between the count and the commit.
    ///
    /// # Errors
    /// As [`Store::decide`].
    pub async fn decide_under_load<R, F>(
        &self,
        conversation_id: ConversationId,
        agent_id: AgentId,
        decide: F,
    ) -> Result<Outcome<R>, StoreError>
    where
        R: Send + 'static,
        F: Fn(&ConversationState, u64) -> Result<Decision<R>, Refusal> + Send + 'static,
    {
        let (scope, fence) = (Scope::Conversation(conversation_id), self.fence.clone());
        either!(self, |database| database
            .decide(scope, move |batch| {
                batch.obey(fence.as_deref())?;
                batch.write_heads()?;
                let load = engine::rows::desk::load::of(batch.connection, agent_id, conversation_id)?;
                engine::decide::decide(batch, conversation_id, None, |state| decide(state, load))
            })
            .await)
    }

    /// Sends a message or adds a note. What its sender has sent before under the same client id is answered
    /// with the first entry and written no second time; `decide` is not asked then. `body` is what the
    /// decision would append, for comparing.
    ///
    /// # Errors
    /// What `decide` refuses, `conflict` for another content under a known client id, `not_found` for an
    /// unknown conversation, and the store's own.
    pub async fn decide_message<F>(
        &self,
        key: MessageKey,
        body: Body,
        origin: Option<u64>,
        decide: F,
    ) -> Result<MessageOutcome, StoreError>
    where
        F: Fn(&ConversationState) -> Result<Decision<Entry>, Refusal> + Send + 'static,
    {
        either!(self, |database| database
            .decide(Scope::Message(key.clone()), move |batch| {
                engine::decide::decide_message(batch, &key, &body, origin, |state| decide(state))
            })
            .await)
    }

    /// Moves a person's watermark. The second argument of `decide` counts messages of the timeline for that
    /// person; it is worth calling only where the read watermark moves.
    ///
    /// # Errors
    /// What `decide` refuses, `not_found` for an unknown conversation, and the store's own.
    pub async fn decide_receipt<F>(
        &self,
        conversation_id: ConversationId,
        reader: SenderKind,
        origin: Option<u64>,
        decide: F,
    ) -> Result<Outcome<()>, StoreError>
    where
        F: Fn(&ConversationState, &dyn Fn(u64) -> ReadCounts) -> Result<Decision<()>, Refusal>
            + Send
            + 'static,
    {
        either!(self, |database| database
            .decide(Scope::Conversation(conversation_id), move |batch| {
                engine::decide::decide_receipt(batch, conversation_id, reader, origin, |state, counts| {
                    decide(state, counts)
                })
            })
            .await)
    }

    /// Finds a customer's live chat in an inbox or makes a conversation, in one step: whoever comes at the same
    /// moment finds what the first one made.
    ///
    /// # Errors
    /// What `plan` refuses, `not_found` for an unknown customer or inbox, and the store's own.
    pub async fn start<R, F>(
        &self,
        customer_id: CustomerId,
        inbox_id: InboxId,
        origin: Option<u64>,
        plan: F,
    ) -> Result<StartOutcome<R>, StoreError>
    where
        R: Send + 'static,
        F: Fn(StartScene<'_>) -> Result<StartPlan<R>, Refusal> + Send + 'static,
    {
        either!(self, |database| database
            .decide(Scope::Customer(customer_id), move |batch| engine::decide::start(
                batch,
                customer_id,
                inbox_id,
                origin,
                &plan
            ))
            .await)
    }

    /// Deletes a conversation that is still a draft; false when it is none any more, or gone.
    ///
    /// # Errors
    /// The store's own.
    pub async fn delete_draft(&self, id: ConversationId, at: Timestamp) -> Result<bool, StoreError> {
        let fence = self.fence.clone();
        either!(self, |database| database
            .decide(Scope::Conversation(id), move |batch| {
                batch.obey(fence.as_deref())?;
                engine::decide::delete_if(batch, id, at, ConversationState::is_draft)
            })
            .await)
    }

    /// Deletes a conversation that was closed before a moment, with its whole timeline; false when it was not, or is gone.
    ///
    /// # Errors
    /// The store's own.
    pub async fn delete_closed(
        &self,
        id: ConversationId,
        before: Timestamp,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let fence = self.fence.clone();
        either!(self, |database| database
            .decide(Scope::Conversation(id), move |batch| {
                batch.obey(fence.as_deref())?;
                engine::decide::delete_if(batch, id, at, |state| {
                    state.closed_at.is_some_and(|closed| closed < before)
                })
            })
            .await)
    }

    /// Erases for ever what an entry says, with its salt, and where lists repeat it. Its place, time and sender
    /// stay, and so does the chain. False when there is no such entry or nothing left of it.
    ///
    /// # Errors
    /// `not_found` for an unknown conversation, and the store's own.
    pub async fn erase_body(&self, id: ConversationId, seq: u64, at: Timestamp) -> Result<bool, StoreError> {
        either!(self, |database| database
            .decide(Scope::Conversation(id), move |batch| engine::decide::erase_body(batch, id, seq, at))
            .await)
    }
}
