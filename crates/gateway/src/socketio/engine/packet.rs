//! Engine.IO v4 packets and polling payloads.

use bytes::{BufMut, Bytes, BytesMut};

/// Between two packets of one polling payload.
pub(super) const SEPARATOR: char = '\u{1e}';

/// The transport is closed.
pub(super) const CLOSE: Bytes = Bytes::from_static(b"1");
/// Is anybody there?
pub(super) const PING: Bytes = Bytes::from_static(b"2");
/// The answer to an upgrade's probe.
pub(super) const PROBE_PONG: Bytes = Bytes::from_static(b"3probe");
/// Nothing; ends a poll.
pub(super) const NOOP: Bytes = Bytes::from_static(b"6");

/// An upgrade's first packet.
pub(super) const PROBE_PING: &str = "2probe";
/// An upgrade's second packet, after which the old transport is silent.
pub(super) const UPGRADE: &str = "5";

/// What a client's packet is; a message's text begins after the first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Close,
    Pong,
    Message,
    /// Binary content in base64, on a polling transport.
    Binary,
    Noop,
    /// Nothing a client may send on an open transport.
    Other,
}

impl Kind {
    pub(super) fn of(packet: &str) -> Kind {
        match packet.as_bytes().first() {
            Some(b'1') => Kind::Close,
            Some(b'3') => Kind::Pong,
            Some(b'4') => Kind::Message,
            Some(b'b') => Kind::Binary,
            Some(b'6') => Kind::Noop,
            _ => Kind::Other,
        }
    }
}

/// Joins packets into one polling payload.
pub(super) fn join(packets: impl ExactSizeIterator<Item = Bytes> + Clone) -> Bytes {
    let bytes = packets.clone().map(|packet| packet.len() + 1).sum();
    let mut payload = BytesMut::with_capacity(bytes);
    for (index, packet) in packets.enumerate() {
        if index > 0 {
            payload.put_u8(SEPARATOR as u8);
        }
        payload.put(packet);
    }
    payload.freeze()
}

/// A polling payload from a client, taken packet by packet.
#[derive(Debug)]
pub(super) struct Payload {
    text: String,
    /// Where the next packet begins; past the end when there is none.
    next: usize,
}

impl Payload {
    /// Takes the body of a request; none where it has more than `max` packets.
    pub(super) fn new(text: String, max: usize) -> Option<Payload> {
        let packets = text.bytes().filter(|b| *b == SEPARATOR as u8).count() + 1;
        (packets <= max).then_some(Payload { text, next: 0 })
    }

    pub(super) fn next(&mut self) -> Option<&str> {
        let rest = self.text.get(self.next..)?;
        let packet = rest.split(SEPARATOR).next().unwrap_or_default();
        self.next += packet.len() + 1;
        Some(packet)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.next > self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> Vec<String> {
        let mut payload = Payload::new(text.to_owned(), usize::MAX).unwrap();
        let mut packets = Vec::new();
        while let Some(packet) = payload.next() {
            packets.push(packet.to_owned());
        }
        assert!(payload.is_empty());
        packets
    }

    #[test]
    fn payloads_are_joined_and_split() {
        let packets = [PING, Bytes::from("4hello"), CLOSE];
        assert_eq!(join(packets.into_iter()), "2\u{1e}4hello\u{1e}1");
        assert_eq!(split("2\u{1e}4hello\u{1e}1"), ["2", "4hello", "1"]);
        assert_eq!(split(""), [""]);
        assert_eq!(split("4\u{1e}"), ["4", ""]);
    }

    #[test]
    fn a_payload_has_a_bound() {
        assert!(Payload::new("4\u{1e}4".into(), 2).is_some());
        assert!(Payload::new("4\u{1e}4\u{1e}".into(), 2).is_none());
    }

    #[test]
    fn kinds() {
        let kinds = ["1", "3", "3probe", "4{}", "bAQID", "6", "", "0", "2", "5", "ü"].map(Kind::of);
        use Kind::*;
        assert_eq!(kinds, [Close, Pong, Pong, Message, Binary, Noop, Other, Other, Other, Other, Other]);
    }

    proptest! {
        #[test]
        fn any_payload_splits_into_what_it_was_joined_from(packets: Vec<String>) {
            prop_assume!(!packets.is_empty() && packets.iter().all(|p| !p.contains(SEPARATOR)));
            let bytes: Vec<Bytes> = packets.iter().cloned().map(Bytes::from).collect();
            let joined = join(bytes.into_iter());
            prop_assert_eq!(split(std::str::from_utf8(&joined).unwrap()), packets);
        }
    }
}
