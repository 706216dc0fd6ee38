//! Which sessions stand behind a name: a topic's subscribers, a person's connections.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::{HashMap, fast::RandomState};
use parking_lot::RwLock;

use crate::{Session, SessionId};

/// Locks are spread over this many shards, so that different names hardly ever meet.
const SHARDS: usize = 64;

/// Sessions in order of their ids. A plain list costs an idle topic next to nothing, new sessions have the
/// greatest ids and go to the end, and moving pointers up on removal is cheap even for tens of thousands.
pub(crate) type Sessions = Vec<Arc<Session>>;

type Shard = HashMap<Arc<str>, Arc<Sessions>>;

/// A map from names to sessions. Names without sessions are dropped.
///
/// Readers take a snapshot and go through it without any lock; a writer copies the list only while somebody
/// still reads the snapshot before it. Lock order: a shard, then a session.
#[derive(Debug)]
pub(crate) struct Roster {
    shards: Box<[RwLock<Shard>]>,
    hasher: RandomState,
}

impl Roster {
    pub(crate) fn new() -> Roster {
        let shards = (0..SHARDS).map(|_| RwLock::default()).collect();
        Roster { shards, hasher: RandomState::default() }
    }

    /// Adds a session under a name if `admit` agrees. Admission happens under the shard's lock: nobody sees
    /// the session admitted and not listed, or the reverse. It is handed the roster's own copy of the name.
    pub(crate) fn add<R, E>(
        &self,
        name: &Arc<str>,
        session: &Arc<Session>,
        admit: impl FnOnce(&Arc<str>) -> Result<R, E>,
    ) -> Result<R, E> {
        let mut shard = self.shard(name).write();
        let name = shard.get_key_value(name).map_or(name, |(name, _)| name).clone();
        let admitted = admit(&name)?;
        let sessions = shard.entry(name).or_insert_with(|| Arc::new(Vec::with_capacity(1)));
        if let Err(index) = position(sessions, session.id()) {
            Arc::make_mut(sessions).insert(index, Arc::clone(session));
        }
        Ok(admitted)
    }

    /// Takes a session off a name if `agree` says so, under the shard's lock.
    pub(crate) fn remove_if(&self, name: &str, id: SessionId, agree: impl FnOnce() -> bool) {
        let mut shard = self.shard(name).write();
        if !agree() {
            return;
        }
        let Some(sessions) = shard.get_mut(name) else { return };
        let Ok(index) = position(sessions, id) else { return };
        if sessions.len() == 1 {
            shard.remove(name);
            if shard.len() < shard.capacity() / 4 {
                shard.shrink_to_fit();
            }
            return;
        }
        let sessions = Arc::make_mut(sessions);
        sessions.remove(index);
        if sessions.len() < sessions.capacity() / 4 {
            sessions.shrink_to_fit();
        }
    }

    /// The sessions behind a name at this moment.
    pub(crate) fn sessions(&self, name: &str) -> Option<Arc<Sessions>> {
        self.shard(name).read().get(name).cloned()
    }

    /// Goes through all names; a shard at a time, so the whole is no snapshot.
    pub(crate) fn for_each(&self, mut visit: impl FnMut(&Arc<str>, &Arc<Sessions>)) {
        for shard in &self.shards {
            let entries: Vec<_> =
                shard.read().iter().map(|(name, sessions)| (name.clone(), sessions.clone())).collect();
            for (name, sessions) in &entries {
                visit(name, sessions);
            }
        }
    }

    /// How many names have sessions.
    pub(crate) fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.read().len()).sum()
    }

    fn shard(&self, name: &str) -> &RwLock<Shard> {
        let hash = self.hasher.hash_one(name) as usize;
        &self.shards[hash % SHARDS]
    }
}

fn position(sessions: &Sessions, id: SessionId) -> Result<usize, usize> {
    sessions.binary_search_by_key(&id, |session| session.id())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::{Bounds, Hub, Person};

    fn admitted(_: &Arc<str>) -> Result<(), Infallible> {
        Ok(())
    }

    #[test]
    fn lists_each_session_once_and_drops_empty_names() {
        let hub = Hub::new(Bounds::default());
        let format = hub.register_format(|event| event.payload.clone());
        let (a, b) = (hub.open(&Person::new("a"), format), hub.open(&Person::new("b"), format));
        let (roster, name) = (Roster::new(), Arc::from("n"));
        for session in [&b, &a, &a] {
            roster.add(&name, session, admitted).unwrap();
        }
        let before = roster.sessions("n").unwrap();
        assert_eq!(before.iter().map(|s| s.id()).collect::<Vec<_>>(), [a.id(), b.id()]);
        roster.remove_if("n", a.id(), || false);
        roster.remove_if("n", a.id(), || true);
        roster.remove_if("n", a.id(), || true);
        assert_eq!(before.len(), 2, "a snapshot stays as it was");
        assert_eq!(roster.sessions("n").unwrap().len(), 1);
        roster.remove_if("n", b.id(), || true);
        assert_eq!((roster.len(), roster.sessions("n").is_none()), (0, true));
    }

    #[test]
    fn a_refused_session_leaves_no_name_behind() {
        let hub = Hub::new(Bounds::default());
        let format = hub.register_format(|event| event.payload.clone());
        let session = hub.open(&Person::new("a"), format);
        let roster = Roster::new();
        assert_eq!(roster.add(&Arc::from("n"), &session, |_| Err::<(), _>("no")), Err("no"));
        assert_eq!(roster.len(), 0);
    }
}
