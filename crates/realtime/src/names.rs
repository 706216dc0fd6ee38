//! The three names everything here goes by: a topic, a person, a session.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The name of a stream of events. A topic *is* an audience: everybody subscribed may read all of it.
///
/// Cheap to clone. Equal names are equal topics.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic(pub(crate) Arc<str>);

/// An opaque key for whoever is behind a session; one person may have several sessions at once.
///
/// Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(pub(crate) Arc<str>);

/// One live connection, unique for the life of the process and never used again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(u64);

/// One process among those that share a bus, by a number that no other has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(u64);

impl NodeId {
    /// The node of this number.
    pub const fn from_number(number: u64) -> NodeId {
        NodeId(number)
    }

    /// The number itself.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl SessionId {
    /// The next identifier; later calls give greater ones.
    pub fn next() -> SessionId {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        SessionId(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// The session whose number was taken by [`SessionId::get`] and carried through a place that knows no
    /// sessions.
    pub fn from_number(number: u64) -> SessionId {
        SessionId(number)
    }

    /// The number itself, for logs and for such places.
    pub fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "session {}", self.0)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! name {
    ($name:ident) => {
        impl $name {
            /// Makes the name; any text will do.
            pub fn new(name: impl Into<Arc<str>>) -> $name {
                $name(name.into())
            }

            /// The text of the name.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

name!(Topic);
name!(Person);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn session_ids_never_repeat() {
        let ids: Vec<_> = (0..4)
            .map(|_| std::thread::spawn(|| (0..500).map(|_| SessionId::next()).collect::<Vec<_>>()))
            .flat_map(|thread| thread.join().unwrap())
            .collect();
        let distinct: std::collections::HashSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
    }

    #[test]
    fn equal_text_is_the_same_topic() {
        assert_eq!(Topic::new("a"), Topic::new(String::from("a")));
        assert_ne!(Topic::new("a"), Topic::new("b"));
        assert_eq!(Topic::new("a").to_string(), "a");
    }
}
