//! What a request wants, and the refusals of the protocol.

use axum::extract::Query;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::heart::Rhythm;
use super::registry::Sid;

/// The query of an Engine.IO request.
#[derive(Debug, Deserialize)]
struct Parameters {
    #[serde(rename = "EIO")]
    version: Option<String>,
    transport: Option<String>,
    sid: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TransportName {
    Polling,
    WebSocket,
}

/// Where a request goes: to a new session, or to one that should exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    Open(TransportName),
    /// Without an identifier where the text cannot be one.
    Visit(TransportName, Option<Sid>),
}

/// The protocol's own refusals, by the numbers of the reference implementation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Error {
    UnknownTransport,
    UnknownSid,
    BadHandshakeMethod,
    BadRequest,
    UnsupportedVersion,
}

impl Error {
    fn told(self) -> (u8, &'static str) {
        match self {
            Error::UnknownTransport => (0, "Transport unknown"),
            Error::UnknownSid => (1, "Session ID unknown"),
            Error::BadHandshakeMethod => (2, "Bad handshake method"),
            Error::BadRequest => (3, "Bad request"),
            Error::UnsupportedVersion => (5, "Unsupported protocol version"),
        }
    }

    /// A stable name, for counters.
    pub(super) fn outcome(self) -> &'static str {
        match self {
            Error::UnknownTransport => "unknown_transport",
            Error::UnknownSid => "unknown_sid",
            Error::BadHandshakeMethod => "bad_handshake_method",
            Error::BadRequest => "bad_request",
            Error::UnsupportedVersion => "unsupported_version",
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (code, message) = self.told();
        let body = format!(r#"{{"code":{code},"message":"{message}"}}"#);
        (StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    }
}

/// Reads what a request wants, in the order in which the reference implementation looks.
pub(super) fn aim(method: &Method, uri: &Uri, wants_upgrade: bool) -> Result<Aim, Error> {
    let Query(parameters) = Query::<Parameters>::try_from_uri(uri).map_err(|_| Error::BadRequest)?;
    let transport = match parameters.transport.as_deref() {
        Some("polling") => TransportName::Polling,
        Some("websocket") => TransportName::WebSocket,
        _ => return Err(Error::UnknownTransport),
    };
    let is_current = parameters.version.as_deref() == Some("4");
    let fits = wants_upgrade == (transport == TransportName::WebSocket);
    match parameters.sid.filter(|sid| !sid.is_empty()) {
        Some(_) if !is_current || !fits => Err(Error::BadRequest),
        Some(sid) => Ok(Aim::Visit(transport, Sid::parse(&sid))),
        None if method != Method::GET => Err(Error::BadHandshakeMethod),
        None if !is_current => Err(Error::UnsupportedVersion),
        None if !fits => Err(Error::BadRequest),
        None => Ok(Aim::Open(transport)),
    }
}

/// The first packet of a session.
pub(super) fn open_packet(sid: Sid, upgrades: &[&str], rhythm: Rhythm, max_bytes: usize) -> Bytes {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Open<'a> {
        sid: String,
        upgrades: &'a [&'a str],
        ping_interval: u128,
        ping_timeout: u128,
        max_payload: usize,
    }
    let open = Open {
        sid: sid.to_string(),
        upgrades,
        ping_interval: rhythm.interval.as_millis(),
        ping_timeout: rhythm.timeout.as_millis(),
        max_payload: max_bytes,
    };
    let mut packet = b"0".to_vec();
    serde_json::to_writer(&mut packet, &open).expect("numbers and texts can be written");
    packet.into()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn aimed(method: &Method, query: &str, wants_upgrade: bool) -> Result<Aim, Error> {
        aim(method, &format!("/socket.io/?{query}").parse().unwrap(), wants_upgrade)
    }

    #[test]
    fn what_the_reference_takes_is_taken() {
        use TransportName::*;
        assert_eq!(aimed(&Method::GET, "EIO=4&transport=polling&t=x", false), Ok(Aim::Open(Polling)));
        assert_eq!(aimed(&Method::GET, "EIO=4&transport=websocket", true), Ok(Aim::Open(WebSocket)));
        let sid = Sid::random();
        let visit = |transport| Ok(Aim::Visit(transport, Some(sid)));
        assert_eq!(
            aimed(&Method::POST, &format!("EIO=4&transport=polling&sid={sid}"), false),
            visit(Polling)
        );
        assert_eq!(
            aimed(&Method::GET, &format!("EIO=4&transport=websocket&sid={sid}"), true),
            visit(WebSocket)
        );
        assert_eq!(
            aimed(&Method::GET, "EIO=4&transport=polling&sid=no", false),
            Ok(Aim::Visit(Polling, None))
        );
    }

    #[test]
    fn what_the_reference_refuses_is_refused_alike() {
        for (method, query, wants_upgrade, error) in [
            (Method::GET, "EIO=4", false, Error::UnknownTransport),
            (Method::GET, "EIO=4&transport=carrier-pigeon", false, Error::UnknownTransport),
            (Method::GET, "EIO=3&transport=polling", false, Error::UnsupportedVersion),
            (Method::GET, "transport=polling", false, Error::UnsupportedVersion),
            (Method::POST, "EIO=4&transport=polling", false, Error::BadHandshakeMethod),
            (Method::GET, "EIO=4&transport=websocket", false, Error::BadRequest),
            (Method::GET, "EIO=4&transport=polling", true, Error::BadRequest),
            (Method::GET, "EIO=3&transport=polling&sid=no", false, Error::BadRequest),
        ] {
            assert_eq!(aimed(&method, query, wants_upgrade), Err(error), "{query}");
        }
    }

    #[test]
    fn the_open_packet_says_what_the_client_must_know() {
        let sid = Sid::random();
        let rhythm = Rhythm { interval: Duration::from_secs(25), timeout: Duration::from_secs(20) };
        let expected = format!(
            r#"0{{"sid":"{sid}","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":65536}}"#
        );
        assert_eq!(open_packet(sid, &["websocket"], rhythm, 65_536), expected);
    }
}
