//! Frames of Socket.IO v5 over Engine.IO v4, as text.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::line::NAMESPACE;

/// What one text frame of the server says.
#[derive(Debug, PartialEq, Eq)]
pub enum Packet<'a> {
    /// Engine.IO's greeting, a JSON object.
    Open(&'a str),
    /// The transport ends.
    Close,
    /// To be answered with a pong.
    Ping,
    /// Nothing.
    Noop,
    /// Let into the namespace.
    Connected,
    /// Not let into the namespace: a JSON object with the reason.
    Denied(&'a str),
    /// Told to stay away.
    Disconnected,
    /// An event: a JSON array of its name and its payload.
    Event(&'a str),
    /// The answer to the question of this number: a JSON array with one object.
    Ack(u64, &'a str),
    /// Nothing this client knows.
    Unknown,
}

impl<'a> Packet<'a> {
    /// Reads a text frame.
    pub fn read(text: &'a str) -> Self {
        let Some((kind, rest)) = split(text) else { return Self::Noop };
        match kind {
            '0' => Self::Open(rest),
            '1' => Self::Close,
            '2' => Self::Ping,
            '4' => Self::read_message(rest),
            '6' => Self::Noop,
            _ => Self::Unknown,
        }
    }

    fn read_message(text: &'a str) -> Self {
        let Some((kind, rest)) = split(text) else { return Self::Unknown };
        let Some(rest) = rest.strip_prefix(NAMESPACE) else { return Self::Unknown };
        let rest = rest.strip_prefix(',').unwrap_or(rest);
        match kind {
            '0' => Self::Connected,
            '1' => Self::Disconnected,
            '2' => Self::Event(rest),
            '3' => {
                let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
                rest[..digits].parse().map_or(Self::Unknown, |id| Self::Ack(id, &rest[digits..]))
            }
            '4' => Self::Denied(rest),
            _ => Self::Unknown,
        }
    }
}

/// The frame of an event, with the number under which its acknowledgement is wanted.
pub fn event_text(name: &str, payload: &impl Serialize, ask: Option<u64>) -> serde_json::Result<String> {
    let number = ask.map(|number| number.to_string()).unwrap_or_default();
    Ok(format!("42{NAMESPACE},{number}{}", serde_json::to_string(&(name, payload))?))
}

/// The name and payload of an event's JSON array.
pub(super) fn event_parts(array: &str) -> serde_json::Result<(String, Box<RawValue>)> {
    serde_json::from_str(array)
}

/// Why a connection was not let in.
#[derive(Debug, Deserialize)]
pub(super) struct DeniedBody {
    #[serde(default)]
    pub(super) data: DeniedData,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct DeniedData {
    #[serde(default)]
    pub(super) code: String,
}

fn split(text: &str) -> Option<(char, &str)> {
    let first = text.chars().next()?;
    Some((first, &text[first.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_told_apart() {
        assert_eq!(Packet::read("2"), Packet::Ping);
        assert_eq!(Packet::read("40/chat,{\"sid\":\"a\"}"), Packet::Connected);
        assert_eq!(Packet::read("42/chat,[\"typing\",{}]"), Packet::Event("[\"typing\",{}]"));
        assert_eq!(Packet::read("43/chat,17[{\"ok\":true}]"), Packet::Ack(17, "[{\"ok\":true}]"));
        assert_eq!(Packet::read("41/chat,"), Packet::Disconnected);
        assert_eq!(Packet::read("44/chat,{}"), Packet::Denied("{}"));
        for text in ["", "9", "4", "42/other,[]", "43/chat,[{}]", "é"] {
            assert!(matches!(Packet::read(text), Packet::Unknown | Packet::Noop), "{text}");
        }
    }

    #[test]
    fn an_event_is_written_as_the_official_client_writes_it() {
        let text = event_text("typing", &serde_json::json!({"conversationId": "c"}), Some(3)).unwrap();
        assert_eq!(text, r#"42/chat,3["typing",{"conversationId":"c"}]"#);
    }
}
