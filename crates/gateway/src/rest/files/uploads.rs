//! Uploading: one file at a time, read as it arrives.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Json,
    body::BodyDataStream,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use deskbell_app::NewFile;
use deskbell_domain::{AttachmentId, Refusal};
use deskbell_protocol::operations::{FileLink, NewUpload, Uploaded};
use futures_util::{Stream, StreamExt as _};
use multer::Multipart;

use crate::rest::wire::{Answer, Caller, Id};
use crate::{entrance::Entrance, refusal::Refused};

/// By which a repeated upload is recognised.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Bytes that may stand around the file.
const AROUND_BYTES: u64 = 64 * 1024;
/// What is read and thrown away after a refusal, so that whoever is still sending gets to read it; and for how long.
const DISCARDED_MAX_BYTES: usize = 256 * 1024 * 1024;
const DISCARDING_MAX: Duration = Duration::from_secs(60);

/// Upload a file
///
/// Multipart, with the file in the field `file`. It is read as it arrives and refused as soon as it is larger than
/// `files.maxBytes` of the inbox. Its type follows from its name and its content, which have to agree and to be among
/// `files.contentTypes`. Pictures are turned upright and lose their metadata. Name the answered id in `attachmentIds` of
/// a message within 24 hours; after that it is gone. The same `Idempotency-Key` again is answered with the first file.
#[utoipa::path(
    post, path = "/uploads", operation_id = "uploadFile", tag = "files",
    params(("Idempotency-Key" = Option<String>, Header, description = "By which a repeated upload is recognised.")),
    request_body(content = NewUpload, content_type = "multipart/form-data"),
    responses((status = 201, body = Uploaded, description = "The file is kept."))
)]
pub(in crate::rest) async fn upload(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let mut arriving = body.into_data_stream();
    let taken = Box::pin(take(&entrance, &caller, &parts.headers, &mut arriving)).await;
    // What was taken is read to its end; after a refusal there may be more to come, and nobody waits for it.
    tokio::spawn(discard(arriving));
    match taken {
        Ok(uploaded) => (StatusCode::CREATED, Json(uploaded)).into_response(),
        Err(refusal) => Refused(refusal).into_response(),
    }
}

async fn take(
    entrance: &Entrance,
    caller: &Caller,
    headers: &HeaderMap,
    arriving: &mut BodyDataStream,
) -> Result<Uploaded, Refusal> {
    let hall = &entrance.hall;
    let declared =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(declared).map_err(|_| Refusal::UnsupportedMediaType)?;
    let key = headers.get(IDEMPOTENCY_KEY).map(|value| value.to_str().unwrap_or_default().to_owned());
    if let Some(known) = hall.may_upload(&caller.identity, key.as_deref()).await? {
        return Ok(known);
    }
    let max_bytes = hall.settings().files.max_bytes;
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|announced| announced > max_bytes.saturating_add(AROUND_BYTES)) {
        return Err(Refusal::PayloadTooLarge {
            limit_bytes: usize::try_from(max_bytes).unwrap_or(usize::MAX),
        });
    }
    let malformed = |_| Refusal::invalid("file", "The body is no multipart form with a field named file.");
    let mut form = Multipart::new(Unhurried { stream: arriving, rests: false }, boundary);
    let missing = || Refusal::invalid("file", "file is required.");
    let field = loop {
        let field = form.next_field().await.map_err(malformed)?.ok_or_else(missing)?;
        if field.name() == Some("file") {
            break field;
        }
    };
    let new = NewFile { name: field.file_name().map(str::to_owned), idempotency_key: key };
    hall.upload(&caller.identity, new, field).await
}

/// A stream that gives one piece at a time. Whoever reads forms takes all there is before they look at any of it, and
/// from somebody who sends fast enough that would be the whole file.
struct Unhurried<S> {
    stream: S,
    rests: bool,
}

impl<S: Stream + Unpin> Stream for Unhurried<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
        if std::mem::take(&mut self.rests) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = self.stream.poll_next_unpin(context);
        self.rests = next.is_ready();
        next
    }
}

/// Reads what is still coming and keeps nothing of it.
async fn discard(mut arriving: impl Stream<Item = Result<Bytes, axum::Error>> + Unpin) {
    let discarding = async {
        let mut discarded = 0;
        while let Some(Ok(piece)) = arriving.next().await {
            discarded += piece.len();
            if discarded > DISCARDED_MAX_BYTES {
                break;
            }
        }
    };
    drop(tokio::time::timeout(DISCARDING_MAX, discarding).await);
}

/// Take an upload back
///
/// For its uploader, while no message carries it.
#[utoipa::path(
    delete, path = "/uploads/{id}", operation_id = "takeUploadBack", tag = "files",
    params(("id" = Uuid, Path, description = "Which file.")),
    responses((status = 204, description = "It is gone."))
)]
pub(in crate::rest) async fn take_back(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<AttachmentId>,
) -> Result<StatusCode, Refused> {
    entrance.hall.take_file_back(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make a link to a file
///
/// It opens the file for five minutes without signing in, with the rights of who made it: for a new tab, or a
/// download.
#[utoipa::path(
    post, path = "/uploads/{id}/link", operation_id = "linkFile", tag = "files",
    params(("id" = Uuid, Path, description = "Which file.")),
    responses((status = 200, body = FileLink, description = "The link."))
)]
pub(in crate::rest) async fn link(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<AttachmentId>,
) -> Answer<FileLink> {
    Ok(Json(entrance.hall.link_file(&caller.identity, id).await?))
}
