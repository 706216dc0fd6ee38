//! Labels and categories.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_protocol::{
    page::Page,
    records::{Category, CategoryPatch, CategoryReply, Label, LabelPatch, LabelReply, NewCategory, NewLabel},
};
use uuid::Uuid;

use crate::{
    entrance::Entrance,
    refusal::Refused,
    rest::wire::{Answer, Body, Caller, Id},
};

/// List labels
///
/// For agents: those the organisation uses, by name.
#[utoipa::path(
    get, path = "/labels", operation_id = "listLabels", tag = "settings",
    responses((status = 200, body = Page<Label>, description = "All of them."))
)]
pub(super) async fn list_labels(State(entrance): State<Entrance>, caller: Caller) -> Answer<Page<Label>> {
    let items = entrance.hall.labels(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// Add a label
///
/// For admins.
#[utoipa::path(
    post, path = "/labels", operation_id = "addLabel", tag = "settings", request_body = NewLabel,
    responses((status = 201, body = LabelReply, description = "It is kept."))
)]
pub(super) async fn add_label(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewLabel>,
) -> Result<(StatusCode, Json<LabelReply>), Refused> {
    let label = entrance.hall.add_label(&caller.identity, new).await?;
    Ok((StatusCode::CREATED, Json(LabelReply { label })))
}

/// Change a label
///
/// For admins. What carries the old name keeps it.
#[utoipa::path(
    patch, path = "/labels/{id}", operation_id = "editLabel", tag = "settings",
    params(("id" = Uuid, Path, description = "Which one.")), request_body = LabelPatch,
    responses((status = 200, body = LabelReply, description = "As it is now."))
)]
pub(super) async fn edit_label(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
    Body(patch): Body<LabelPatch>,
) -> Answer<LabelReply> {
    let label = entrance.hall.change_label(&caller.identity, id, patch).await?;
    Ok(Json(LabelReply { label }))
}

/// Remove a label
///
/// For admins. What carries it keeps it.
#[utoipa::path(
    delete, path = "/labels/{id}", operation_id = "removeLabel", tag = "settings",
    params(("id" = Uuid, Path, description = "Which one.")),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn remove_label(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
) -> Result<StatusCode, Refused> {
    entrance.hall.remove_label(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List categories
///
/// For agents: what conversations can be about, by name.
#[utoipa::path(
    get, path = "/categories", operation_id = "listCategories", tag = "settings",
    responses((status = 200, body = Page<Category>, description = "All of them."))
)]
pub(super) async fn list_categories(
    State(entrance): State<Entrance>,
    caller: Caller,
) -> Answer<Page<Category>> {
    let items = entrance.hall.categories(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// Add a category
///
/// For admins.
#[utoipa::path(
    post, path = "/categories", operation_id = "addCategory", tag = "settings", request_body = NewCategory,
    responses((status = 201, body = CategoryReply, description = "It is kept."))
)]
pub(super) async fn add_category(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewCategory>,
) -> Result<(StatusCode, Json<CategoryReply>), Refused> {
    let category = entrance.hall.add_category(&caller.identity, new).await?;
    Ok((StatusCode::CREATED, Json(CategoryReply { category })))
}

/// Change a category
///
/// For admins. Its key stays, as conversations carry it.
#[utoipa::path(
    patch, path = "/categories/{id}", operation_id = "editCategory", tag = "settings",
    params(("id" = Uuid, Path, description = "Which one.")), request_body = CategoryPatch,
    responses((status = 200, body = CategoryReply, description = "As it is now."))
)]
pub(super) async fn edit_category(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
    Body(patch): Body<CategoryPatch>,
) -> Answer<CategoryReply> {
    let category = entrance.hall.change_category(&caller.identity, id, patch).await?;
    Ok(Json(CategoryReply { category }))
}

/// Remove a category
///
/// For admins. Conversations about it keep its key.
#[utoipa::path(
    delete, path = "/categories/{id}", operation_id = "removeCategory", tag = "settings",
    params(("id" = Uuid, Path, description = "Which one.")),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn remove_category(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
) -> Result<StatusCode, Refused> {
    entrance.hall.remove_category(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
