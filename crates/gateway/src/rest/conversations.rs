//! Conversations: lists, one, its fields, a new one.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_app::{AssigneeFilter, Filter, Identity, Sort};
use deskbell_domain::{
    AgentId, ConversationId, Refusal, Status,
    conversation::{Category, Priority},
};
use deskbell_protocol::{
    Conversation,
    page::Page,
    reply::ConversationReply,
    rest::{ConversationCounts, ConversationPatch, NewConversation, StartedConversation},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::{Answer, Body, Caller, Id, Parameters, parse};
use crate::{entrance::Entrance, refusal::Refused};

/// Which conversations of those one may see. Parameters left out do not restrict.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct ListParameters {
    /// In one of these statuses, separated by commas: `open`, `active`, `resolved`, `closed`.
    #[param(example = "open,active")]
    status: Option<String>,
    /// Held by this agent: an id, `me`, or `none` for those nobody holds.
    #[param(example = "me")]
    assignee_id: Option<String>,
    /// Of this team.
    #[param(value_type = Option<Uuid>)]
    team_id: Option<String>,
    /// Through this inbox.
    #[param(value_type = Option<Uuid>)]
    inbox_id: Option<String>,
    /// Of this priority.
    #[param(value_type = Option<deskbell_protocol::words::Priority>)]
    priority: Option<String>,
    /// About this.
    category: Option<String>,
    /// Carrying this label.
    label: Option<String>,
    /// This customer's.
    #[param(value_type = Option<Uuid>)]
    customer_id: Option<String>,
    /// With this text, in any case, in the subject or the customer's name or address.
    q: Option<String>,
    /// `true`: live ones whose newest message is the customer's; `false`: those where it is somebody else's.
    #[param(value_type = Option<bool>)]
    needs_reply: Option<String>,
    /// `true`: those that are put off; `false`: the others.
    #[param(value_type = Option<bool>)]
    snoozed: Option<String>,
    /// `me`: those the asking agent follows.
    #[param(example = "me")]
    followed_by: Option<String>,
    /// `recent`, which is meant when absent: the newest message first. `waiting`: open and active ones alone, whose
    /// customer waits the longest for an answer first.
    #[param(example = "recent")]
    sort: Option<String>,
    /// Rows wanted: 50 when absent, 200 at most.
    #[param(value_type = Option<u16>)]
    limit: Option<String>,
    /// The `nextCursor` of the page before.
    cursor: Option<String>,
}

impl ListParameters {
    pub(in crate::rest) fn filter(&self, identity: &Identity) -> Result<Filter, Refusal> {
        Ok(Filter {
            status: statuses(self.status.as_deref())?,
            assignee: assignee("assigneeId", self.assignee_id.as_deref(), identity)?,
            team: parse("teamId", self.team_id.as_deref())?,
            inbox: parse("inboxId", self.inbox_id.as_deref())?,
            priority: word("priority", self.priority.as_deref(), Priority::parse)?,
            category: word("category", self.category.as_deref(), Category::parse)?,
            label: self.label.clone().filter(|label| !label.is_empty()),
            customer: parse("customerId", self.customer_id.as_deref())?,
            q: self.q.clone().filter(|q| !q.is_empty()),
            needs_reply: parse("needsReply", self.needs_reply.as_deref())?,
            snoozed: parse("snoozed", self.snoozed.as_deref())?,
            followed_by: follower(self.followed_by.as_deref(), identity)?,
            sort: word("sort", self.sort.as_deref(), order)?.unwrap_or_default(),
        })
    }
}

pub(super) fn statuses(text: Option<&str>) -> Result<Vec<Status>, Refusal> {
    let named = text.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
    named.map(|name| word("status", Some(name), Status::parse)?.ok_or(Refusal::NotFound)).collect()
}

pub(super) fn assignee(
    field: &'static str,
    text: Option<&str>,
    identity: &Identity,
) -> Result<Option<AssigneeFilter>, Refusal> {
    Ok(match text {
        Some("me") => Some(AssigneeFilter::Agent(identity.agent_id()?)),
        Some("none") => Some(AssigneeFilter::Nobody),
        other => parse(field, other)?.map(AssigneeFilter::Agent),
    })
}

fn follower(text: Option<&str>, identity: &Identity) -> Result<Option<AgentId>, Refusal> {
    match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some("me") => identity.agent_id().map(Some),
        Some(_) => Err(Refusal::invalid("followedBy", "Ask for what you follow yourself: me.")),
    }
}

fn order(name: &str) -> Option<Sort> {
    match name {
        "recent" => Some(Sort::Recent),
        "waiting" => Some(Sort::Waiting),
        _ => None,
    }
}

fn word<T>(field: &'static str, name: Option<&str>, of: fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(None) };
    let known = of(name).ok_or_else(|| Refusal::invalid(field, format!("{name} is no {field}.")))?;
    Ok(Some(known))
}

/// List conversations
///
/// Those the asker may see, the one with the newest message first unless `sort` says otherwise: a customer's own, an
/// agent's by their role and teams. Drafts, in which the customer has not written yet, are in no list.
#[utoipa::path(
    get, path = "/conversations", operation_id = "listConversations", tag = "conversations", params(ListParameters),
    responses((status = 200, body = Page<Conversation>, description = "A page of the list."))
)]
pub(super) async fn list(
    State(entrance): State<Entrance>,
    caller: Caller,
    Parameters(asked): Parameters<ListParameters>,
) -> Answer<Page<Conversation>> {
    let filter = asked.filter(&caller.identity)?;
    let limit = parse("limit", asked.limit.as_deref())?;
    let cursor = asked.cursor.filter(|cursor| !cursor.is_empty());
    Ok(Json(entrance.hall.list(&caller.identity, filter, cursor, limit).await?))
}

/// Start a conversation
///
/// With its first message, as the customer who asks. Their live chat in this inbox must be resolved or closed;
/// a resolved one is closed for the new one.
#[utoipa::path(
    post, path = "/conversations", operation_id = "startConversation", tag = "conversations",
    request_body = NewConversation,
    responses((status = 201, body = StartedConversation, description = "The conversation is on disk."))
)]
pub(super) async fn start(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewConversation>,
) -> Result<(StatusCode, Json<StartedConversation>), Refused> {
    let started = Box::pin(entrance.hall.start(&caller.identity, None, new)).await?;
    Ok((StatusCode::CREATED, Json(started)))
}

/// Count conversations
///
/// Open and active ones, for an agent's tabs.
#[utoipa::path(
    get, path = "/conversations/counts", operation_id = "countConversations", tag = "conversations",
    responses((status = 200, body = ConversationCounts, description = "The numbers."))
)]
pub(super) async fn counts(State(entrance): State<Entrance>, caller: Caller) -> Answer<ConversationCounts> {
    Ok(Json(entrance.hall.counts(&caller.identity).await?))
}

/// One conversation
///
/// With how far the others have got.
#[utoipa::path(
    get, path = "/conversations/{id}", operation_id = "getConversation", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation."))
)]
pub(super) async fn show(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    Ok(Json(ConversationReply { conversation: entrance.hall.conversation(&caller.identity, id).await? }))
}

/// Change fields of a conversation
///
/// Its customer may change the subject; agents also priority, category, labels and description.
#[utoipa::path(
    patch, path = "/conversations/{id}", operation_id = "editConversation", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")), request_body = ConversationPatch,
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(super) async fn edit(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Body(patch): Body<ConversationPatch>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.edit(&caller.identity, id, patch)).await?;
    Ok(Json(ConversationReply { conversation }))
}
