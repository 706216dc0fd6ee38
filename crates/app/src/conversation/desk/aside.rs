//! Putting a conversation off, following it, putting it back among one's unread, and throwing spam out.

use deskbell_domain::{
    Actor, ConversationId, ConversationState, Decision, Occasion, Refusal,
    conversation::{
        self as domain, FieldChanges,
        desk::{self, Waking},
    },
    policy::{self, Office},
};
use deskbell_protocol::{At, Conversation, operations::Snooze};

use crate::{Hall, Identity};

/// The label of what was thrown out.
const SPAM: &str = "spam";
/// Why its customer is blocked.
const SPAM_REASON: &str = "Reported as spam.";

impl Hall {
    /// Puts a conversation off until a time or until its customer writes.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`, `conflict` where it is not live, `invalid` for a time that is past or
    /// too far away.
    pub async fn snooze(
        &self,
        identity: &Identity,
        id: ConversationId,
        snooze: Snooze,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        let occasion = self.0.chance.occasion(self.now());
        let until = snooze.until.map(|At(until)| until);
        let outcome =
            self.store().decide(id, None, move |state| desk::snooze(&actor, &occasion, state, until)).await?;
        self.render_open(&outcome.state, identity.person).await
    }

    /// Takes up again what was put off.
    ///
    /// # Errors
    /// What policy says.
    pub async fn wake(&self, identity: &Identity, id: ConversationId) -> Result<Conversation, Refusal> {
        fn wake(
            actor: &Actor,
            occasion: &Occasion,
            state: &ConversationState,
        ) -> Result<Decision<()>, Refusal> {
            desk::wake(actor, occasion, state, Waking::ByHand)
        }
        let state = self.step_aside(identity, None, id, wake).await?;
        self.render_open(&state, identity.person).await
    }

    /// Follows a conversation, or no longer.
    ///
    /// # Errors
    /// What policy says.
    pub async fn set_following(
        &self,
        identity: &Identity,
        id: ConversationId,
        on: bool,
    ) -> Result<Conversation, Refusal> {
        let step = if on { desk::follow } else { desk::unfollow };
        let state = self.step_aside(identity, None, id, step).await?;
        self.render_open(&state, identity.person).await
    }

    /// Puts a conversation back among the asking agent's unread.
    ///
    /// # Errors
    /// What policy says.
    pub async fn mark_unread(
        &self,
        identity: &Identity,
        id: ConversationId,
    ) -> Result<Conversation, Refusal> {
        let state = self.step_aside(identity, None, id, desk::mark_unread).await?;
        self.render_open(&state, identity.person).await
    }

    /// Throws a conversation out as spam: it is labelled and closed in one, and its customer is blocked.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`.
    pub async fn report_spam(
        &self,
        identity: &Identity,
        id: ConversationId,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::Block)?;
        let (state, _) = self.look(&actor, id).await?;
        policy::permit(&actor, policy::Action::Close, &state)?;
        // Blocked first: whoever asks again, because something went wrong in between, finds the rest still to do.
        if !self.known_customer(state.customer_id).await?.is_some_and(|customer| customer.blocked) {
            self.block_customer(identity, state.customer_id, Some(SPAM_REASON.to_owned())).await?;
        }
        let (first, second) = (self.0.chance.occasion(self.now()), self.0.chance.occasion(self.now()));
        let outcome = self
            .store()
            .decide(id, None, move |state| {
                let mut labels = state.labels.clone();
                labels.push(SPAM.to_owned());
                let changes = FieldChanges { labels: Some(labels), ..FieldChanges::default() };
                domain::fields::edit(&actor, &first, state, changes)?
                    .then(|state| domain::lifecycle::close(&actor, &second, state))
            })
            .await?;
        self.render_open(&outcome.state, identity.person).await
    }
}
