//! A refusal over HTTP: its status, and the problem document (RFC 9457) that every door answers with.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use deskbell_domain::{Refusal, RefusalCode};
use deskbell_protocol::error::Problem;

/// The media type of a problem document.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// When somebody for whom there is no place comes back: between the two, so that a crowd does not return as one.
const COME_BACK_MS: std::ops::Range<u64> = 1000..5000;

/// What somebody is told for whom there is no place.
pub(crate) fn come_back() -> Refusal {
    Refusal::Overloaded { retry_after_ms: rand::random_range(COME_BACK_MS) }
}

/// The status under which a refusal goes over HTTP.
pub(crate) const fn status(code: RefusalCode) -> StatusCode {
    match code {
        RefusalCode::Unauthorized => StatusCode::UNAUTHORIZED,
        RefusalCode::Forbidden => StatusCode::FORBIDDEN,
        RefusalCode::NotFound => StatusCode::NOT_FOUND,
        RefusalCode::ConversationClosed | RefusalCode::Conflict => StatusCode::CONFLICT,
        RefusalCode::ContentEmpty | RefusalCode::ContentTooLong | RefusalCode::Invalid => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        RefusalCode::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RefusalCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        RefusalCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        RefusalCode::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// A refusal on its way out as a problem document.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) Refusal);

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        problem(&self.0, status(self.0.code()))
    }
}

/// A problem document under a status of its own.
pub(crate) fn problem(refusal: &Refusal, status: StatusCode) -> Response {
    metrics::counter!("deskbell_refusals_total", "door" => "rest", "code" => refusal.code().as_str())
        .increment(1);
    let body = serde_json::to_vec(&Problem::new(refusal, status.as_u16())).unwrap_or_default();
    let mut response = (status, [(header::CONTENT_TYPE, PROBLEM_JSON)], body).into_response();
    let headers = response.headers_mut();
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(milliseconds) = refusal.retry_after_ms() {
        headers.insert(header::RETRY_AFTER, milliseconds.div_ceil(1000).max(1).into());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_the_status_that_clients_rely_on() {
        let statuses = RefusalCode::ALL.map(|code| status(code).as_u16());
        assert_eq!(statuses, [401, 403, 404, 409, 409, 422, 422, 422, 413, 415, 429, 503]);
    }

    #[test]
    fn waiting_is_told_in_whole_seconds_and_never_too_short() {
        let after = |retry_after_ms| {
            let response = Refused(Refusal::RateLimited { retry_after_ms }).into_response();
            response.headers()[header::RETRY_AFTER].to_str().unwrap().to_owned()
        };
        assert_eq!([after(0), after(1), after(1000), after(1001)], ["1", "1", "1", "2"]);
    }

    #[test]
    fn who_is_not_signed_in_is_told_how() {
        let response = Refused(Refusal::Unauthorized).into_response();
        assert_eq!(response.headers()[header::WWW_AUTHENTICATE], "Bearer");
        assert_eq!(response.headers()[header::CONTENT_TYPE], PROBLEM_JSON);
    }
}
