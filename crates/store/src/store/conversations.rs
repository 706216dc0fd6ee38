//! Reading conversations. What may be read says a view, which only policy makes.

pub(crate) mod uploads;

use std::sync::Arc;

use deskbell_domain::{
    AgentId, ConversationId, ConversationState, Entry, TeamId,
    policy::{ListView, View},
};
use jiff::Timestamp;

use super::Store;
use crate::{
    Filter, MessageKey, OpenCounts, Page, Range, StoreError, either,
    query::{Cursor, PAGE_MAX},
};

impl Store {
    /// The newest committed state of a conversation, from memory where it is hot. It is for policy to judge;
    /// nobody is shown anything of it without a view.
    ///
    /// # Errors
    /// The store's own.
    pub async fn conversation(
        &self,
        id: ConversationId,
    ) -> Result<Option<Arc<ConversationState>>, StoreError> {
        either!(self, |database| database.head(id).await)
    }

    /// The committed heads of those of these conversations that there are, in no order, read at once.
    ///
    /// # Errors
    /// The store's own.
    pub async fn conversations_by_id(
        &self,
        ids: Vec<ConversationId>,
    ) -> Result<Vec<Arc<ConversationState>>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        either!(self, |database| database.heads_of(ids).await)
    }

    /// The same as [`Self::conversation`] as this process has seen it last, where it is in memory: where others write too it may be older.
    pub fn known_conversation(&self, id: ConversationId) -> Option<Arc<ConversationState>> {
        either!(self, |database| database.known_head(id))
    }

    /// Part of a timeline as this view may see it, ascending; at most 200 entries.
    ///
    /// # Errors
    /// The store's own.
    pub async fn timeline(
        &self,
        view: &View,
        range: Range,
        limit: usize,
    ) -> Result<Vec<Arc<Entry>>, StoreError> {
        let (id, reader, limit) = (view.conversation_id(), view.reader(), limit.min(PAGE_MAX));
        either!(self, |database| database
            .read("timeline", move |connection| engine::rows::entries::range(
                connection, id, reader, range, limit
            ))
            .await)
    }

    /// What a sender has sent under this client id, if anything.
    ///
    /// # Errors
    /// The store's own.
    pub async fn find_message(&self, key: MessageKey) -> Result<Option<Arc<Entry>>, StoreError> {
        either!(self, |database| database
            .read("find_message", move |connection| engine::rows::entries::find(connection, &key))
            .await)
    }

    /// A page of the conversations this view may list, in the order the filter names; no drafts. At most 200.
    ///
    /// # Errors
    /// `invalid` for a cursor this list has not made, and the store's own.
    pub async fn conversations(
        &self,
        view: &ListView,
        mut filter: Filter,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<Arc<ConversationState>>, StoreError> {
        let cursor = cursor.map(|text| Cursor::decode(text, filter.sort)).transpose()?;
        let Some(statuses) = filter.statuses() else {
            return Ok(Page { items: Vec::new(), next_cursor: None });
        };
        filter.status = statuses;
        either!(self, |database| database.order_lists().await);
        let (view, limit) = (view.clone(), limit.clamp(1, PAGE_MAX));
        either!(self, |database| database
            .read("conversations", move |connection| engine::rows::lists::page(
                connection, &view, &filter, cursor, limit
            ))
            .await)
    }

    /// How many live conversations this view may list; `agent` says whose `mine` counts.
    ///
    /// # Errors
    /// The store's own.
    pub async fn open_counts(
        &self,
        view: &ListView,
        agent: Option<AgentId>,
    ) -> Result<OpenCounts, StoreError> {
        let view = view.clone();
        either!(self, |database| database
            .read("open_counts", move |connection| engine::rows::lists::open_counts(connection, &view, agent))
            .await)
    }

    /// Live conversations in the order of their ids, after one of them: what the desk keeps an eye on. No drafts, and
    /// nothing of a rehearsal.
    ///
    /// # Errors
    /// The store's own.
    pub async fn live_conversations(
        &self,
        after: Option<ConversationId>,
        limit: usize,
    ) -> Result<Vec<Arc<ConversationState>>, StoreError> {
        either!(self, |database| database
            .read("live_conversations", move |connection| engine::rows::desk::live::page(
                connection, after, limit
            ))
            .await)
    }

    /// Conversations that wait in the queue, the longest waiting first. Nothing of a rehearsal.
    ///
    /// # Errors
    /// The store's own.
    pub async fn waiting(&self, limit: usize) -> Result<Vec<Arc<ConversationState>>, StoreError> {
        either!(self, |database| database
            .read("waiting", move |connection| engine::rows::desk::live::waiting(connection, limit))
            .await)
    }

    /// How many live conversations that are not put off each agent holds; those who hold none are left out.
    ///
    /// # Errors
    /// The store's own.
    pub async fn loads(&self) -> Result<Vec<(AgentId, u64)>, StoreError> {
        either!(self, |database| database.read("loads", engine::rows::desk::load::all).await)
    }

    /// How long the last conversations of a team took from the first answer to their end, in milliseconds; at most
    /// `limit` of those among the newest thousand stretches of all teams, the newest last.
    ///
    /// # Errors
    /// The store's own.
    pub async fn service_times(&self, team: Option<TeamId>, limit: usize) -> Result<Vec<i64>, StoreError> {
        let mut times = either!(self, |database| database
            .read("service_times", move |connection| engine::rows::desk::stretches::service_times(
                connection, team, limit
            ))
            .await)?;
        times.reverse();
        Ok(times)
    }

    /// Drafts made before a moment, the oldest first.
    ///
    /// # Errors
    /// The store's own.
    pub async fn drafts_before(
        &self,
        at: Timestamp,
        limit: usize,
    ) -> Result<Vec<ConversationId>, StoreError> {
        either!(self, |database| database
            .read("drafts_before", move |connection| engine::rows::sweeps::drafts_before(
                connection, at, limit
            ))
            .await)
    }

    /// Conversations closed before a moment, the longest silent first.
    ///
    /// # Errors
    /// The store's own.
    pub async fn closed_before(
        &self,
        at: Timestamp,
        limit: usize,
    ) -> Result<Vec<ConversationId>, StoreError> {
        either!(self, |database| database
            .read("closed_before", move |connection| engine::rows::sweeps::closed_before(
                connection, at, limit
            ))
            .await)
    }

    /// Conversations resolved before a moment and still so, the longest resolved first.
    ///
    /// # Errors
    /// The store's own.
    pub async fn resolved_before(
        &self,
        at: Timestamp,
        limit: usize,
    ) -> Result<Vec<ConversationId>, StoreError> {
        either!(self, |database| database
            .read("resolved_before", move |connection| engine::rows::sweeps::resolved_before(
                connection, at, limit
            ))
            .await)
    }
}
