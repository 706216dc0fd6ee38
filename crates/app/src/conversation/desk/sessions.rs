//! The stretches in which conversations were live.

use std::time::Duration;

use deskbell_domain::{AgentId, ConversationId, Refusal, policy};
use deskbell_protocol::{
    At,
    conversation::{CustomerSummary, side_of},
    operations::{Session, SessionStatus},
    page::{Page, page_size},
    person::PublicAgent,
};
use deskbell_store::{SessionFilter, SessionKind};
use jiff::{SignedDuration, Timestamp};

use crate::{Hall, Identity};

/// After this without a word a stretch counts as inactive, where nothing is set for nudging a silent customer.
const IDLE_AFTER: Duration = Duration::from_secs(30 * 60);

impl Hall {
    /// A page of the stretches of the conversations somebody may see, the one that began last first.
    ///
    /// # Errors
    /// `unauthorized`, `invalid` for a cursor of another list.
    pub async fn sessions(
        &self,
        identity: &Identity,
        (conversation, agent, status): (Option<ConversationId>, Option<AgentId>, Option<SessionStatus>),
        cursor: Option<&str>,
        limit: Option<usize>,
    ) -> Result<Page<Session>, Refusal> {
        let actor = self.actor(identity).await?;
        let view = policy::list_view(&actor)?;
        let (now, idle_since) = (self.now(), self.idle_since());
        let kind = status.map(|status| match status {
            SessionStatus::Active => SessionKind::ActiveSince(idle_since),
            SessionStatus::Inactive => SessionKind::InactiveSince(idle_since),
            SessionStatus::Ended => SessionKind::Ended,
        });
        let filter = SessionFilter { conversation, agent, kind };
        let page = self.store().sessions(&view, filter, cursor, page_size(limit)).await?;
        let mut items = Vec::with_capacity(page.items.len());
        for session in page.items {
            let customer = self.known_customer(session.customer_id).await?.ok_or(Refusal::NotFound)?;
            let last = session.ended_at.or(session.last_at).unwrap_or(session.started_at);
            let status = match session.ended_at {
                Some(_) => SessionStatus::Ended,
                None if last >= idle_since => SessionStatus::Active,
                None => SessionStatus::Inactive,
            };
            let agent = session.agent_id.map(|id| self.named_agent(id));
            items.push(Session {
                id: format!("{}-{}", session.conversation_id, session.number),
                conversation_id: session.conversation_id.0,
                number: session.number,
                status,
                started_at: At(session.started_at),
                first_reply_at: session.replied_at.map(At),
                ended_at: session.ended_at.map(At),
                last_activity_at: At(last),
                agent: agent.map(|agent| PublicAgent::render(&agent, side_of(identity.person))),
                customer: CustomerSummary {
                    id: session.customer_id.0,
                    name: customer.display_name().to_owned(),
                    email: customer.email.clone(),
                },
                duration_ms: millis(session.started_at, session.ended_at.unwrap_or(now)),
                first_response_ms: session.replied_at.map(|at| millis(session.started_at, at)),
            });
        }
        Ok(Page { items, next_cursor: page.next_cursor })
    }

    /// Whoever has not written since then is inactive.
    fn idle_since(&self) -> Timestamp {
        let minutes = self.organisation().idle_nudge_minutes;
        let after = if minutes > 0 { Duration::from_secs(u64::from(minutes) * 60) } else { IDLE_AFTER };
        let after = SignedDuration::try_from(after).unwrap_or(SignedDuration::MAX);
        self.now().checked_sub(after).unwrap_or(Timestamp::MIN)
    }
}

fn millis(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_millis()).unwrap_or_default()
}
