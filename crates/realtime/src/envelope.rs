//! An event on its way to a topic, with the bytes each wire format has made of it.

use std::sync::OnceLock;

use bytes::Bytes;

use crate::{Event, Format, MAX_FORMATS, Person, Session, SessionId, Topic};

/// Who of a topic's subscribers does not get an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Except {
    /// Everybody gets it.
    None,
    /// One session, which knows already (its own message comes back in the acknowledgement).
    Session(SessionId),
    /// A person on all their sessions.
    Person(Person),
}

impl Except {
    /// Whether a session is left out.
    pub(crate) fn is(&self, session: &Session) -> bool {
        match self {
            Except::None => false,
            Except::Session(id) => *id == session.id(),
            Except::Person(person) => person == session.person(),
        }
    }
}

/// One event addressed to one topic.
///
/// It is encoded lazily, once per wire format, and every session of that format shares the same bytes.
#[derive(Debug)]
pub struct Envelope {
    topic: Topic,
    event: Event,
    seq: Option<u64>,
    except: Except,
    encoded: [OnceLock<Bytes>; MAX_FORMATS],
}

impl Envelope {
    /// An event for everybody on the topic, without a place in the topic's stream: it is never taken for a
    /// repetition.
    pub fn new(topic: Topic, event: Event) -> Envelope {
        Envelope { topic, event, seq: None, except: Except::None, encoded: Default::default() }
    }

    /// Gives the event its place in the topic's stream. Places start at 1, and a topic's envelopes must be
    /// published in rising order: one at or below what a subscription has had counts as a repetition.
    #[must_use]
    pub fn with_seq(self, seq: u64) -> Envelope {
        self.at(Some(seq))
    }

    pub(crate) fn at(mut self, seq: Option<u64>) -> Envelope {
        self.seq = seq;
        self
    }

    /// Leaves somebody out. For them the event counts as had, so a repetition does not reach them either.
    #[must_use]
    pub fn except(mut self, except: Except) -> Envelope {
        self.except = except;
        self
    }

    /// Where it is going.
    pub fn topic(&self) -> &Topic {
        &self.topic
    }

    /// What it says.
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// Its place in the topic's stream.
    pub fn seq(&self) -> Option<u64> {
        self.seq
    }

    /// The frame for a session, or none when the session is left out.
    pub(crate) fn frame_for(&self, session: &Session) -> Option<&Bytes> {
        (!self.except.is(session)).then(|| self.encoded(session.format()))
    }

    fn encoded(&self, format: Format) -> &Bytes {
        self.encoded[usize::from(format.index)].get_or_init(|| (format.encode)(&self.event))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::{Bounds, Hub};

    static ENCODED: AtomicUsize = AtomicUsize::new(0);

    fn counting(event: &Event) -> Bytes {
        ENCODED.fetch_add(1, Ordering::Relaxed);
        event.payload.clone()
    }

    fn framed(event: &Event) -> Bytes {
        Bytes::from(format!("{}:{}", event.name, event.payload.len()))
    }

    fn envelope() -> Envelope {
        Envelope::new(Topic::new("t"), Event { name: "e", payload: Bytes::from_static(b"{}") })
    }

    #[test]
    fn is_encoded_once_per_format_and_shared() {
        let hub = Hub::new(Bounds::default());
        let (a, b) = (hub.register_format(counting), hub.register_format(framed));
        let envelope = envelope();
        let sessions: Vec<_> = (0..5).map(|_| hub.open(&Person::new("p"), a)).collect();
        let frames: Vec<_> = sessions.iter().map(|s| envelope.frame_for(s).unwrap().as_ptr()).collect();
        assert_eq!(ENCODED.load(Ordering::Relaxed), 1);
        assert!(frames.iter().all(|frame| *frame == frames[0]));
        let other = hub.open(&Person::new("p"), b);
        assert_eq!(envelope.frame_for(&other).unwrap(), "e:2");
    }

    #[test]
    fn leaves_out_a_session_or_a_whole_person() {
        let hub = Hub::new(Bounds::default());
        let format = hub.register_format(framed);
        let (ana, bo) = (Person::new("ana"), Person::new("bo"));
        let (tab, phone, other) = (hub.open(&ana, format), hub.open(&ana, format), hub.open(&bo, format));
        let reached =
            |envelope: &Envelope| [&tab, &phone, &other].map(|session| envelope.frame_for(session).is_some());
        assert_eq!(reached(&envelope()), [true, true, true]);
        assert_eq!(reached(&envelope().except(Except::Session(tab.id()))), [false, true, true]);
        assert_eq!(reached(&envelope().except(Except::Person(ana))), [false, false, true]);
    }
}
