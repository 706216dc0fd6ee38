//! What stands in the address: ids in the path, parameters behind it.

use std::{fmt::Display, str::FromStr};

use axum::{
    extract::{FromRequestParts, Path, Query},
    http::request::Parts,
};
use deskbell_domain::Refusal;
use serde::de::DeserializeOwned;

use crate::{entrance::Entrance, refusal::Refused};

/// An id in the path. What cannot be an id names nothing, and is refused like an id that names nothing.
pub(in crate::rest) struct Id<T>(pub(in crate::rest) T);

impl<T: FromStr> FromRequestParts<Entrance> for Id<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, entrance: &Entrance) -> Result<Self, Refused> {
        let text =
            Path::<String>::from_request_parts(parts, entrance).await.map_err(|_| Refusal::NotFound)?;
        text.parse().map(Self).map_err(|_| Refused(Refusal::NotFound))
    }
}

/// Two ids in the path, refused alike.
pub(in crate::rest) struct Ids<A, B>(pub(in crate::rest) A, pub(in crate::rest) B);

impl<A: FromStr, B: FromStr> FromRequestParts<Entrance> for Ids<A, B> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, entrance: &Entrance) -> Result<Self, Refused> {
        let texts = Path::<(String, String)>::from_request_parts(parts, entrance).await;
        let Path((first, second)) = texts.map_err(|_| Refusal::NotFound)?;
        let ids = first.parse().ok().zip(second.parse().ok());
        ids.map(|(first, second)| Self(first, second)).ok_or(Refused(Refusal::NotFound))
    }
}

/// Parameters behind the path. Every field is text here; [`parse`] reads it and names the field it refuses.
pub(in crate::rest) struct Parameters<T>(pub(in crate::rest) T);

impl<T: DeserializeOwned> FromRequestParts<Entrance> for Parameters<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &Entrance) -> Result<Self, Refused> {
        let read = Query::<T>::try_from_uri(&parts.uri);
        let refuse = |_| Refusal::invalid("query", "Each parameter can be given once.");
        Ok(Self(read.map_err(refuse)?.0))
    }
}

/// Reads one parameter; an empty one is absent.
///
/// # Errors
/// `invalid` of `field`.
pub(in crate::rest) fn parse<T>(field: &'static str, text: Option<&str>) -> Result<Option<T>, Refusal>
where
    T: FromStr,
    T::Err: Display,
{
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let refuse = |error: T::Err| Refusal::invalid(field, format!("{field} is not valid: {error}."));
    text.parse().map(Some).map_err(refuse)
}
