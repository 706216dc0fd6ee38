//! What agents do with a conversation beside answering it.

mod aside;
mod handing;
mod many;
mod papers;
mod sessions;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::entrance::Entrance;

pub(super) fn endpoints() -> OpenApiRouter<Entrance> {
    OpenApiRouter::default()
        .routes(routes!(handing::transfer))
        .routes(routes!(handing::escalate))
        .routes(routes!(handing::accept))
        .routes(routes!(handing::decline))
        .routes(routes!(aside::snooze, aside::wake))
        .routes(routes!(aside::follow, aside::unfollow))
        .routes(routes!(aside::unread))
        .routes(routes!(aside::spam))
        .routes(routes!(many::change))
        .routes(routes!(many::run_macro))
        .routes(routes!(papers::transcript))
        .routes(routes!(papers::export))
        .routes(routes!(sessions::list))
}
