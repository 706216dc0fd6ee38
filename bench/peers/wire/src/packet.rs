//! The frames of Socket.IO's protocol that are spoken here, as text.

use std::borrow::Cow;

use serde::Deserialize;

/// What a client may say.
#[derive(Debug, PartialEq)]
pub(crate) enum Packet<'a> {
    /// Asks to be let in.
    Connect(Auth<'a>),
    /// An event that wants an answer.
    Ask(u64, Cow<'a, str>, Payload<'a>),
    /// Anything else: answers to a ping, goodbyes, events that want no answer.
    Other,
}

/// How a client asks to be let in.
#[derive(Debug, Deserialize, PartialEq)]
pub(crate) struct Auth<'a> {
    #[serde(borrow)]
    pub(crate) token: Cow<'a, str>,
}

/// What an event says.
#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Payload<'a> {
    #[serde(borrow)]
    pub(crate) conversation_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(crate) client_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(crate) content: Option<Cow<'a, str>>,
    pub(crate) after_seq: Option<u64>,
}

/// Reads a frame. None where it is not one of this protocol's.
pub(crate) fn read(text: &str) -> Option<Packet<'_>> {
    if let Some(auth) = text.strip_prefix("40/chat,") {
        return serde_json::from_str(auth).ok().map(Packet::Connect);
    }
    let Some(event) = text.strip_prefix("42/chat,") else { return Some(Packet::Other) };
    let digits = event.find('[')?;
    let Ok(number) = event[..digits].parse() else { return Some(Packet::Other) };
    let (name, payload) = serde_json::from_str(&event[digits..]).ok()?;
    Some(Packet::Ask(number, name, payload))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_says_is_read() {
        let token = Auth { token: "t0".into() };
        assert_eq!(read(r#"40/chat,{"token":"t0"}"#), Some(Packet::Connect(token)));
        assert_eq!(read("3"), Some(Packet::Other));
        assert_eq!(read(r#"42/chat,["typing",{}]"#), Some(Packet::Other), "nobody waits for an answer");
        let said =
            read(r#"42/chat,7["send-message",{"conversationId":"c","clientId":"a1","content":"\"hi\""}]"#);
        let Some(Packet::Ask(7, name, payload)) = said else { panic!("{said:?}") };
        assert_eq!((&*name, payload.content.as_deref()), ("send-message", Some("\"hi\"")));
        assert_eq!(read("42/chat,7[nonsense"), None);
    }
}
