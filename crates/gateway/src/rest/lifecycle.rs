//! Resolve, reopen, close, rate. Each is acknowledged and writes nothing where it holds already.

use axum::{Json, extract::State};
use deskbell_domain::ConversationId;
use deskbell_protocol::{reply::ConversationReply, rest::NewRating};

use super::wire::{Answer, Body, Caller, Id};
use crate::entrance::Entrance;

/// Resolve a conversation
///
/// Says that it is settled. Any later message of its customer takes it up again.
#[utoipa::path(
    post, path = "/conversations/{id}/resolve", operation_id = "resolve", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(super) async fn resolve(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.resolve(&caller.identity, None, id)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Reopen a conversation
///
/// Takes a resolved one up again.
#[utoipa::path(
    post, path = "/conversations/{id}/reopen", operation_id = "reopen", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(super) async fn reopen(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.reopen(&caller.identity, None, id)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Close a conversation
///
/// For good: nothing can be written to it any more. For agents.
#[utoipa::path(
    post, path = "/conversations/{id}/close", operation_id = "close", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(super) async fn close(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.close(&caller.identity, None, id)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Rate a conversation
///
/// Its customer says how well they were helped, once it is resolved or closed, and may change it for a day.
#[utoipa::path(
    post, path = "/conversations/{id}/rating", operation_id = "rate", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")), request_body = NewRating,
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(super) async fn rate(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Body(new): Body<NewRating>,
) -> Answer<ConversationReply> {
    let rated = entrance.hall.rate(&caller.identity, None, id, new.score, new.comment);
    let conversation = Box::pin(rated).await?;
    Ok(Json(ConversationReply { conversation }))
}
