//! What a client says, in Socket.IO v5: text packets, parsed only as far as the door must know.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Digits an acknowledgement's id may have: what a JavaScript client can count to.
const ID_DIGITS: usize = 16;
/// Binary attachments a packet may announce, as in the reference implementation.
const ATTACHMENTS_MAX: u32 = 10;

/// The number by which a client knows the acknowledgement of its event.
pub(super) type AckId = u64;

/// One packet of a client.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Packet<'a> {
    /// Wants to be connected to a namespace.
    Connect { namespace: &'a str, token: Option<String> },
    /// Leaves a namespace.
    Disconnect { namespace: &'a str },
    /// An event; its payload is JSON, an empty object where there was none.
    Event { namespace: &'a str, id: Option<AckId>, name: Cow<'a, str>, payload: &'a str },
    /// An answer to something nobody asked.
    Ack,
    /// An event or answer with binary parts, which follow as so many packets of their own.
    Binary { namespace: &'a str, id: Option<AckId>, attachments: u32 },
}

/// No packet; where it had an id, it can still be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) id: Option<AckId>,
}

impl<'a> Packet<'a> {
    /// Reads a packet, without the Engine.IO type in front of it.
    ///
    /// # Errors
    /// [`Malformed`], for any text that is none.
    pub(super) fn decode(text: &'a str) -> Result<Packet<'a>, Malformed> {
        const NOT_A_PACKET: Malformed = Malformed { id: None };
        let mut rest = Rest(text);
        let kind = rest.first().ok_or(NOT_A_PACKET)?;
        let is_binary = matches!(kind, b'5' | b'6');
        let attachments = if is_binary { rest.attachments().ok_or(NOT_A_PACKET)? } else { 0 };
        let namespace = rest.namespace();
        let id = rest.id().ok_or(NOT_A_PACKET)?;
        let malformed = Malformed { id };
        match kind {
            b'0' => Ok(Packet::Connect { namespace, token: token(rest.0) }),
            b'1' if rest.0.is_empty() => Ok(Packet::Disconnect { namespace }),
            b'2' => {
                let event: Args<'_> = serde_json::from_str(rest.0).map_err(|_| malformed)?;
                Ok(Packet::Event { namespace, id, name: event.name, payload: event.payload })
            }
            b'3' => Ok(Packet::Ack),
            b'5' => Ok(Packet::Binary { namespace, id, attachments }),
            b'6' => Ok(Packet::Binary { namespace, id: None, attachments }),
            _ => Err(malformed),
        }
    }
}

/// An event's name with the spellings that are equal made one: lower case, underscores.
pub(super) fn fold(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b == b'-' || b.is_ascii_uppercase()) {
        return Cow::Owned(name.to_ascii_lowercase().replace('-', "_"));
    }
    Cow::Borrowed(name)
}

/// What has not been read of a packet yet.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn first(&mut self) -> Option<u8> {
        let first = *self.0.as_bytes().first()?;
        // Not a boundary: the packet begins with something else than a digit.
        self.0 = self.0.get(1..)?;
        Some(first)
    }

    fn digits(&mut self) -> &'a str {
        let end = self.0.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        digits
    }

    fn attachments(&mut self) -> Option<u32> {
        let announced = self.digits().parse().ok().filter(|n| (1..=ATTACHMENTS_MAX).contains(n))?;
        self.0 = self.0.strip_prefix('-')?;
        Some(announced)
    }

    /// The main namespace where none is named.
    fn namespace(&mut self) -> &'a str {
        if !self.0.starts_with('/') {
            return "/";
        }
        let (namespace, rest) = self.0.split_once(',').unwrap_or((self.0, ""));
        self.0 = rest;
        namespace
    }

    fn id(&mut self) -> Option<Option<AckId>> {
        match self.digits() {
            "" => Some(None),
            digits if digits.len() > ID_DIGITS => None,
            digits => digits.parse().ok().map(Some),
        }
    }
}

/// The token a client presents; none where there is no object, no token in it, or no text.
fn token(auth: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Auth {
        token: String,
    }
    serde_json::from_str::<Auth>(auth).ok().map(|auth| auth.token)
}

/// `[name, payload, …]`, of which the payload stays as it was written.
struct Args<'a> {
    name: Cow<'a, str>,
    payload: &'a str,
}

impl<'de> Deserialize<'de> for Args<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ArgsVisitor)
    }
}

struct ArgsVisitor;

impl<'de> Visitor<'de> for ArgsVisitor {
    type Value = Args<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array that begins with the name of an event")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut args: A) -> Result<Args<'de>, A::Error> {
        #[derive(Deserialize)]
        struct Name<'a>(#[serde(borrow)] Cow<'a, str>);
        let Some(Name(name)) = args.next_element()? else {
            return Err(serde::de::Error::invalid_length(0, &self));
        };
        let payload = args.next_element::<&RawValue>()?.map(RawValue::get);
        while args.next_element::<IgnoredAny>()?.is_some() {}
        // An absent argument before an acknowledgement is written as null.
        let payload = payload.filter(|payload| *payload != "null").unwrap_or("{}");
        Ok(Args { name, payload })
    }
}

