//! Who asks: a bearer token, else the session cookie of a browser.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use deskbell_app::Identity;
use deskbell_domain::Refusal;

use super::cookie;
use crate::{entrance::Entrance, origin::Origin, refusal::Refused};

/// The header that a cookie's writes carry. Another site's page can make a browser send the cookie, but cannot
/// learn this.
const CSRF: &str = "x-csrf-token";

/// Who asks. It says nothing about what they may do.
#[derive(Debug)]
pub(in crate::rest) struct Caller {
    /// The person.
    pub(in crate::rest) identity: Identity,
    /// Whether the session cookie spoke for them.
    pub(in crate::rest) by_cookie: bool,
}

impl FromRequestParts<Entrance> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, entrance: &Entrance) -> Result<Self, Refused> {
        let hall = &entrance.hall;
        let address = Origin::read(parts, entrance.options.trust_proxy).address;
        if let Some(token) = bearer(&parts.headers) {
            let identity = hall.identify(token).await?;
            hall.check_address(Some(identity.person), address)?;
            return Ok(Self { identity, by_cookie: false });
        }
        let token = cookie::read(&parts.headers).ok_or(Refusal::Unauthorized)?;
        let identity = hall.identify(token).await?;
        let sent = parts.headers.get(CSRF).and_then(|sent| sent.to_str().ok());
        let matches = |(id, sent): (&String, &str)| hall.tokens().csrf_matches(id, sent);
        if writes(&parts.method) && !identity.token_id.as_ref().zip(sent).is_some_and(matches) {
            return Err(Refusal::Forbidden.into());
        }
        Ok(Self { identity, by_cookie: true })
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn writes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}
