//! One change of many conversations, and many changes of one.

use axum::{
    Json,
    extract::{Path, State},
};
use deskbell_domain::{ConversationId, Refusal};
use deskbell_protocol::{
    operations::{BulkChange, BulkReply},
    reply::ConversationReply,
};

use crate::{
    entrance::Entrance,
    rest::wire::{Answer, Body, Caller},
};

/// Change many conversations
///
/// At most 500, each decided for itself: what is refused for one changes nothing for the others. The results are in
/// the order of the ids. What is not done within the time of one request is `overloaded` and can be asked for again.
#[utoipa::path(
    post, path = "/conversations/bulk", operation_id = "changeConversations", tag = "conversations",
    request_body = BulkChange,
    responses((status = 200, body = BulkReply, description = "What became of each."))
)]
pub(in crate::rest) async fn change(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(change): Body<BulkChange>,
) -> Answer<BulkReply> {
    Ok(Json(Box::pin(entrance.hall.change_many(&caller.identity, change)).await?))
}

/// Run a macro
///
/// All that it says is done, or none of it.
#[utoipa::path(
    post, path = "/conversations/{id}/macros/{macroId}", operation_id = "runMacro", tag = "conversations",
    params(
        ("id" = Uuid, Path, description = "On which conversation."),
        ("macroId" = Uuid, Path, description = "Which macro."),
    ),
    responses((status = 200, body = ConversationReply, description = "The conversation as it is now."))
)]
pub(in crate::rest) async fn run_macro(
    State(entrance): State<Entrance>,
    caller: Caller,
    Path((id, macro_id)): Path<(String, String)>,
) -> Answer<ConversationReply> {
    let id: ConversationId = id.parse().map_err(|_| Refusal::NotFound)?;
    let macro_id = macro_id.parse().map_err(|_| Refusal::NotFound)?;
    let conversation = Box::pin(entrance.hall.run_macro(&caller.identity, id, macro_id)).await?;
    Ok(Json(ConversationReply { conversation }))
}
