//! The stretches in which conversations were live.

use deskbell_domain::{AgentId, ConversationId, CustomerId, Refusal, policy::ListView};
use jiff::Timestamp;

use crate::{Page, Store, StoreError, either, query::PAGE_MAX};

/// One stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Of which conversation.
    pub conversation_id: ConversationId,
    /// Its number in it, from 1.
    pub number: u64,
    /// Whose that is.
    pub customer_id: CustomerId,
    /// When it began.
    pub started_at: Timestamp,
    /// When an agent first answered in it.
    pub replied_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// When somebody last wrote in the conversation.
    pub last_at: Option<Timestamp>,
    /// Who holds it, or held it at the end.
    pub agent_id: Option<AgentId>,
}

/// Which stretches; fields left out do not restrict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionFilter {
    /// Of this conversation.
    pub conversation: Option<ConversationId>,
    /// Held by this agent, at the end or now.
    pub agent: Option<AgentId>,
    /// That stand so.
    pub kind: Option<SessionKind>,
}

/// How a stretch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// It runs, and somebody wrote at this moment or later.
    ActiveSince(Timestamp),
    /// It runs, and nobody has written since this moment.
    InactiveSince(Timestamp),
    /// It has ended.
    Ended,
}

/// A place in the list: when the stretch began, and which it is among those of that moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) started_at: i64,
    pub(crate) conversation_pk: i64,
    pub(crate) number: i64,
}

impl Place {
    fn encode(self) -> String {
        format!("{}.{}.{}", self.started_at, self.conversation_pk, self.number)
    }

    fn decode(text: &str) -> Result<Self, Refusal> {
        let mut parts = text.split('.').map(|part| part.parse::<i64>().ok());
        let place = (parts.next().flatten(), parts.next().flatten(), parts.next().flatten());
        match (place, parts.next()) {
            ((Some(started_at), Some(conversation_pk), Some(number)), None) => {
                Ok(Self { started_at, conversation_pk, number })
            }
            _ => Err(Refusal::invalid("cursor", "This cursor was not made by this list.")),
        }
    }
}

impl Store {
    /// A page of the stretches of conversations this view may list, the one that began last first; at most 200.
    ///
    /// # Errors
    /// `invalid` for a cursor this list has not made, the store's own.
    pub async fn sessions(
        &self,
        view: &ListView,
        filter: SessionFilter,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<Session>, StoreError> {
        let after = cursor.map(Place::decode).transpose()?;
        let (view, limit) = (view.clone(), limit.clamp(1, PAGE_MAX));
        let mut rows = either!(self, |database| database
            .read("sessions", move |connection| engine::rows::lists::sessions::page(
                connection,
                &view,
                &filter,
                after,
                limit + 1
            ))
            .await)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows.last().filter(|_| more).map(|(place, _)| place.encode());
        Ok(Page { items: rows.into_iter().map(|(_, session)| session).collect(), next_cursor })
    }
}
