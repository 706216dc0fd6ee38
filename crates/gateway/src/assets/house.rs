//! Pages of our own: the landing page, the demo's shop, and the one that says how to build the web.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::{
    answers::{Frames, page},
    built, fill, styled,
};
use crate::{entrance::Entrance, origin::Origin};

/// What stands for an inbox where there is none yet.
const NO_INBOX: &str = "INBOX-ID";

/// What this is and where to go.
pub(super) async fn landing(
    State(entrance): State<Entrance>,
    origin: Origin,
    headers: HeaderMap,
) -> Response {
    if !built::is_complete() {
        return not_built();
    }
    let html = styled(include_str!("pages/landing.html"));
    let html = match entrance.options.demo {
        true => html.replace("<!-- demo -->", include_str!("pages/landing-demo.html")),
        false => html,
    };
    let site = site(origin, &headers);
    let inbox = inbox(&entrance).await;
    let places =
        [("{{site}}", site.as_str()), ("{{inbox}}", &inbox), ("{{version}}", env!("CARGO_PKG_VERSION"))];
    page(fill(&html, &places), Frames::Own)
}

/// A shop with the widget embedded, whose styles are as careless as those of any stranger's page.
pub(super) async fn shop(State(entrance): State<Entrance>) -> Response {
    if !built::is_complete() {
        return not_built();
    }
    let inbox = inbox(&entrance).await;
    page(fill(include_str!("pages/demo.html"), &[("{{inbox}}", &inbox)]), Frames::Own)
}

/// The web is not there; says how to build it.
pub(super) fn not_built() -> Response {
    let mut response = page(styled(include_str!("pages/not-built.html")), Frames::Anywhere);
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
}

/// The bell.
pub(super) async fn icon() -> Response {
    let mut response = include_str!("pages/bell.svg").into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    response
}

async fn inbox(entrance: &Entrance) -> String {
    let inbox = entrance.hall.default_inbox().await;
    inbox.map_or_else(|_| NO_INBOX.to_owned(), |inbox| inbox.id.to_string())
}

/// Where the asker reaches us, for the line they copy.
fn site(origin: Origin, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("{}://{host}", if origin.secure { "https" } else { "http" })
}
