//! How somebody without an account begins, and the inbox they come through.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_domain::InboxId;
use deskbell_protocol::{
    At,
    account::{self, Customer},
    page::Page,
    rest::{InboxReply, NewVisitor, Visitor},
};

use super::wire::{Answer, Caller, Id, MaybeBody};
use crate::{entrance::Entrance, origin::Origin, refusal::Refused};

/// Begin as a visitor
///
/// Makes a customer and a token that stands for them; whoever holds it is this visitor. The body may be left
/// out. Beginnings are limited by address.
#[utoipa::path(
    post, path = "/visitors", operation_id = "beginVisit", tag = "visitors", security(()), request_body = NewVisitor,
    responses(
        (status = 201, body = Visitor, description = "A new visitor."),
        (status = 404, body = deskbell_protocol::error::Problem, content_type = "application/problem+json",
            description = "`not_found`: there is no such inbox."),
        (status = 409, body = deskbell_protocol::error::Problem, content_type = "application/problem+json",
            description = "`conflict`: chat is switched off."),
    )
)]
pub(super) async fn begin(
    State(entrance): State<Entrance>,
    origin: Origin,
    MaybeBody(new): MaybeBody<NewVisitor>,
) -> Result<(StatusCode, Json<Visitor>), Refused> {
    let inbox_id = new.inbox_id.map(InboxId);
    let (signed, customer) = entrance.hall.begin_visit(inbox_id, new.name, origin.limit_key()).await?;
    let reply = Visitor {
        token: signed.token,
        expires_at: At(signed.expires_at),
        customer: Customer::from(&customer),
    };
    Ok((StatusCode::CREATED, Json(reply)))
}

/// List inboxes
///
/// For agents.
#[utoipa::path(
    get, path = "/inboxes", operation_id = "listInboxes", tag = "inboxes",
    responses((status = 200, body = Page<account::Inbox>, description = "Every inbox, the oldest first."))
)]
pub(super) async fn inboxes(
    State(entrance): State<Entrance>,
    caller: Caller,
) -> Answer<Page<account::Inbox>> {
    let items = entrance.hall.inboxes(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// One inbox
///
/// What the widget knows of it before anybody signs in. Public.
#[utoipa::path(
    get, path = "/inboxes/{id}", operation_id = "getInbox", tag = "inboxes", security(()),
    params(("id" = uuid::Uuid, Path, description = "Which inbox.")),
    responses((status = 200, body = InboxReply, description = "The inbox."))
)]
pub(super) async fn inbox(State(entrance): State<Entrance>, Id(id): Id<InboxId>) -> Answer<InboxReply> {
    Ok(Json(InboxReply { inbox: entrance.hall.inbox(id).await? }))
}
