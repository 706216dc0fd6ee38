//! Reading files, at addresses of their own: nothing that somebody uploaded ever runs where Deskbell's pages do.

use std::ops::Range;

use axum::{
    body::Body,
    extract::{FromRequestParts as _, Path, Query, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use deskbell_app::{FilePart, FoundFile};
use deskbell_domain::{AttachmentId, Refusal};
use deskbell_protocol::entry::percent_encoded;
use serde::Deserialize;

use crate::rest::wire::Caller;
use crate::{
    assets::{set, unchanged},
    entrance::Entrance,
    refusal::Refused,
};

/// The last part of the address of a smaller picture; no file is called so, as every name has an extension.
const THUMBNAIL: &str = "thumbnail";
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What stands behind the address.
#[derive(Deserialize)]
struct Linked {
    key: Option<String>,
}

/// Read a file
///
/// For its uploader until a message carries it, then for whoever may read that message; each read is judged anew.
/// `thumbnail` in place of the name is a smaller picture, where there is one. Pictures are shown; everything else is a
/// download. One range of bytes can be asked for.
#[utoipa::path(
    get, path = "/files/{id}/{name}", operation_id = "readFile", tag = "files",
    params(
        ("id" = Uuid, Path, description = "Which file."),
        ("name" = String, Path, description = "Its name, or `thumbnail`."),
        ("key" = Option<String>, Query, description = "Of a link, in place of signing in."),
        ("Range" = Option<String>, Header, description = "Which bytes, as `bytes=0-1023`."),
    ),
    responses(
        (status = 200, description = "The file.", content_type = "application/octet-stream"),
        (status = 206, description = "The bytes asked for.", content_type = "application/octet-stream"),
        (status = 304, description = "The browser has it already."),
        (status = 416, description = "There are no such bytes."),
    )
)]
pub(in crate::rest) async fn read(
    State(entrance): State<Entrance>,
    request: Request,
) -> Result<Response, Refused> {
    let (mut parts, _) = request.into_parts();
    let path = Path::<(String, String)>::from_request_parts(&mut parts, &entrance).await;
    let Path((id, name)) = path.map_err(|_| Refusal::NotFound)?;
    let id: AttachmentId = id.parse().map_err(|_| Refusal::NotFound)?;
    let part = if name == THUMBNAIL { FilePart::Thumbnail } else { FilePart::Whole };
    let (identity, by_cookie) = reader(&entrance, id, &mut parts).await?;
    let file = entrance.hall.find_file(&identity, id, part).await?;
    if let Some(mut response) = unchanged(&parts.headers, &file.etag) {
        describe(response.headers_mut(), &file, part, by_cookie);
        return Ok(response);
    }
    answer(&entrance, &file, part, by_cookie, &parts.headers).await
}

/// Who reads: whoever a link stands for, else who is signed in.
async fn reader(
    entrance: &Entrance,
    id: AttachmentId,
    parts: &mut Parts,
) -> Result<(deskbell_app::Identity, bool), Refused> {
    let linked = Query::<Linked>::try_from_uri(&parts.uri).ok().and_then(|Query(linked)| linked.key);
    if let Some(key) = linked {
        return Ok((entrance.hall.follow_link(id, &key)?, false));
    }
    let caller = Caller::from_request_parts(parts, entrance).await?;
    Ok((caller.identity, caller.by_cookie))
}

async fn answer(
    entrance: &Entrance,
    file: &FoundFile,
    part: FilePart,
    by_cookie: bool,
    asked: &HeaderMap,
) -> Result<Response, Refused> {
    let size = file.size_bytes;
    let range = match wanted(asked, file) {
        Wanted::Everything => None,
        Wanted::Bytes(range) => Some(range),
        Wanted::Nothing => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            describe(response.headers_mut(), file, part, by_cookie);
            set(response.headers_mut(), header::CONTENT_RANGE, &format!("bytes */{size}"));
            return Ok(response);
        }
    };
    let bytes = entrance.hall.read_file(file, range.clone()).await?;
    let mut response = Body::from_stream(bytes).into_response();
    describe(response.headers_mut(), file, part, by_cookie);
    let length = range.as_ref().map_or(size, |range| range.end - range.start);
    response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
    if let Some(range) = range {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let said = format!("bytes {}-{}/{size}", range.start, range.end - 1);
        set(response.headers_mut(), header::CONTENT_RANGE, &said);
    }
    Ok(response)
}

