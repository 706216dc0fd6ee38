//! Handing conversations on, raising them, and answering offers.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_domain::ConversationId;
use deskbell_protocol::{
    operations::{Escalate, Transfer},
    reply::ConversationReply,
};

use crate::{
    entrance::Entrance,
    refusal::Refused,
    rest::wire::{Answer, Body, Caller, Id},
};

/// Transfer a conversation
///
/// To an agent, who holds it from then on, or into the queue of a team, where it keeps its place. The customer is told
/// who helps now; a note that goes with it is for colleagues alone.
#[utoipa::path(
    post, path = "/conversations/{id}/transfer", operation_id = "transfer", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")), request_body = Transfer,
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn transfer(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Body(asked): Body<Transfer>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.transfer(&caller.identity, None, id, asked)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Escalate a conversation
///
/// It becomes high, or urgent where it was high, and moves into the queue of the team where one is named. For agents
/// alone to see.
#[utoipa::path(
    post, path = "/conversations/{id}/escalate", operation_id = "escalate", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")), request_body = Escalate,
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn escalate(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Body(asked): Body<Escalate>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.escalate(&caller.identity, id, asked)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Accept an offer
///
/// Of a conversation that is offered to the asking agent.
#[utoipa::path(
    post, path = "/conversations/{id}/offer/accept", operation_id = "acceptOffer", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn accept(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.accept_offer(&caller.identity, None, id)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Decline an offer
///
/// It goes to somebody else. Where nothing is offered to the asking agent nothing changes.
#[utoipa::path(
    post, path = "/conversations/{id}/offer/decline", operation_id = "declineOffer", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 204, description = "It is passed on."))
)]
pub(in crate::rest) async fn decline(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Result<StatusCode, Refused> {
    entrance.hall.decline_offer(&caller.identity, None, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
