//! What is taken away on paper: transcripts of conversations, and lists of them.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use deskbell_app::TranscriptFormat;
use deskbell_domain::{ConversationId, Refusal};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    entrance::Entrance,
    refusal::Refused,
    rest::{
        conversations::ListParameters,
        wire::{Caller, Id, Parameters},
    },
};

/// What a transcript may do in a browser: nothing at all.
const BARE: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/// How a transcript is written.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct TranscriptParameters {
    /// `text`, which is meant when absent, `html` or `json`.
    #[param(example = "text")]
    format: Option<String>,
    /// By whose clock times are written in text and on the page: UTC when absent.
    #[param(example = "Europe/Berlin")]
    time_zone: Option<String>,
}

/// Take a transcript away
///
/// As the asker may see the conversation: a customer's has no note in it, an agent's says of each note that it is one.
/// It holds the first 10000 entries.
#[utoipa::path(
    get, path = "/conversations/{id}/transcript", operation_id = "getTranscript", tag = "conversations",
    params(("id" = Uuid, Path, description = "Which conversation."), TranscriptParameters),
    responses((status = 200, content_type = "text/plain", body = String, description = "The transcript, as a file."))
)]
pub(in crate::rest) async fn transcript(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Parameters(asked): Parameters<TranscriptParameters>,
) -> Result<Response, Refused> {
    let format = match asked.format.as_deref().filter(|name| !name.is_empty()) {
        None => TranscriptFormat::default(),
        Some(name) => TranscriptFormat::parse(name)
            .ok_or_else(|| Refusal::invalid("format", "format is text, html or json."))?,
    };
    let zone = asked.time_zone.as_deref().filter(|name| !name.is_empty());
    let paper = entrance.hall.transcript(&caller.identity, id, format, zone).await?;
    Ok(file(Body::from(paper.content), paper.media_type, &paper.file_name))
}

/// Export conversations
///
/// The list with its filters as CSV, for admins: at most 50000 rows, of those the asker may see. What a spreadsheet
/// would reckon with begins with an apostrophe. `limit` and `cursor` mean nothing here.
#[utoipa::path(
    get, path = "/conversations/export", operation_id = "exportConversations", tag = "conversations",
    params(ListParameters),
    responses((status = 200, content_type = "text/csv", body = String, description = "The rows, as a file."))
)]
pub(in crate::rest) async fn export(
    State(entrance): State<Entrance>,
    caller: Caller,
    Parameters(asked): Parameters<ListParameters>,
) -> Result<Response, Refused> {
    let filter = asked.filter(&caller.identity)?;
    // The first part is read before anything is answered, so what is refused is refused as everywhere.
    let (first, cursor, rows) = entrance.hall.export_part(&caller.identity, filter.clone(), None, 0).await?;
    let rest = stream::try_unfold((cursor, rows), move |(cursor, rows)| {
        let (hall, identity, filter) = (entrance.hall.clone(), caller.identity.clone(), filter.clone());
        async move {
            let Some(cursor) = cursor else { return Ok::<_, Refusal>(None) };
            let (part, cursor, rows) = hall.export_part(&identity, filter, Some(cursor), rows).await?;
            Ok(Some((part, (cursor, rows))))
        }
    });
    let parts = stream::once(async move { Ok(first) }).chain(rest).map_ok(Bytes::from);
    Ok(file(Body::from_stream(parts), "text/csv; charset=utf-8", "conversations.csv"))
}

fn file(body: Body, media_type: &'static str, name: &str) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(BARE));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
