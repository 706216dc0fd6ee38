//! How files and pages are answered: kept for how long, framed by whom, compressed or not.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use sha2::{Digest, Sha256};

use super::built::File;

/// What a page of ours may load: itself, and what it draws. Styles are also set by scripts, so they cannot be
/// limited to files.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data: blob: https:; media-src 'self' data: blob:; font-src 'self' data:; \
                      connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors ";

/// How long a browser keeps an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// For good: the name changes with the content.
    Forever,
    /// For minutes: hosts' pages name it, and a new version shall reach them soon.
    Briefly,
    /// It asks each time whether it changed.
    Never,
}

impl Keep {
    /// By a file's path inside its app.
    pub(super) fn of(path: &str) -> Self {
        if is_hashed(path) { Self::Forever } else { Self::Never }
    }

    const fn header(self) -> &'static str {
        match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Briefly => "public, max-age=300",
            Self::Never => "no-cache",
        }
    }
}

/// Whether a file's name holds a hash of its content, as all of a build's assets do.
pub(super) fn is_hashed(path: &str) -> bool {
    path.starts_with("assets/")
}

/// Who may show a page in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frames {
    /// Every site: the widget.
    Anywhere,
    /// Deskbell's own pages.
    Own,
}

/// Answers with a built file.
pub(super) fn file(file: &File, keep: Keep, frames: Frames, asked: &HeaderMap) -> Response {
    let mut response = unchanged(asked, &file.etag).unwrap_or_else(|| {
        let gzipped = file.gzipped.as_ref().filter(|_| takes_gzip(asked));
        let mut response = gzipped.unwrap_or(&file.body).clone().into_response();
        let headers = response.headers_mut();
        if gzipped.is_some() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        set(headers, header::CONTENT_TYPE, &file.media_type);
        response
    });
    let headers = response.headers_mut();
    set(headers, header::ETAG, &file.etag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep.header()));
    if file.gzipped.is_some() {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    protect(headers, file.media_type.starts_with("text/html"), frames);
    response
}

/// Answers with a page of ours.
pub(crate) fn page(html: String, frames: Frames) -> Response {
    let mut response = html.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    protect(headers, true, frames);
    response
}

/// The headers that keep a page to itself.
fn protect(headers: &mut HeaderMap, is_page: bool, frames: Frames) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    if frames == Frames::Anywhere {
        let policy = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(policy, HeaderValue::from_static("cross-origin"));
    }
    if is_page {
        let ancestors = if frames == Frames::Anywhere { "*" } else { "'self'" };
        set(headers, header::CONTENT_SECURITY_POLICY, &format!("{POLICY}{ancestors}"));
    }
}

/// Lets a page stand in frames on these sites alone, and on Deskbell's own; on any where there are none.
pub(super) fn frame_only_on(response: &mut Response, origins: &[String]) {
    if !origins.is_empty() {
        let policy = format!("{POLICY}'self' {}", origins.join(" "));
        set(response.headers_mut(), header::CONTENT_SECURITY_POLICY, &policy);
    }
}

/// Has the browser ask for what the page's script will ask for first, while that script is still on its way: on a bad
/// line each question costs half a second.
pub(super) fn fetch_early(response: &mut Response, path: &str) {
    set(response.headers_mut(), header::LINK, &format!("<{path}>; rel=preload; as=fetch; crossorigin"));
}

/// The answer to somebody who has it already.
pub(crate) fn unchanged(asked: &HeaderMap, etag: &str) -> Option<Response> {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut known = known.flat_map(|line| line.split(',')).map(opaque);
    known.any(|tag| tag == "*" || tag == opaque(etag)).then(|| StatusCode::NOT_MODIFIED.into_response())
}

/// The tag of a content; weak, since it stands for the compressed form too.
pub(crate) fn etag(content: &[u8]) -> String {
    etag_of(&Sha256::digest(content).into())
}

/// The tag of a content by its digest.
pub(super) fn etag_of(digest: &[u8; 32]) -> String {
    let digits: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{digits}\"")
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    let offers = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    offers.flat_map(|line| line.split(',')).any(|offer| {
        let (name, quality) = offer.split_once(';').unwrap_or((offer, ""));
        let refused = quality.trim().strip_prefix("q=").and_then(|q| q.parse().ok()) == Some(0.0_f32);
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

/// Sets a header; a value that can stand in none is left out.
pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
