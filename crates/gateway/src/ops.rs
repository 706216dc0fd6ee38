//! What machines ask: whether the process lives, whether it can take a message, what it has counted.

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};

use crate::entrance::Entrance;

/// The three addresses.
pub(crate) fn router() -> Router<Entrance> {
    Router::new()
        .route("/healthz", get(|| async { plain(StatusCode::OK, "alive") }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

/// Whether a message could be taken now, end to end.
async fn ready(State(entrance): State<Entrance>) -> Response {
    if entrance.hall.is_draining() {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "stopping: connections are told to come back");
    }
    match entrance.hall.checkup().await {
        Ok(()) => plain(StatusCode::OK, "ready"),
        Err(reason) => plain(StatusCode::SERVICE_UNAVAILABLE, &format!("not ready: {reason}")),
    }
}

async fn metrics(State(entrance): State<Entrance>) -> Response {
    let media_type = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, media_type)], (entrance.options.metrics)()).into_response()
}

fn plain(status: StatusCode, sentence: &str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], format!("{sentence}\n")).into_response()
}
