//! The sessions that HTTP requests can visit, by their identifiers.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use parking_lot::Mutex;
use tokio::sync::mpsc;

use super::polling::Visit;
use crate::places::Place;

/// Visits that may wait for a session at once; more than a client makes that keeps to the protocol.
const VISITS: usize = 8;

/// An identifier that cannot be guessed: whoever knows it can speak for its session.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Sid([u8; 16]);

impl Sid {
    pub(crate) fn random() -> Sid {
        Sid(rand::random())
    }

    pub(super) fn parse(text: &str) -> Option<Sid> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Sid)
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sid")
    }
}

/// The polling sessions of this node. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Registry(Arc<Mutex<HashMap<Sid, mpsc::Sender<Visit>>>>);

impl Registry {
    /// Makes a session known, until the seat is dropped.
    pub(super) fn open(&self, place: Place) -> (Seat, mpsc::Receiver<Visit>) {
        let (visits, visited) = mpsc::channel(VISITS);
        let sid = Sid::random();
        self.0.lock().insert(sid, visits);
        (Seat { registry: self.clone(), sid, _place: place }, visited)
    }

    pub(super) fn find(&self, sid: Sid) -> Option<mpsc::Sender<Visit>> {
        self.0.lock().get(&sid).cloned()
    }
}

/// A session's place in the registry.
pub(super) struct Seat {
    registry: Registry,
    pub(super) sid: Sid,
    _place: Place,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.registry.0.lock();
        seats.remove(&self.sid);
        if seats.len() < seats.capacity() / 4 {
            seats.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::places::Places;

    #[test]
    fn a_session_is_found_until_its_seat_is_dropped() {
        let registry = Registry::default();
        let place = Places::new(1, 0).take(Ipv4Addr::LOCALHOST.into()).unwrap();
        let (seat, _visits) = registry.open(place);
        let text = seat.sid.to_string();
        assert_eq!(text.len(), 22);
        let sid = Sid::parse(&text).unwrap();
        assert!(registry.find(sid).is_some());
        assert!(registry.find(Sid::random()).is_none());
        drop(seat);
        assert!(registry.find(sid).is_none());
    }

    #[test]
    fn only_an_identifier_is_one() {
        for text in ["", "a", "AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAAAA", "ü"] {
            assert!(Sid::parse(text).is_none(), "{text}");
        }
    }
}
