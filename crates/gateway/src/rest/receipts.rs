//! How far somebody has read.

use axum::{extract::State, http::StatusCode};
use deskbell_domain::{ConversationId, conversation::Receipt};
use deskbell_protocol::rest::ReadUpTo;

use super::wire::{Body, Caller, Id};
use crate::{entrance::Entrance, refusal::Refused};

/// Mark as read
///
/// Everything up to a seq. One's own watermark never moves back.
#[utoipa::path(
    post, path = "/conversations/{id}/read", operation_id = "markRead", tag = "conversations",
    params(("id" = Uuid, Path, description = "In which conversation.")), request_body = ReadUpTo,
    responses((status = 204, description = "It is marked."))
)]
pub(super) async fn read(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Body(read): Body<ReadUpTo>,
) -> Result<StatusCode, Refused> {
    entrance.hall.mark(&caller.identity, id, Receipt::Read, read.up_to_seq).await?;
    Ok(StatusCode::NO_CONTENT)
}
