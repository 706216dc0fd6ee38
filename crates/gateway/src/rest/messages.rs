//! Writing: messages to the other side, notes for colleagues.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_domain::ConversationId;
use deskbell_protocol::{reply::MessageReply, rest::NewMessage};

use super::wire::{Body, Caller, Id};
use crate::{entrance::Entrance, refusal::Refused};

/// Send a message
///
/// Answered once it is on disk. The same `clientId` again is answered with the first entry, and with
/// `conflict` where the content differs.
#[utoipa::path(
    post, path = "/conversations/{id}/messages", operation_id = "sendMessage", tag = "conversations",
    params(("id" = Uuid, Path, description = "In which conversation.")), request_body = NewMessage,
    responses((status = 201, body = MessageReply, description = "The message is on disk."))
)]
pub(super) async fn send(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Body(new): Body<NewMessage>,
) -> Result<(StatusCode, Json<MessageReply>), Refused> {
    let message = Box::pin(entrance.hall.post(&caller.identity, id, new)).await?;
    Ok((StatusCode::CREATED, Json(MessageReply { message })))
}

/// Write an internal note
///
/// For agents, who alone see it. Colleagues it mentions must be able to see the conversation; they are told at once
/// and follow it from then on.
#[utoipa::path(
    post, path = "/conversations/{id}/notes", operation_id = "addNote", tag = "conversations",
    params(("id" = Uuid, Path, description = "In which conversation.")), request_body = NewMessage,
    responses((status = 201, body = MessageReply, description = "The note is on disk."))
)]
pub(super) async fn note(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Body(new): Body<NewMessage>,
) -> Result<(StatusCode, Json<MessageReply>), Refused> {
    let message = Box::pin(entrance.hall.post_note(&caller.identity, id, new)).await?;
    Ok((StatusCode::CREATED, Json(MessageReply { message })))
}
