//! How somebody without an account begins.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_domain::{InboxId, Reader};
use deskbell_protocol::{
    At,
    account::Customer,
    rest::{NewVisitor, Visitor},
};

use super::wire::MaybeBody;
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
    entrance.hall.check_address(None, origin.address)?;
    let inbox_id = new.inbox_id.map(InboxId);
    let (signed, customer) = entrance.hall.begin_visit(inbox_id, new.name, origin.limit_key()).await?;
    let reply = Visitor {
        token: signed.token,
        expires_at: At(signed.expires_at),
        customer: Customer::render(&customer, Reader::Customer),
    };
    Ok((StatusCode::CREATED, Json(reply)))
}
