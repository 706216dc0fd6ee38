//! One change of many conversations, each decided for itself.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell_domain::{Actor, AgentId, ConversationId, Refusal};
use deskbell_protocol::operations::{BULK_MAX, BulkAction, BulkChange, BulkParams, BulkReply, BulkResult};
use tokio::task::JoinSet;

use super::steps::Step;
use crate::{Hall, Identity};

/// Conversations of one request that are decided on at once.
const AT_ONCE: usize = 16;
/// How long one request may take; what is not decided by then is refused and can be asked for again.
const WITHIN: Duration = Duration::from_secs(20);
/// When that may be.
const RETRY_AFTER_MS: u64 = 1000;

impl Hall {
    /// Changes many conversations, each as if it were asked for alone; the results are in the order of the ids.
    ///
    /// # Errors
    /// `unauthorized`, `forbidden` for customers, `invalid` for none or too many ids and for a change that means
    /// nothing.
    pub async fn change_many(&self, identity: &Identity, change: BulkChange) -> Result<BulkReply, Refusal> {
        let actor = self.actor(identity).await?;
        identity.agent_id()?;
        if !(1..=BULK_MAX).contains(&change.conversation_ids.len()) {
            return Err(Refusal::invalid("conversationIds", "Choose 1 to 500 conversations."));
        }
        let step = Arc::new(self.bulk_step(&actor, change.action, change.params).await?);
        let (until, mut running) = (Instant::now() + WITHIN, JoinSet::new());
        let mut outcomes =
            vec![Err(Refusal::Overloaded { retry_after_ms: RETRY_AFTER_MS }); change.conversation_ids.len()];
        let mut waiting = change.conversation_ids.iter().copied().enumerate();
        loop {
            while running.len() < AT_ONCE
                && Instant::now() < until
                && let Some((place, id)) = waiting.next()
            {
                let (hall, actor, step) = (self.clone(), actor.clone(), step.clone());
                running.spawn(async move { (place, hall.change_one(actor, id.into(), step).await) });
            }
            match running.join_next().await {
                Some(Ok((place, outcome))) => outcomes[place] = outcome,
                Some(Err(error)) => tracing::error!(%error, "one of many changes broke off"),
                None => break,
            }
        }
        let results = change.conversation_ids.iter().zip(&outcomes).map(|(id, outcome)| BulkResult {
            conversation_id: *id,
            ok: outcome.is_ok(),
            error: outcome.as_ref().err().map(Into::into),
        });
        Ok(BulkReply { results: results.collect() })
    }

    async fn change_one(&self, actor: Actor, id: ConversationId, step: Arc<Step>) -> Result<(), Refusal> {
        let (hall, occasion) = (self.clone(), self.0.chance.occasion(self.now()));
        let decide = move |state: &_| step.decide(&hall, &actor, &occasion, state);
        self.store().decide(id, None, decide).await?;
        Ok(())
    }

    async fn bulk_step(
        &self,
        actor: &Actor,
        action: BulkAction,
        params: BulkParams,
    ) -> Result<Step, Refusal> {
        Ok(match action {
            BulkAction::Assign => match params.agent_id {
                Some(None) => Step::PutBack,
                Some(Some(id)) => Step::Give(self.assignee(AgentId(id)).await?),
                None => Step::Give(self.assignee(actor.agent_id().ok_or(Refusal::Forbidden)?).await?),
            },
            BulkAction::Label if params.add.is_empty() && params.remove.is_empty() => {
                return Err(Refusal::invalid("params.add", "Name a label to add or to remove."));
            }
            BulkAction::Label => Step::Label { add: params.add, remove: params.remove },
            BulkAction::Priority => {
                let priority = params.priority.map(Into::into);
                Step::Priority(
                    priority.ok_or_else(|| Refusal::invalid("params.priority", "Choose a priority."))?,
                )
            }
            BulkAction::Resolve => Step::Resolve,
            BulkAction::Close => Step::Close,
        })
    }
}
