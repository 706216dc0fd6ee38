//! The REST door: `/api/v1`. One file for each group of endpoints, named like the group of operations behind
//! it; each endpoint reads who asks and what they sent, calls the hall, and wraps the answer.
//!
//! Start reading at [`endpoints`]; `wire/` holds what endpoints are written with, `document/` the OpenAPI
//! document they add up to.

mod agents;
mod assignment;
mod auth;
mod conversations;
mod desk;
mod document;
mod files;
mod inboxes;
mod lifecycle;
mod messages;
mod operations;
mod receipts;
mod search;
mod timeline;
mod visitors;
mod wire;

#[cfg(test)]
pub(crate) mod tests;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::get,
};
use deskbell_domain::Refusal;
use tower_http::{
    compression::{CompressionLayer, CompressionLevel, predicate::SizeAbove},
    cors::{AllowOrigin, CorsLayer},
};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    entrance::{Entrance, Options},
    refusal::{Refused, problem},
};

/// Where the door stands.
const PREFIX: &str = "/api/v1";
/// Bytes from which an answer is worth compressing.
const COMPRESSED_FROM_BYTES: u64 = 1024;
/// How long a client that is turned away while the server stops is told to wait.
const STOPPING_RETRY_MS: u64 = 1000;

/// The OpenAPI document of every endpoint.
pub fn document() -> OpenApi {
    document::finish(files::documented(endpoints().into_openapi()))
}

/// The door with everything around it.
pub(crate) fn router(entrance: &Entrance) -> Router<Entrance> {
    let (router, bare) = endpoints().split_for_parts();
    let bare = files::documented(bare);
    let document = document::Rendered::new(&document::finish(bare));
    let files = files::reading().layer(middleware::from_fn_with_state(entrance.clone(), open_hours));
    let api = router
        .merge(files::uploading())
        .route("/api/v1/openapi.json", get(document::json))
        .route("/api/v1/docs", get(document::page))
        .route("/api/v1/docs.js", get(document::script))
        .route("/api/v1/{*rest}", axum::routing::any(unknown))
        .method_not_allowed_fallback(wrong_method)
        .layer(axum::Extension(document))
        .layer(middleware::from_fn_with_state(entrance.clone(), open_hours))
        .layer(middleware::map_response(keep_private))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(SizeAbove::new(COMPRESSED_FROM_BYTES)),
        )
        // Files are sent as they are: most are compressed already, and ranges are of the bytes that are kept.
        .merge(files);
    match cors(&entrance.options) {
        Some(cors) => api.layer(cors),
        None => api,
    }
}

fn endpoints() -> OpenApiRouter<Entrance> {
    let endpoints = OpenApiRouter::default()
        .routes(routes!(auth::login))
        .routes(routes!(auth::logout))
        .routes(routes!(auth::refresh))
        .routes(routes!(auth::me, auth::change_me))
        .routes(routes!(visitors::begin))
        .routes(routes!(inboxes::list, inboxes::make))
        .routes(routes!(inboxes::show, inboxes::edit, inboxes::drop_whole))
        .routes(routes!(conversations::list, conversations::start))
        .routes(routes!(conversations::counts))
        .routes(routes!(search::search))
        .routes(routes!(conversations::show, conversations::edit))
        .routes(routes!(timeline::read))
        .routes(routes!(messages::send))
        .routes(routes!(messages::note))
        .routes(routes!(receipts::read))
        .routes(routes!(assignment::assign))
        .routes(routes!(lifecycle::resolve))
        .routes(routes!(lifecycle::reopen))
        .routes(routes!(lifecycle::close))
        .routes(routes!(lifecycle::rate))
        .routes(routes!(agents::list))
        .routes(routes!(agents::show, agents::edit))
        .routes(routes!(agents::set_availability))
        .merge(operations::endpoints())
        .merge(files::endpoints())
        .merge(desk::endpoints());
    OpenApiRouter::with_openapi(document::head()).nest(PREFIX, endpoints)
}

/// Nothing is at this address.
pub(crate) async fn unknown() -> Refused {
    Refusal::NotFound.into()
}

/// Something is at this address, but not for this method. The router names those that are, in `Allow`.
async fn wrong_method(method: Method) -> Response {
    let refusal = Refusal::invalid("method", format!("{method} is not possible here."));
    problem(&refusal, StatusCode::METHOD_NOT_ALLOWED)
}

/// While the server stops, nothing new is taken; what was taken is finished and answered.
async fn open_hours(State(entrance): State<Entrance>, request: Request, next: Next) -> Response {
    if entrance.hall.is_draining() {
        return Refused(Refusal::Overloaded { retry_after_ms: STOPPING_RETRY_MS }).into_response();
    }
    next.run(request).await
}

/// Answers belong to whoever asked: no cache keeps them, unless the endpoint says otherwise.
async fn keep_private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Lets pages of other sites call with a bearer token. Credentials are never allowed, so the session cookie
/// stays with Deskbell's own pages.
fn cors(options: &Options) -> Option<CorsLayer> {
    let origins = &options.allowed_origins;
    let allowed = if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        let known: Vec<HeaderValue> = origins.iter().filter_map(|origin| origin.parse().ok()).collect();
        if known.is_empty() {
            return None;
        }
        AllowOrigin::list(known)
    };
    let methods = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let layer = CorsLayer::new().allow_origin(allowed).allow_methods(methods);
    let layer = layer.allow_headers([
        header::AUTHORIZATION,
        header::CONTENT_TYPE,
        header::ACCEPT,
        header::RANGE,
        HeaderName::from_static("idempotency-key"),
    ]);
    Some(
        layer
            .expose_headers([header::RETRY_AFTER, header::CONTENT_RANGE, header::CONTENT_DISPOSITION])
            .max_age(std::time::Duration::from_secs(3600)),
    )
}
