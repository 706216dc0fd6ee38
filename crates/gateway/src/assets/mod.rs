//! What browsers load: the loader, the widget, the desk, and a few pages of our own. Whatever is built by the
//! web lies in the binary; whatever is a page of ours lies in `pages/`.
//!
//! Start reading at [`router`].

mod answers;
mod built;
mod house;

pub(crate) use answers::{Frames, etag, page, set, unchanged};

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, Uri},
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use deskbell_domain::InboxId;

use crate::{entrance::Entrance, rest};
use answers::Keep;
use built::Built;

/// Whether the web was built before this binary, or, for a debug binary, whether it is built now.
pub fn web_is_built() -> bool {
    built::is_complete()
}

/// Every address at which browsers load something.
pub(crate) fn router(demo: bool) -> Router<Entrance> {
    let pages = Router::new()
        .route("/", get(house::landing))
        .route("/favicon.ico", get(house::icon))
        .route("/deskbell.js", get(loader))
        .route("/widget", get(|uri: Uri| with_slash(uri)))
        .route("/widget/", get(widget))
        .route("/widget/{*path}", get(widget_file))
        .route("/c/{inbox}", get(widget))
        .route("/desk", get(|uri: Uri| with_slash(uri)))
        .route("/desk/", get(desk))
        .route("/desk/{*path}", get(desk_file));
    let pages = match demo {
        true => pages.route("/demo", get(|uri: Uri| with_slash(uri))).route("/demo/", get(house::shop)),
        false => pages,
    };
    pages.layer(axum::Extension(Built::default()))
}

type Files = axum::Extension<Built>;

async fn loader(files: Files, headers: HeaderMap) -> Response {
    match files.get("deskbell.js") {
        Some(file) => answers::file(&file, Keep::Briefly, Frames::Anywhere, &headers),
        None => rest::unknown().await.into_response(),
    }
}

/// The widget's page. It stands in frames on the sites that its inbox names, or on any, and at `/c/INBOX` by itself.
async fn widget(files: Files, State(entrance): State<Entrance>, uri: Uri, headers: HeaderMap) -> Response {
    let Some(file) = files.get("widget/index.html") else { return house::not_built() };
    let Some(inbox) = inbox_of(&uri) else {
        return answers::file(&file, Keep::Never, Frames::Own, &headers);
    };
    let mut response = answers::file(&file, Keep::Never, Frames::Anywhere, &headers);
    answers::frame_only_on(&mut response, &entrance.hall.allowed_origins(inbox));
    if let Some(inbox) = inbox {
        answers::fetch_early(&mut response, &format!("/api/v1/inboxes/{inbox}"));
    }
    response
}

/// The inbox that an address of the widget names, `Some(None)` where it names none; `None` where it cannot be read.
fn inbox_of(uri: &Uri) -> Option<Option<InboxId>> {
    if let Some(own_page) = uri.path().strip_prefix("/c/") {
        return own_page.parse().ok().map(Some);
    }
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    let named = pairs.into_iter().find(|(name, _)| name == "inbox").map(|(_, id)| id);
    match named.filter(|id| !id.is_empty()) {
        Some(id) => id.parse().ok().map(Some),
        None => Some(None),
    }
}

async fn widget_file(files: Files, Path(path): Path<String>, headers: HeaderMap) -> Response {
    // Its page is at one address alone, which says where it may stand.
    match files.get(&format!("widget/{path}")).filter(|_| !path.ends_with(".html")) {
        Some(file) => answers::file(&file, Keep::of(&path), Frames::Anywhere, &headers),
        None => rest::unknown().await.into_response(),
    }
}

async fn desk(files: Files, headers: HeaderMap) -> Response {
    match files.get("desk/index.html") {
        Some(file) => answers::file(&file, Keep::Never, Frames::Own, &headers),
        None => house::not_built(),
    }
}

/// A file of the desk, or its page: the desk's own addresses are known to its script alone.
async fn desk_file(files: Files, Path(path): Path<String>, headers: HeaderMap) -> Response {
    match files.get(&format!("desk/{path}")) {
        Some(file) => answers::file(&file, Keep::of(&path), Frames::Own, &headers),
        None if answers::is_hashed(&path) => rest::unknown().await.into_response(),
        None => desk(files, headers).await,
    }
}

async fn with_slash(uri: Uri) -> Redirect {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("{}/{query}", uri.path()))
}

/// A page of ours in the house's own style.
pub(crate) fn styled(page: &str) -> String {
    page.replace("/* house.css */", include_str!("pages/house.css"))
}

/// Fills the places of a page of ours, with what is filled in made harmless.
fn fill(page: &str, places: &[(&str, &str)]) -> String {
    places.iter().fold(page.to_owned(), |page, (place, text)| page.replace(place, &escape(text)))
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests;
