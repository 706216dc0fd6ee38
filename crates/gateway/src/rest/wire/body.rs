//! What they sent: one JSON object within the limit.

use std::time::Duration;

use axum::{
    body::Body as Stream,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use bytes::{Bytes, BytesMut};
use deskbell_domain::Refusal;
use deskbell_protocol::decode;
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;

use crate::{entrance::Entrance, refusal::Refused};

/// How long a body may take to arrive.
const ARRIVAL_MAX: Duration = Duration::from_secs(15);
/// Bytes past the limit that are read and thrown away, so that a client that is still sending gets to read why
/// it was refused.
const DISCARDED_MAX: usize = 1024 * 1024;

/// A body that has to be there.
pub(in crate::rest) struct Body<T>(pub(in crate::rest) T);

/// A body that may be left out.
pub(in crate::rest) struct MaybeBody<T>(pub(in crate::rest) T);

impl<T: DeserializeOwned> FromRequest<Entrance> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, entrance: &Entrance) -> Result<Self, Refused> {
        let json = json(request, entrance.hall.settings().frame_max_bytes).await?;
        Ok(Self(decode::object(&json)?))
    }
}

impl<T: DeserializeOwned + Default> FromRequest<Entrance> for MaybeBody<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, entrance: &Entrance) -> Result<Self, Refused> {
        let json = json(request, entrance.hall.settings().frame_max_bytes).await?;
        if json.is_empty() {
            return Ok(Self(T::default()));
        }
        Ok(Self(decode::object(&json)?))
    }
}

async fn json(request: Request, limit_bytes: usize) -> Result<Bytes, Refusal> {
    let declared = is_json(request.headers());
    if declared == Some(false) {
        return Err(Refusal::UnsupportedMediaType);
    }
    let body = tokio::time::timeout(ARRIVAL_MAX, read(request.into_body(), limit_bytes))
        .await
        .map_err(|_| Refusal::invalid("payload", "The body did not arrive in time."))??;
    // Without a type it could be anything; only nothing at all needs none.
    if declared.is_none() && !body.is_empty() {
        return Err(Refusal::UnsupportedMediaType);
    }
    Ok(body)
}

/// Whether the body is declared to be JSON; nothing where it is not declared.
fn is_json(headers: &HeaderMap) -> Option<bool> {
    let declared = headers.get(header::CONTENT_TYPE)?;
    let essence = declared.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let subtype = essence.to_ascii_lowercase();
    Some(subtype == "application/json" || (subtype.starts_with("application/") && subtype.ends_with("+json")))
}

async fn read(body: Stream, limit_bytes: usize) -> Result<Bytes, Refusal> {
    let mut stream = body.into_data_stream();
    let mut kept = BytesMut::new();
    let mut arrived = 0_usize;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Refusal::invalid("payload", "The body broke off."))?;
        arrived = arrived.saturating_add(chunk.len());
        if arrived <= limit_bytes {
            kept.extend_from_slice(&chunk);
        } else if arrived > limit_bytes.saturating_add(DISCARDED_MAX) {
            break;
        }
    }
    if arrived > limit_bytes {
        return Err(Refusal::PayloadTooLarge { limit_bytes });
    }
    Ok(kept.freeze())
}
