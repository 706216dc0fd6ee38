//! The heads of hot conversations, as they stand on disk. Reads of a head need no SQL while it is here.
//!
//! Only the writer knows what is committed, so a reader's copy is kept only if no commit was merged while it
//! was reading: each shard counts its merges.

use std::{collections::HashMap, sync::Arc};

use deskbell_domain::{ConversationId, ConversationState};
use parking_lot::Mutex;

use crate::hash::Hash;

const SHARDS: usize = 16;

/// A conversation as the writer needs it.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// Its row.
    pub(crate) pk: i64,
    /// Its customer's row.
    pub(crate) customer_pk: i64,
    /// The hash of its newest entry.
    pub(crate) hash: Hash,
    /// Its state.
    pub(crate) state: Arc<ConversationState>,
}

/// A bounded cache of heads.
pub(crate) struct Heads {
    shards: [Mutex<Shard>; SHARDS],
}

/// Two generations: what was used since the last turn, and before. When the young one is full the old one is
/// forgotten, so what is used stays and each operation takes constant time.
#[derive(Default)]
struct Shard {
    merges: u64,
    bound: usize,
    young: HashMap<ConversationId, Arc<Head>>,
    old: HashMap<ConversationId, Arc<Head>>,
}

/// How many merges a shard had seen when a read began.
#[derive(Clone, Copy)]
pub(crate) struct Moment(u64);

impl Heads {
    /// A cache of about this many heads; none at all for 0.
    pub(crate) fn new(bound: usize) -> Self {
        let per_generation = bound.div_ceil(SHARDS * 2);
        let shard = |_| Mutex::new(Shard { bound: per_generation, ..Shard::default() });
        Self { shards: std::array::from_fn(shard) }
    }

    /// The committed head, if it is here.
    pub(crate) fn get(&self, id: ConversationId) -> Option<Arc<Head>> {
        self.shard(id).lock().get(id)
    }

    /// To be asked before a read of a head that is not here.
    pub(crate) fn moment(&self, id: ConversationId) -> Moment {
        Moment(self.shard(id).lock().merges)
    }

    /// Keeps what a reader has read, unless a commit was merged since `moment`.
    pub(crate) fn keep(&self, moment: Moment, head: Arc<Head>) {
        let mut shard = self.shard(head.state.id).lock();
        if shard.merges == moment.0 {
            shard.put(head);
        }
    }

    /// Takes over what the writer has committed; `None` for a conversation that is gone or in doubt.
    pub(crate) fn merge(&self, id: ConversationId, head: Option<Arc<Head>>) {
        let mut shard = self.shard(id).lock();
        shard.merges += 1;
        match head {
            Some(head) => shard.put(head),
            None => shard.forget(id),
        }
    }

    fn shard(&self, id: ConversationId) -> &Mutex<Shard> {
        let last = id.0.as_bytes()[15];
        &self.shards[usize::from(last) % SHARDS]
    }
}

impl Shard {
    fn get(&mut self, id: ConversationId) -> Option<Arc<Head>> {
        if let Some(head) = self.young.get(&id) {
            return Some(Arc::clone(head));
        }
        let head = self.old.remove(&id)?;
        self.put(Arc::clone(&head));
        Some(head)
    }

    fn put(&mut self, head: Arc<Head>) {
        if self.bound == 0 {
            return;
        }
        let id = head.state.id;
        self.old.remove(&id);
        if self.young.len() >= self.bound && !self.young.contains_key(&id) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(id, head);
    }

    fn forget(&mut self, id: ConversationId) {
        self.young.remove(&id);
        self.old.remove(&id);
    }
}
