//! The heads of hot conversations, as they stand on disk.
//!
//! Only a writer knows what is committed, so a reader's copy is kept only if no commit was merged while it
//! was reading: each shard counts its merges.

use std::sync::Arc;

use deskbell_domain::ConversationId;
use foldhash::HashMap;
use parking_lot::Mutex;

const SHARDS: usize = 16;

/// What is kept of a conversation.
pub(crate) trait OfConversation {
    /// Which conversation.
    fn conversation_id(&self) -> ConversationId;
}

/// A bounded cache of heads.
pub(crate) struct Heads<H> {
    shards: [Mutex<Shard<H>>; SHARDS],
}

/// Two generations: what was used since the last turn, and before. When the young one is full the old one is
/// forgotten, so what is used stays and each operation takes constant time.
struct Shard<H> {
    merges: u64,
    bound: usize,
    young: HashMap<ConversationId, Arc<H>>,
    old: HashMap<ConversationId, Arc<H>>,
}

/// How many merges a shard had seen when a read began.
#[derive(Clone, Copy)]
pub(crate) struct Moment(u64);

impl<H: OfConversation> Heads<H> {
    /// A cache of about this many heads; none at all for 0.
    pub(crate) fn new(bound: usize) -> Self {
        let per_generation = bound.div_ceil(SHARDS * 2);
        let shard = |_| {
            let (young, old) = (HashMap::default(), HashMap::default());
            Mutex::new(Shard { merges: 0, bound: per_generation, young, old })
        };
        Self { shards: std::array::from_fn(shard) }
    }

    /// The committed head, if it is here.
    pub(crate) fn get(&self, id: ConversationId) -> Option<Arc<H>> {
        self.shard(id).lock().get(id)
    }

    /// To be asked before a read of a head that is not here.
    pub(crate) fn moment(&self, id: ConversationId) -> Moment {
        Moment(self.shard(id).lock().merges)
    }

    /// Keeps what a reader has read, unless a commit was merged since `moment`.
    pub(crate) fn keep(&self, moment: Moment, head: Arc<H>) {
        let mut shard = self.shard(head.conversation_id()).lock();
        if shard.merges == moment.0 {
            shard.put(head);
        }
    }

    /// Takes over what the writer has committed; `None` for a conversation that is gone or in doubt.
    pub(crate) fn merge(&self, id: ConversationId, head: Option<Arc<H>>) {
        let mut shard = self.shard(id).lock();
        shard.merges += 1;
        match head {
            Some(head) => shard.put(head),
            None => shard.forget(id),
        }
    }

    fn shard(&self, id: ConversationId) -> &Mutex<Shard<H>> {
        let last = id.0.as_bytes()[15];
        &self.shards[usize::from(last) % SHARDS]
    }
}

impl<H: OfConversation> Shard<H> {
    fn get(&mut self, id: ConversationId) -> Option<Arc<H>> {
        if let Some(head) = self.young.get(&id) {
            return Some(Arc::clone(head));
        }
        let head = self.old.remove(&id)?;
        self.put(Arc::clone(&head));
        Some(head)
    }

    fn put(&mut self, head: Arc<H>) {
        if self.bound == 0 {
            return;
        }
        let id = head.conversation_id();
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    struct Head {
        id: ConversationId,
        seq: u64,
    }

    impl OfConversation for Head {
        fn conversation_id(&self) -> ConversationId {
            self.id
        }
    }

    fn head(number: u128, seq: u64) -> Arc<Head> {
        Arc::new(Head { id: ConversationId(Uuid::from_u128(number)), seq })
    }

    fn seq(heads: &Heads<Head>, number: u128) -> Option<u64> {
        heads.get(ConversationId(Uuid::from_u128(number))).map(|head| head.seq)
    }

    #[test]
    fn a_reader_who_was_overtaken_by_a_commit_changes_nothing() {
        let heads = Heads::new(100);
        let id = ConversationId(Uuid::from_u128(1));
        let moment = heads.moment(id);
        heads.merge(id, Some(head(1, 2)));
        heads.merge(id, None);
        heads.keep(moment, head(1, 1));
        assert_eq!(seq(&heads, 1), None, "what was read before the commit is old");
        heads.keep(heads.moment(id), head(1, 3));
        assert_eq!(seq(&heads, 1), Some(3));
    }

    #[test]
    fn what_is_used_stays_and_the_rest_makes_room() {
        let heads = Heads::new(SHARDS * 8);
        let same_shard = |number: u128| number * 256;
        heads.merge(head(same_shard(0), 9).id, Some(head(same_shard(0), 9)));
        for number in 1..1000 {
            heads.merge(head(same_shard(number), 1).id, Some(head(same_shard(number), 1)));
            assert_eq!(seq(&heads, same_shard(0)), Some(9));
        }
        let kept = (1..1000).filter(|number| seq(&heads, same_shard(*number)).is_some()).count();
        assert!(kept <= 8, "{kept} are kept");
    }

    #[test]
    fn a_cache_of_nothing_keeps_nothing() {
        let heads = Heads::new(0);
        heads.merge(head(1, 1).id, Some(head(1, 1)));
        assert_eq!(seq(&heads, 1), None);
    }
}
