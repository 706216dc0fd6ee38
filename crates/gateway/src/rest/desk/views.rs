//! Views.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_protocol::{
    page::Page,
    records::{NewView, View, ViewPatch, ViewReply},
};
use uuid::Uuid;

use crate::{
    entrance::Entrance,
    refusal::Refused,
    rest::wire::{Answer, Body, Caller, Id},
};

/// List views
///
/// For agents: their own and those that colleagues share, by name.
#[utoipa::path(
    get, path = "/views", operation_id = "listViews", tag = "desk",
    responses((status = 200, body = Page<View>, description = "All of them."))
)]
pub(super) async fn list(State(entrance): State<Entrance>, caller: Caller) -> Answer<Page<View>> {
    let items = entrance.hall.views(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// Add a view
///
/// For supervisors and admins where it is shared, for any agent where it is one's own.
#[utoipa::path(
    post, path = "/views", operation_id = "addView", tag = "desk", request_body = NewView,
    responses((status = 201, body = ViewReply, description = "It is kept."))
)]
pub(super) async fn add(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewView>,
) -> Result<(StatusCode, Json<ViewReply>), Refused> {
    let view = entrance.hall.add_view(&caller.identity, new).await?;
    Ok((StatusCode::CREATED, Json(ViewReply { view })))
}

/// Change a view
///
/// For supervisors and admins where it is shared, for any agent where it is one's own.
#[utoipa::path(
    patch, path = "/views/{id}", operation_id = "editView", tag = "desk",
    params(("id" = Uuid, Path, description = "Which one.")), request_body = ViewPatch,
    responses((status = 200, body = ViewReply, description = "As it is now."))
)]
pub(super) async fn edit(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
    Body(patch): Body<ViewPatch>,
) -> Answer<ViewReply> {
    let view = entrance.hall.change_view(&caller.identity, id, patch).await?;
    Ok(Json(ViewReply { view }))
}

/// Remove a view
///
/// For supervisors and admins where it is shared, for any agent where it is one's own.
#[utoipa::path(
    delete, path = "/views/{id}", operation_id = "removeView", tag = "desk",
    params(("id" = Uuid, Path, description = "Which one.")),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn remove(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
) -> Result<StatusCode, Refused> {
    entrance.hall.remove_view(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
