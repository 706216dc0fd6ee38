//! What a client is told, in Socket.IO v5 inside Engine.IO messages. Everything is joined from bytes that
//! exist; no payload is parsed again.

use bytes::{BufMut, Bytes, BytesMut};
use deskbell_protocol::error::ErrorBody;
use deskbell_realtime::Event;
use serde::Serialize;

use super::packet::{AckId, ConnectError};

/// Tells the client to stay away: it does not return by itself.
pub(super) const DISCONNECT: Bytes = Bytes::from_static(b"41/chat,");

/// An event of the hub. Registered there as this door's format.
pub(super) fn event(event: &Event) -> Bytes {
    named(event.name, &event.payload)
}

/// An event by name, with a JSON payload.
pub(super) fn named(name: &str, payload: &[u8]) -> Bytes {
    join(&[br#"42/chat,[""#, name.as_bytes(), br#"","#, payload, b"]"])
}

/// The acknowledgement of something done: the reply's JSON object, with `ok` before what it says.
pub(super) fn done(id: AckId, reply: &[u8]) -> Bytes {
    let fields = reply.strip_prefix(b"{").unwrap_or(b"}");
    let comma: &[u8] = if fields == b"}" { b"" } else { b"," };
    join(&[b"43/chat,", id.to_string().as_bytes(), br#"[{"ok":true"#, comma, fields, b"]"])
}

/// The acknowledgement of something refused.
pub(super) fn refused(id: AckId, error: &ErrorBody) -> Bytes {
    join(&[b"43/chat,", id.to_string().as_bytes(), br#"[{"ok":false,"error":"#, &json(error), b"}]"])
}

/// The namespace is connected, under an identifier of its own.
pub(super) fn connected(sid: &str) -> Bytes {
    join(&[br#"40/chat,{"sid":""#, sid.as_bytes(), br#""}"#])
}

/// The namespace is not connected: a `connect_error`.
pub(super) fn connect_error<T: Serialize>(namespace: &str, error: &ConnectError<'_, T>) -> Bytes {
    let (namespace, comma) = if namespace == "/" { ("", "") } else { (namespace, ",") };
    join(&[b"44", namespace.as_bytes(), comma.as_bytes(), &json(error)])
}

/// The JSON of a wire type.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("wire types are plain structs with text keys")
}

fn join(parts: &[&[u8]]) -> Bytes {
    let mut joined = BytesMut::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        joined.put_slice(part);
    }
    joined.freeze()
}

#[cfg(test)]
mod tests {
    use deskbell_domain::Refusal;

    use super::*;

    #[test]
    fn events_and_acknowledgements() {
        let payload = Bytes::from_static(br#"{"a":1}"#);
        assert_eq!(event(&Event { name: "typing", payload }), r#"42/chat,["typing",{"a":1}]"#);
        assert_eq!(done(7, br#"{"message":{}}"#), r#"43/chat,7[{"ok":true,"message":{}}]"#);
        assert_eq!(done(0, b"{}"), r#"43/chat,0[{"ok":true}]"#);
        let late = ErrorBody::from(&Refusal::RateLimited { retry_after_ms: 50 });
        let expected = format!(
            r#"43/chat,1[{{"ok":false,"error":{{"code":"rate_limited","message":"{}","retryAfterMs":50}}}}]"#,
            late.message
        );
        assert_eq!(refused(1, &late), expected);
    }

    #[test]
    fn answers_to_a_connect() {
        assert_eq!(connected("abc"), r#"40/chat,{"sid":"abc"}"#);
        let unknown = ConnectError::<()> { message: "Invalid namespace", data: None };
        assert_eq!(connect_error("/x", &unknown), r#"44/x,{"message":"Invalid namespace"}"#);
        assert_eq!(connect_error("/", &unknown), r#"44{"message":"Invalid namespace"}"#);
        let body = ErrorBody::from(&Refusal::Unauthorized);
        let refused = ConnectError { message: "Please sign in to continue.", data: Some(&body) };
        let expected = concat!(
            r#"44/chat,{"message":"Please sign in to continue.","#,
            r#""data":{"code":"unauthorized","message":"Please sign in to continue."}}"#
        );
        assert_eq!(connect_error("/chat", &refused), expected);
    }
}
