//! The session cookie of agents who sign in with a browser.

use axum::http::{HeaderMap, HeaderValue, header};
use deskbell_app::Signed;
use jiff::Timestamp;

/// The cookie's name.
const NAME: &str = "deskbell_session";

/// The header that keeps a sign-in in the browser until its token ends; no script can read it.
pub(in crate::rest) fn session_cookie(signed: &Signed, now: Timestamp, secure: bool) -> HeaderValue {
    let lifetime = signed.expires_at.duration_since(now).as_secs().max(0);
    cookie(&signed.token, lifetime, secure)
}

/// The header that forgets it.
pub(in crate::rest) fn cleared_cookie(secure: bool) -> HeaderValue {
    cookie("", 0, secure)
}

fn cookie(value: &str, lifetime_seconds: i64, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{NAME}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={lifetime_seconds}{secure}");
    HeaderValue::try_from(text).expect("a token is made of characters that a header may hold")
}

/// The token in the session cookie, where there is one.
pub(super) fn read(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == NAME && !value.is_empty())
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("theme=dark; deskbell_session_2=no"));
        assert_eq!(read(&headers), None);
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; deskbell_session=token.x=; c=d"));
        assert_eq!(read(&headers), Some("token.x="));
    }

    #[test]
    fn a_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts() {
        let header = cookie("t", 60, true);
        assert_eq!(header, "deskbell_session=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
        assert_eq!(cleared_cookie(false), "deskbell_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
