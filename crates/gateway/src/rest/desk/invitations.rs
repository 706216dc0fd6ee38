//! Invitations: made by admins, opened by whoever holds the link.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use deskbell_protocol::{
    page::Page,
    records::{Invitation, InvitationReply, NewInvitation, OpenInvitation, TakeInvitation},
    rest::LoggedIn,
};
use uuid::Uuid;

use crate::{
    entrance::Entrance,
    origin::Origin,
    refusal::Refused,
    rest::{
        auth::signed_in,
        wire::{Answer, Body, Caller, Id},
    },
};

/// List invitations
///
/// For admins: those that nobody has accepted yet.
#[utoipa::path(
    get, path = "/invitations", operation_id = "listInvitations", tag = "settings",
    responses((status = 200, body = Page<Invitation>, description = "The oldest first."))
)]
pub(super) async fn list(State(entrance): State<Entrance>, caller: Caller) -> Answer<Page<Invitation>> {
    let items = entrance.hall.invitations(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// Invite an agent
///
/// For admins. The answer's `link` is told this once: it opens for seven days, and for one account.
#[utoipa::path(
    post, path = "/invitations", operation_id = "invite", tag = "settings", request_body = NewInvitation,
    responses((status = 201, body = InvitationReply, description = "The invitation with its link."))
)]
pub(super) async fn invite(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewInvitation>,
) -> Result<(StatusCode, Json<InvitationReply>), Refused> {
    let invitation = entrance.hall.invite(&caller.identity, new).await?;
    Ok((StatusCode::CREATED, Json(InvitationReply { invitation })))
}

/// Take an invitation back
///
/// For admins.
#[utoipa::path(
    delete, path = "/invitations/{id}", operation_id = "removeInvitation", tag = "settings",
    params(("id" = Uuid, Path, description = "Which invitation.")),
    responses((status = 204, description = "Its link opens nothing any more."))
)]
pub(super) async fn take_back(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
) -> Result<StatusCode, Refused> {
    entrance.hall.take_invitation_back(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Look at an invitation
///
/// For whoever holds its link. Tries are limited by address.
#[utoipa::path(
    get, path = "/invitations/open/{token}", operation_id = "openInvitation", tag = "settings", security(()),
    params(("token" = String, Path, description = "The last part of the link.")),
    responses((status = 200, body = OpenInvitation, description = "Who is invited, and as what."))
)]
pub(super) async fn open(
    State(entrance): State<Entrance>,
    origin: Origin,
    Path(token): Path<String>,
) -> Answer<OpenInvitation> {
    Ok(Json(entrance.hall.open_invitation(&token, &origin.limit_key()).await?))
}

/// Accept an invitation
///
/// For whoever holds its link: the account is made with a password of their own, and they are signed in as by
/// signing in. Tries are limited by address.
#[utoipa::path(
    post, path = "/invitations/open/{token}", operation_id = "acceptInvitation", tag = "settings", security(()),
    params(("token" = String, Path, description = "The last part of the link.")), request_body = TakeInvitation,
    responses((status = 200, body = LoggedIn, description = "Signed in; a session cookie is set beside it."))
)]
pub(super) async fn accept(
    State(entrance): State<Entrance>,
    origin: Origin,
    Path(token): Path<String>,
    Body(said): Body<TakeInvitation>,
) -> Result<Response, Refused> {
    let (signed, agent) = entrance.hall.accept_invitation(&token, said, &origin.limit_key()).await?;
    Ok(signed_in(&entrance, origin, signed, &agent))
}