/// What keeps a file from being anything but a file: it is of the type it was found to be, runs nothing, and what is no
/// picture is not shown at all.
fn describe(headers: &mut HeaderMap, file: &FoundFile, part: FilePart, by_cookie: bool) {
    set(headers, header::CONTENT_TYPE, &content_type(&file.content_type));
    let shown = if file.is_picture { "inline" } else { "attachment" };
    let disposition = match part {
        FilePart::Whole => format!("{shown}; {}", named(&file.name)),
        FilePart::Thumbnail => shown.to_owned(),
    };
    set(headers, header::CONTENT_DISPOSITION, &disposition);
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    // A browser keeps it for its own person, and asks each time whether that person still may.
    set(headers, header::CACHE_CONTROL, "private, no-cache");
    set(headers, header::VARY, "Authorization, Cookie");
    set(headers, header::ETAG, &file.etag);
    set(headers, header::ACCEPT_RANGES, "bytes");
    // A cookie goes along with whatever page asks; a link or a token only with one that has it.
    set(headers, RESOURCE_POLICY, if by_cookie { "same-origin" } else { "cross-origin" });
}

fn content_type(known: &str) -> String {
    if known.starts_with("text/") { format!("{known}; charset=utf-8") } else { known.to_owned() }
}

/// A name in a header (RFC 6266): plain for old programs, and as it is.
fn named(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(
            |char| if char.is_ascii_graphic() && !"\"\\%".contains(char) || char == ' ' { char } else { '_' },
        )
        .collect();
    format!("filename=\"{plain}\"; filename*=UTF-8''{}", percent_encoded(name))
}

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Everything,
    Bytes(Range<u64>),
    Nothing,
}

/// Which bytes are asked for (RFC 9110, 14). Several ranges, and whatever is not understood, are everything.
fn wanted(headers: &HeaderMap, file: &FoundFile) -> Wanted {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    // It may have been the beginning of something else.
    if text(header::IF_RANGE).is_some_and(|known| known != file.etag) {
        return Wanted::Everything;
    }
    text(header::RANGE).map_or(Wanted::Everything, |range| parse_range(range, file.size_bytes))
}

fn parse_range(text: &str, size: u64) -> Wanted {
    let Some((from, to)) = text.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
        return Wanted::Everything;
    };
    let range = match (from.parse::<u64>(), to.parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to => from..to.saturating_add(1).min(size),
        (Ok(from), Err(_)) if to.is_empty() => from..size,
        (Err(_), Ok(last)) if from.is_empty() => size.saturating_sub(last)..size,
        _ => return Wanted::Everything,
    };
    if range.is_empty() { Wanted::Nothing } else { Wanted::Bytes(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood_and_anything_else_is_everything() {
        assert_eq!(parse_range("bytes=0-3", 10), Wanted::Bytes(0..4));
        assert_eq!(parse_range("bytes=4-", 10), Wanted::Bytes(4..10));
        assert_eq!(parse_range("bytes=-3", 10), Wanted::Bytes(7..10));
        assert_eq!(parse_range("bytes=-30", 10), Wanted::Bytes(0..10));
        assert_eq!(parse_range("bytes=8-99", 10), Wanted::Bytes(8..10));
        for nothing in ["bytes=10-", "bytes=10-12", "bytes=-0"] {
            assert_eq!(parse_range(nothing, 10), Wanted::Nothing, "{nothing}");
        }
        for everything in ["bytes=0-1,4-5", "bytes=3-1", "lines=1-2", "bytes=", "bytes=a-b"] {
            assert_eq!(parse_range(everything, 10), Wanted::Everything, "{everything}");
        }
    }

    #[test]
    fn a_name_in_a_header_is_plain_for_the_old_and_whole_for_the_new() {
        assert_eq!(
            named("Größe \"1\".pdf"),
            "filename=\"Gr__e _1_.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.pdf"
        );
    }
}