/// Why a namespace could not be connected to, as the client's `connect_error` shows it.
#[derive(Serialize)]
pub(super) struct ConnectError<'a, T> {
    /// The error's message.
    pub(super) message: &'a str,
    /// The error's `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data: Option<T>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event<'a>(id: Option<AckId>, name: &'a str, payload: &'a str) -> Result<Packet<'a>, Malformed> {
        Ok(Packet::Event { namespace: "/chat", id, name: name.into(), payload })
    }

    #[test]
    fn events_as_the_official_client_writes_them() {
        assert_eq!(Packet::decode(r#"2/chat,12["typing",{"a":1}]"#), event(Some(12), "typing", r#"{"a":1}"#));
        assert_eq!(Packet::decode(r#"2/chat,["x"]"#), event(None, "x", "{}"));
        assert_eq!(Packet::decode(r#"2/chat,0["x",null]"#), event(Some(0), "x", "{}"));
        assert_eq!(Packet::decode(r#"2/chat,["x",{},[1],"more"]"#), event(None, "x", "{}"));
        assert_eq!(Packet::decode(r#"2/chat,1[ "\u0078" , [1 ] ]"#), event(Some(1), "x", "[1 ]"));
        let root = Packet::Event { namespace: "/", id: Some(3), name: "x".into(), payload: "{}" };
        assert_eq!(Packet::decode(r#"23["x",{}]"#), Ok(root));
    }

    #[test]
    fn connects_with_and_without_a_token() {
        let connect = |namespace, token: Option<&str>| {
            Ok(Packet::Connect { namespace, token: token.map(str::to_owned) })
        };
        assert_eq!(Packet::decode(r#"0/chat,{"token":"t","more":[]}"#), connect("/chat", Some("t")));
        assert_eq!(Packet::decode("0/chat,"), connect("/chat", None));
        assert_eq!(Packet::decode("0/chat"), connect("/chat", None));
        assert_eq!(Packet::decode(r#"0{"token":5}"#), connect("/", None));
        assert_eq!(Packet::decode(r#"0/chat,{"token":"#), connect("/chat", None));
    }

    #[test]
    fn the_rest_of_the_protocol() {
        assert_eq!(Packet::decode("1/chat,"), Ok(Packet::Disconnect { namespace: "/chat" }));
        assert_eq!(Packet::decode("3/chat,1[]"), Ok(Packet::Ack));
        let binary = Packet::Binary { namespace: "/chat", id: Some(7), attachments: 2 };
        assert_eq!(Packet::decode(r#"52-/chat,7["x",{"_placeholder":true,"num":0}]"#), Ok(binary));
        let answer = Packet::Binary { namespace: "/chat", id: None, attachments: 1 };
        assert_eq!(Packet::decode("61-/chat,7[]"), Ok(answer));
    }

    #[test]
    fn what_is_no_packet_keeps_the_id_it_had() {
        for (text, id) in [
            ("", None),
            ("ü", None),
            ("9", None),
            ("2", None),
            ("2/chat,", None),
            ("2/chat,5", Some(5)),
            (r#"2/chat,6["#, Some(6)),
            ("2/chat,7[]", Some(7)),
            ("2/chat,8[1]", Some(8)),
            (r#"2/chat,9{"name":"x"}"#, Some(9)),
            (r#"2/chat,10["x",{}] tail"#, Some(10)),
            (r#"2/chat,12345678901234567["x",{}]"#, None),
            (r#"1/chat,{"why":"now"}"#, None),
            ("4/chat,{}", None),
            (r#"5/chat,7["x"]"#, None),
            (r#"50-/chat,7["x"]"#, None),
            (r#"511-/chat,7["x"]"#, None),
        ] {
            assert_eq!(Packet::decode(text), Err(Malformed { id }), "{text}");
        }
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = format!(r#"2/chat,1["x",{}]"#, "[".repeat(60_000));
        assert_eq!(Packet::decode(&deep), Err(Malformed { id: Some(1) }));
        let deep = format!(r#"2/chat,1["x",{{"a":{}{}}}]"#, "[".repeat(30_000), "]".repeat(30_000));
        assert!(matches!(Packet::decode(&deep), Ok(Packet::Event { .. })));
    }

    #[test]
    fn equal_spellings_are_one() {
        for name in ["send-message", "send_message", "SEND_MESSAGE", "Send-Message"] {
            assert_eq!(fold(name), "send_message");
        }
        assert!(matches!(fold("typing"), Cow::Borrowed("typing")));
    }

    proptest! {
        #[test]
        fn any_text_is_a_packet_or_a_refusal(text: String) {
            let _ = Packet::decode(&text);
        }

        #[test]
        fn any_tail_is_a_packet_or_a_refusal(kind in "[0-9]", text in r#"(/chat,)?[0-9\-]{0,3}[\[\]\{\}",:a-z0-9\\]{0,40}"#) {
            let _ = Packet::decode(&format!("{kind}{text}"));
        }
    }
}
