//! What nodes say to each other, byte for byte: an event with what a node has to know to pass it on, or a notice. Only
//! Deskbell itself reads it; a field that a newer version adds is ignored by an older one.

use bytes::Bytes;
use deskbell_protocol::EventName;
use deskbell_realtime::{Event, Except, Person};
use serde::{Deserialize, Serialize};

/// What stands before an event's payload, on a line of its own.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Header {
    pub(crate) name: String,
    /// An entry's place, and the place before it that the topic's readers see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) seq: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) prev: Option<u64>,
    /// Who may see the conversation, as the node that sent this knew it; see [`super::relay`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) audience: Option<u64>,
    /// A person who does not get it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) except: Option<String>,
}

impl Header {
    /// Of an event that is not an entry.
    pub(crate) fn of(name: EventName, except: &Except) -> Self {
        let except = match except {
            Except::Person(person) => Some(person.as_str().to_owned()),
            // The session is on the node that sends this.
            Except::Session(_) | Except::None => None,
        };
        Self { name: name.as_str().to_owned(), except, ..Self::default() }
    }

    /// Who does not get it.
    pub(crate) fn except(&self) -> Except {
        self.except.as_deref().map_or(Except::None, |person| Except::Person(Person::new(person)))
    }
}

/// An event as it goes over the bus.
pub(crate) fn encode(header: &Header, payload: &Bytes) -> Bytes {
    let mut bytes = super::super::live::json(header).to_vec();
    bytes.push(b'\n');
    bytes.extend_from_slice(payload);
    bytes.into()
}

/// An event that came over the bus; `None` for what this version does not know.
pub(crate) fn decode(bytes: &Bytes) -> Option<(Header, Event)> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let header: Header = serde_json::from_slice(&bytes[..end]).ok()?;
    let name = EventName::ALL.into_iter().find(|name| name.as_str() == header.name)?;
    Some((header, Event { name: name.as_str(), payload: bytes.slice(end + 1..) }))
}

/// What every node is told.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "camelCase")]
pub(crate) enum Notice {
    /// There is something in the change feed that is better known at once.
    Look,
    /// Whoever is there shall say who is with them.
    Who,
    /// Everybody who is with this node.
    Here {
        /// Which node.
        node: u64,
        /// The people.
        people: Vec<String>,
    },
    /// Somebody came to this node, or left it for good.
    Moved {
        /// Which node.
        node: u64,
        /// Who.
        person: String,
        /// Whether they are there.
        here: bool,
    },
    /// An event of a topic that no node says whether it serves it.
    Told {
        /// The topic.
        topic: String,
        /// The event's name.
        name: String,
        /// Its payload, as text.
        payload: String,
    },
    /// Somebody's rights changed, or ended: their connections end and, where they may, come back.
    Access {
        /// Who.
        person: String,
        /// They may not come back.
        revoked: bool,
    },
}

impl Notice {
    pub(crate) fn encode(&self) -> Bytes {
        super::super::live::json(self)
    }

    pub(crate) fn decode(bytes: &Bytes) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_survives_the_bus() {
        let except = Except::Person(Person::new("agent/1"));
        let header = Header { seq: Some(5), prev: Some(3), ..Header::of(EventName::NewMessage, &except) };
        let payload = Bytes::from_static(b"{\"text\":\"a\\nb\"}");
        let (read, event) = decode(&encode(&header, &payload)).unwrap();
        assert_eq!(read, header);
        assert_eq!(read.except(), except);
        assert_eq!(event, Event { name: "new-message", payload });
        assert_eq!(decode(&Bytes::from_static(b"{\"name\":\"of-tomorrow\"}\n{}")), None);
        assert_eq!(decode(&Bytes::from_static(b"no line")), None);
    }

    #[test]
    fn a_notice_of_tomorrow_is_ignored() {
        let notice = Notice::Access { person: "agent/1".into(), revoked: true };
        assert_eq!(Notice::decode(&notice.encode()), Some(notice));
        assert_eq!(Notice::decode(&Bytes::from_static(b"{\"notice\":\"ofTomorrow\"}")), None);
    }
}
