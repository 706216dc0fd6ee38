//! One log line and two metrics for each request over HTTP: never its query, its content or who asked.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};

/// The path under which what nothing matched is counted, so that strangers cannot make labels.
const UNMATCHED: &str = "unmatched";
/// Where the lines are filed.
const TARGET: &str = "deskbell_gateway::http";
/// What machines ask every few seconds, which would drown the rest.
const PROBES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Observes one request.
pub(crate) async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = known_method(&request);
    let path = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let path = path.as_ref().map_or(UNMATCHED, MatchedPath::as_str).to_owned();
    let (status, took) = (response.status().as_u16(), started.elapsed());
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if PROBES.contains(&path.as_str()) {
        tracing::debug!(target: TARGET, method, %path, status, ms, "request");
    } else {
        tracing::info!(target: TARGET, method, %path, status, ms, "request");
    }
    metrics::counter!(
        "deskbell_http_requests_total",
        "method" => method, "path" => path.clone(), "status" => status.to_string(),
    )
    .increment(1);
    metrics::histogram!("deskbell_http_seconds", "method" => method, "path" => path).record(took);
    response
}

/// The method by a known name; a client can send any word.
fn known_method(request: &Request) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|known| *known == request.method().as_str()).unwrap_or("OTHER")
}
