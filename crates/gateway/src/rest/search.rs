//! Searching all there is.

use axum::{Json, extract::State};
use deskbell_app::{Filter, Identity, SearchFor};
use deskbell_domain::Refusal;
use deskbell_protocol::search::FoundPage;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    conversations::{assignee, statuses},
    wire::{Answer, Caller, Parameters, parse},
};
use crate::entrance::Entrance;

/// What is searched for, and what narrows it. Parameters left out do not restrict.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct SearchParameters {
    /// The words, 200 characters at most. All have to be there; the last one may have only begun, unless a space
    /// follows it. Case and accents make no difference.
    #[param(required = true, example = "refund")]
    q: Option<String>,
    /// In conversations with one of these statuses, separated by commas: `open`, `active`, `resolved`, `closed`.
    #[param(example = "open,active")]
    status: Option<String>,
    /// In conversations held by this agent: an id, `me`, or `none` for those nobody holds.
    agent_id: Option<String>,
    /// In conversations with this label.
    label: Option<String>,
    /// In this conversation.
    #[param(value_type = Option<Uuid>)]
    conversation_id: Option<String>,
    /// In this customer's conversations.
    #[param(value_type = Option<Uuid>)]
    customer_id: Option<String>,
    /// Written at this moment or later.
    #[param(value_type = Option<deskbell_protocol::time::At>)]
    from: Option<String>,
    /// Written before this moment.
    #[param(value_type = Option<deskbell_protocol::time::At>)]
    to: Option<String>,
    /// Rows wanted: 50 when absent, 200 at most.
    #[param(value_type = Option<u16>)]
    limit: Option<String>,
    /// The `nextCursor` of the page before.
    cursor: Option<String>,
}

impl SearchParameters {
    fn search(&self, identity: &Identity) -> Result<SearchFor, Refusal> {
        let filter = Filter {
            status: statuses(self.status.as_deref())?,
            assignee: assignee("agentId", self.agent_id.as_deref(), identity)?,
            label: self.label.clone().filter(|label| !label.is_empty()),
            customer: parse("customerId", self.customer_id.as_deref())?,
            ..Filter::default()
        };
        Ok(SearchFor {
            q: self.q.clone().unwrap_or_default(),
            filter,
            conversation: parse("conversationId", self.conversation_id.as_deref())?,
            from: parse("from", self.from.as_deref())?,
            to: parse("to", self.to.as_deref())?,
        })
    }
}

/// Search
///
/// In everything that was ever written and the asker may see, what was written last first. Agents find messages,
/// notes, subjects and customers; a customer finds messages of their own conversations. What was written a second ago
/// is found. A search takes a fifth of a second at most: when that is over, `partial` is true and `nextCursor` goes on.
#[utoipa::path(
    get, path = "/search", operation_id = "search", tag = "conversations", params(SearchParameters),
    responses((status = 200, body = FoundPage, description = "A page of what was found."))
)]
pub(super) async fn search(
    State(entrance): State<Entrance>,
    caller: Caller,
    Parameters(asked): Parameters<SearchParameters>,
) -> Answer<FoundPage> {
    let search = asked.search(&caller.identity)?;
    let limit = parse("limit", asked.limit.as_deref())?;
    let cursor = asked.cursor.filter(|cursor| !cursor.is_empty());
    Ok(Json(entrance.hall.search(&caller.identity, search, cursor, limit).await?))
}
