//! Files: taking them in, and reading them at addresses of their own.

mod reading;
mod uploads;

use axum::{
    Router,
    routing::{get, post},
};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::entrance::Entrance;

/// What stands below the API's prefix.
pub(super) fn endpoints() -> OpenApiRouter<Entrance> {
    OpenApiRouter::default()
        .routes(routes!(uploads::upload))
        .routes(routes!(uploads::take_back))
        .routes(routes!(uploads::link))
}

/// The other address of uploading.
pub(super) fn uploading() -> Router<Entrance> {
    Router::new().route("/api/chat/upload", post(uploads::upload))
}

/// Where files are read.
pub(super) fn reading() -> Router<Entrance> {
    Router::new().route("/files/{id}/{name}", get(reading::read))
}

/// The document with what is at other addresses than those of the API.
pub(super) fn documented(mut document: OpenApi) -> OpenApi {
    document.merge(OpenApiRouter::<Entrance>::default().routes(routes!(reading::read)).into_openapi());
    document
}
