//! Putting a conversation off, following it, putting it back among one's unread, and throwing spam out.

use axum::{Json, extract::State};
use deskbell_domain::ConversationId;
use deskbell_protocol::{operations::Snooze, reply::ConversationReply};

use crate::{
    entrance::Entrance,
    rest::wire::{Answer, Caller, Id, MaybeBody},
};

/// Put a conversation off
///
/// Until a time within a year, or until its customer writes where the body is left out; their message ends it in any
/// case. It stays with whoever holds it.
#[utoipa::path(
    post, path = "/conversations/{id}/snooze", operation_id = "snooze", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")), request_body = Snooze,
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn snooze(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    MaybeBody(asked): MaybeBody<Snooze>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.snooze(&caller.identity, id, asked)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Take up again what was put off
///
/// What was not put off is left as it is.
#[utoipa::path(
    delete, path = "/conversations/{id}/snooze", operation_id = "wake", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn wake(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.wake(&caller.identity, id)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Follow a conversation
///
/// The asking agent hears of it without holding it.
#[utoipa::path(
    put, path = "/conversations/{id}/follow", operation_id = "follow", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn follow(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.set_following(&caller.identity, id, true)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Follow a conversation no longer
///
/// Whoever holds it hears of it all the same.
#[utoipa::path(
    delete, path = "/conversations/{id}/follow", operation_id = "unfollow", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn unfollow(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.set_following(&caller.identity, id, false)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Mark a conversation as unread
///
/// For the asking agent, until they read on. Watermarks stay where they are.
#[utoipa::path(
    post, path = "/conversations/{id}/unread", operation_id = "markUnread", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn unread(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.mark_unread(&caller.identity, id)).await?;
    Ok(Json(ConversationReply { conversation }))
}

/// Report spam
///
/// The conversation is labelled `spam` and closed, and its customer is blocked.
#[utoipa::path(
    post, path = "/conversations/{id}/spam", operation_id = "reportSpam", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation.")),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn spam(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Answer<ConversationReply> {
    let conversation = Box::pin(entrance.hall.report_spam(&caller.identity, id)).await?;
    Ok(Json(ConversationReply { conversation }))
}
