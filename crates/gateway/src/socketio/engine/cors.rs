//! Polling from web pages of other origins. The token stands in the packets, never in a cookie, so any
//! origin may ask and credentials are not allowed.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// How long a browser may remember what it is allowed, in seconds.
const PREFLIGHT_SECONDS: &str = "600";

const ALLOWED: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
    (header::ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS),
];

/// The answer to a browser that asks what it may send.
pub(super) fn preflight() -> Response {
    (StatusCode::NO_CONTENT, ALLOWED).into_response()
}

/// Lets the page that asked read the answer.
pub(super) fn allow(origin: Option<HeaderValue>, headers: &mut HeaderMap) {
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
}
