//! Canned responses.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_protocol::{
    page::Page,
    records::{CannedResponse, CannedResponsePatch, CannedResponseReply, NewCannedResponse},
};
use uuid::Uuid;

use crate::{
    entrance::Entrance,
    refusal::Refused,
    rest::wire::{Answer, Body, Caller, Id},
};

/// List canned responses
///
/// For agents: everybody's, their teams' and their own, by shortcut.
#[utoipa::path(
    get, path = "/canned-responses", operation_id = "listCannedResponses", tag = "desk",
    responses((status = 200, body = Page<CannedResponse>, description = "All of them."))
)]
pub(super) async fn list(State(entrance): State<Entrance>, caller: Caller) -> Answer<Page<CannedResponse>> {
    let items = entrance.hall.canned_responses(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// Add a canned response
///
/// For supervisors and admins where it is shared, for any agent where it is one's own. The desk fills `{{customer.name}}`,
/// `{{customer.firstName}}`, `{{customer.email}}`, `{{agent.name}}`, `{{agent.firstName}}`, `{{conversation.subject}}`
/// and `{{inbox.name}}` in when it is inserted.
#[utoipa::path(
    post, path = "/canned-responses", operation_id = "addCannedResponse", tag = "desk", request_body = NewCannedResponse,
    responses((status = 201, body = CannedResponseReply, description = "It is kept."))
)]
pub(super) async fn add(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewCannedResponse>,
) -> Result<(StatusCode, Json<CannedResponseReply>), Refused> {
    let canned_response = entrance.hall.add_canned_response(&caller.identity, new).await?;
    Ok((StatusCode::CREATED, Json(CannedResponseReply { canned_response })))
}

/// Change a canned response
///
/// For supervisors and admins where it is shared, for any agent where it is one's own.
#[utoipa::path(
    patch, path = "/canned-responses/{id}", operation_id = "editCannedResponse", tag = "desk",
    params(("id" = Uuid, Path, description = "Which one.")), request_body = CannedResponsePatch,
    responses((status = 200, body = CannedResponseReply, description = "As it is now."))
)]
pub(super) async fn edit(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
    Body(patch): Body<CannedResponsePatch>,
) -> Answer<CannedResponseReply> {
    let canned_response = entrance.hall.change_canned_response(&caller.identity, id, patch).await?;
    Ok(Json(CannedResponseReply { canned_response }))
}

/// Remove a canned response
///
/// For supervisors and admins where it is shared, for any agent where it is one's own.
#[utoipa::path(
    delete, path = "/canned-responses/{id}", operation_id = "removeCannedResponse", tag = "desk",
    params(("id" = Uuid, Path, description = "Which one.")),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn remove(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
) -> Result<StatusCode, Refused> {
    entrance.hall.remove_canned_response(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Count a use of a canned response
///
/// Said when it was put into an answer.
#[utoipa::path(
    post, path = "/canned-responses/{id}/use", operation_id = "useCannedResponse", tag = "desk",
    params(("id" = Uuid, Path, description = "Which one.")),
    responses((status = 204, description = "It was counted."))
)]
pub(super) async fn used(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
) -> Result<StatusCode, Refused> {
    entrance.hall.used_canned_response(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
