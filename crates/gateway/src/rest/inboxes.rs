//! Inboxes: websites and apps through which customers come, and rehearsals.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_domain::{InboxId, Refusal, inbox::InboxKind};
use deskbell_protocol::{
    page::Page,
    rest::{DroppedInbox, InboxReply, InboxSettingsReply, NewInbox},
    settings::{InboxPatch, InboxSettings},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::{Answer, Body, Caller, Id, Parameters};
use crate::{entrance::Entrance, refusal::Refused};

/// Which inboxes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParameters {
    /// Those of this kind; websites when absent.
    #[param(value_type = Option<deskbell_protocol::words::InboxKind>)]
    kind: Option<String>,
}

/// List inboxes
///
/// Websites with everything that is set of them, for agents; a rehearsal for admins, and only where it is asked for.
#[utoipa::path(
    get, path = "/inboxes", operation_id = "listInboxes", tag = "inboxes", params(ListParameters),
    responses((status = 200, body = Page<InboxSettings>, description = "Every inbox of that kind, the oldest first."))
)]
pub(super) async fn list(
    State(entrance): State<Entrance>,
    caller: Caller,
    Parameters(asked): Parameters<ListParameters>,
) -> Answer<Page<InboxSettings>> {
    let name = asked.kind.as_deref().filter(|name| !name.is_empty()).unwrap_or("website");
    let kind =
        InboxKind::parse(name).ok_or_else(|| Refusal::invalid("kind", "kind is website or rehearsal."))?;
    let items = match kind {
        InboxKind::Website => entrance.hall.inboxes(&caller.identity).await?,
        InboxKind::Rehearsal => entrance.hall.rehearsals(&caller.identity).await?,
    };
    Ok(Json(Page { items, next_cursor: None }))
}

/// Make an inbox
///
/// For admins. A rehearsal is for trying the installation out: it is in no list, count or feed, only people whose
/// signed tokens name it reach it, and it is dropped whole, at the latest an hour after anything happened in it.
#[utoipa::path(
    post, path = "/inboxes", operation_id = "makeInbox", tag = "inboxes", request_body = NewInbox,
    responses((status = 201, body = InboxSettingsReply, description = "The inbox."))
)]
pub(super) async fn make(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewInbox>,
) -> Result<(StatusCode, Json<InboxSettingsReply>), Refused> {
    let inbox = entrance.hall.add_inbox(&caller.identity, new).await?;
    Ok((StatusCode::CREATED, Json(InboxSettingsReply { inbox })))
}

/// One inbox
///
/// What the widget knows of it before anybody signs in. Public.
#[utoipa::path(
    get, path = "/inboxes/{id}", operation_id = "getInbox", tag = "inboxes", security(()),
    params(("id" = uuid::Uuid, Path, description = "Which inbox.")),
    responses((status = 200, body = InboxReply, description = "The inbox."))
)]
pub(super) async fn show(State(entrance): State<Entrance>, Id(id): Id<InboxId>) -> Answer<InboxReply> {
    Ok(Json(InboxReply { inbox: entrance.hall.inbox(id).await? }))
}

/// Change an inbox
///
/// For admins. What is absent stays, null empties, and what is given is replaced whole. It holds at once.
#[utoipa::path(
    patch, path = "/inboxes/{id}", operation_id = "editInbox", tag = "inboxes",
    params(("id" = uuid::Uuid, Path, description = "Which inbox.")), request_body = InboxPatch,
    responses((status = 200, body = InboxSettingsReply, description = "The inbox as it is now."))
)]
pub(super) async fn edit(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<InboxId>,
    Body(patch): Body<InboxPatch>,
) -> Answer<InboxSettingsReply> {
    let inbox = entrance.hall.change_inbox(&caller.identity, id, patch).await?;
    Ok(Json(InboxSettingsReply { inbox }))
}

/// Drop a rehearsal
///
/// For admins. Everybody and everything in it goes, a little at a time, so that nobody else notices; a website
/// cannot be dropped. To be asked again until it is gone; what an interruption leaves goes by itself.
#[utoipa::path(
    delete, path = "/inboxes/{id}", operation_id = "dropInbox", tag = "inboxes",
    params(("id" = uuid::Uuid, Path, description = "Which inbox.")),
    responses((status = 200, body = DroppedInbox, description = "Nobody can reach it any more."))
)]
pub(super) async fn drop_whole(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<InboxId>,
) -> Answer<DroppedInbox> {
    let gone = entrance.hall.drop_inbox(&caller.identity, id).await?;
    Ok(Json(DroppedInbox { gone }))
}
