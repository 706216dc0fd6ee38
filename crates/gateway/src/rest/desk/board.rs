//! The queue and the live board.

use axum::{Json, extract::State};
use deskbell_protocol::{
    board::{Board, QueueItem},
    page::Page,
};

use crate::{
    entrance::Entrance,
    rest::wire::{Answer, Caller},
};

/// The queue
///
/// For agents: the waiting conversations they may see, the first of the queue first. `position` counts within the line
/// of a team; urgent ones come first, and each counts as more urgent the longer it waits.
#[utoipa::path(
    get, path = "/queue", operation_id = "getQueue", tag = "desk",
    responses((status = 200, body = Page<QueueItem>, description = "Those that wait, 10,000 at most."))
)]
pub(in crate::rest) async fn queue(
    State(entrance): State<Entrance>,
    caller: Caller,
) -> Answer<Page<QueueItem>> {
    Ok(Json(Page { items: entrance.hall.queue(&caller.identity).await?, next_cursor: None }))
}

/// The live board
///
/// For supervisors and admins. At a live door `watch-board` has the same sent whenever it changes, at most once a second.
#[utoipa::path(
    get, path = "/board", operation_id = "getBoard", tag = "desk",
    responses((status = 200, body = Board, description = "How the queue and the team stand."))
)]
pub(in crate::rest) async fn board(State(entrance): State<Entrance>, caller: Caller) -> Answer<Board> {
    Ok(Json(entrance.hall.board(&caller.identity).await?))
}
