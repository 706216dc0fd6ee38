//! Giving conversations to agents.

use axum::{Json, extract::State};
use deskbell_domain::{AgentId, ConversationId};
use deskbell_protocol::{reply::ConversationReply, rest::Assign};

use super::wire::{Answer, Caller, Id, MaybeBody};
use crate::entrance::Entrance;

/// Assign a conversation
///
/// To oneself when `agentId` is absent or the body is left out, to an agent when it is named, and back into
/// the queue when it is null.
#[utoipa::path(
    post, path = "/conversations/{id}/assign", operation_id = "assign", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")), request_body = Assign,
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(super) async fn assign(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    MaybeBody(assign): MaybeBody<Assign>,
) -> Answer<ConversationReply> {
    let (hall, identity) = (&entrance.hall, &caller.identity);
    let conversation = match assign.agent_id {
        Some(None) => Box::pin(hall.unassign(identity, None, id)).await?,
        Some(Some(agent)) => Box::pin(hall.assign(identity, None, id, Some(AgentId(agent)))).await?,
        None => Box::pin(hall.assign(identity, None, id, None)).await?,
    };
    Ok(Json(ConversationReply { conversation }))
}
