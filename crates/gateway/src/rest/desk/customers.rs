//! Customers' records and their conversations.

use axum::{Json, extract::State};
use deskbell_domain::CustomerId;
use deskbell_protocol::{Conversation, page::Page, rest::CustomerReply};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    entrance::Entrance,
    rest::wire::{Answer, Caller, Id, Parameters, parse},
};

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageParameters {
    /// Rows wanted: 50 when absent, 200 at most.
    #[param(value_type = Option<u16>)]
    limit: Option<String>,
    /// The `nextCursor` of the page before.
    cursor: Option<String>,
}

/// One customer
///
/// Any for agents, one's own record for a customer.
#[utoipa::path(
    get, path = "/customers/{id}", operation_id = "getCustomer", tag = "customers",
    params(("id" = Uuid, Path, description = "Which customer.")),
    responses((status = 200, body = CustomerReply, description = "The record."))
)]
pub(super) async fn show(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<CustomerId>,
) -> Answer<CustomerReply> {
    Ok(Json(CustomerReply { customer: entrance.hall.customer(&caller.identity, id).await? }))
}

/// A customer's conversations
///
/// Of those the asker may see, the one with the newest message first.
#[utoipa::path(
    get, path = "/customers/{id}/conversations", operation_id = "listConversationsOfCustomer", tag = "customers",
    params(("id" = Uuid, Path, description = "Which customer."), PageParameters),
    responses((status = 200, body = Page<Conversation>, description = "A page of the list."))
)]
pub(super) async fn conversations(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<CustomerId>,
    Parameters(asked): Parameters<PageParameters>,
) -> Answer<Page<Conversation>> {
    let limit = parse("limit", asked.limit.as_deref())?;
    let cursor = asked.cursor.filter(|cursor| !cursor.is_empty());
    Ok(Json(entrance.hall.conversations_of(&caller.identity, id, cursor, limit).await?))
}
