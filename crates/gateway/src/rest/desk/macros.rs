//! Macros.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_protocol::{
    page::Page,
    records::{Macro, MacroPatch, MacroReply, NewMacro},
};
use uuid::Uuid;

use crate::{
    entrance::Entrance,
    refusal::Refused,
    rest::wire::{Answer, Body, Caller, Id},
};

/// List macros
///
/// For agents: everybody's, their teams' and their own, by name.
#[utoipa::path(
    get, path = "/macros", operation_id = "listMacros", tag = "desk",
    responses((status = 200, body = Page<Macro>, description = "All of them."))
)]
pub(super) async fn list(State(entrance): State<Entrance>, caller: Caller) -> Answer<Page<Macro>> {
    let items = entrance.hall.macros(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// Add a macro
///
/// For supervisors and admins where it is shared, for any agent where it is one's own. All of its actions happen, or
/// none.
#[utoipa::path(
    post, path = "/macros", operation_id = "addMacro", tag = "desk", request_body = NewMacro,
    responses((status = 201, body = MacroReply, description = "It is kept."))
)]
pub(super) async fn add(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewMacro>,
) -> Result<(StatusCode, Json<MacroReply>), Refused> {
    let one = entrance.hall.add_macro(&caller.identity, new).await?;
    Ok((StatusCode::CREATED, Json(MacroReply { one })))
}

/// Change a macro
///
/// For supervisors and admins where it is shared, for any agent where it is one's own.
#[utoipa::path(
    patch, path = "/macros/{id}", operation_id = "editMacro", tag = "desk",
    params(("id" = Uuid, Path, description = "Which one.")), request_body = MacroPatch,
    responses((status = 200, body = MacroReply, description = "As it is now."))
)]
pub(super) async fn edit(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
    Body(patch): Body<MacroPatch>,
) -> Answer<MacroReply> {
    let one = entrance.hall.change_macro(&caller.identity, id, patch).await?;
    Ok(Json(MacroReply { one }))
}

/// Remove a macro
///
/// For supervisors and admins where it is shared, for any agent where it is one's own.
#[utoipa::path(
    delete, path = "/macros/{id}", operation_id = "removeMacro", tag = "desk",
    params(("id" = Uuid, Path, description = "Which one.")),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn remove(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
) -> Result<StatusCode, Refused> {
    entrance.hall.remove_macro(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
