//! What a commit tells the rest of the program, and what the change feed keeps of it.

use std::sync::Arc;

use deskbell_domain::{AgentId, ConversationId, ConversationState, CustomerId, Entry, InboxId, TeamId};
use jiff::Timestamp;

/// One transaction that is on disk. Batches arrive in commit order, so per conversation in the order of `seq`.
#[derive(Debug)]
pub struct CommitBatch {
    /// Its position in the change feed.
    pub position: u64,
    /// The newest moment of anything in it; never earlier than that of the batch before.
    pub at: Timestamp,
    /// The changes of conversations, in the order in which they were decided.
    pub changes: Vec<Committed>,
    /// Everything it touched, as the feed tells it.
    pub touched: Touched,
}

/// One decision that is on disk.
#[derive(Clone, Debug)]
pub struct Committed {
    /// The state before; `None` for a conversation that began with it.
    pub before: Option<Arc<ConversationState>>,
    /// The state after.
    pub after: Arc<ConversationState>,
    /// The entries it appended, in order.
    pub entries: Vec<Arc<Entry>>,
    /// Who asked, as handed to the store with the decision.
    pub origin: Option<u64>,
}

/// One row of the change feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedChange {
    /// Its place: ascending in commit order, never past a transaction that is not committed.
    pub position: u64,
    /// The newest moment of anything in it.
    pub at: Timestamp,
    /// Which process wrote it, by the number in [`Options::node`](crate::Options::node).
    pub node: u64,
    /// What it touched.
    pub touched: Touched,
}

/// What one transaction touched: names only, so that whoever reads it fetches what is true now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Conversations, each once.
    pub conversations: Vec<Moved>,
    /// Drafts that were deleted.
    pub removed: Vec<ConversationId>,
    /// Entries whose body was erased.
    pub erased: Vec<(ConversationId, u64)>,
    /// Agents made or changed.
    pub agents: Vec<AgentId>,
    /// Customers made or changed.
    pub customers: Vec<CustomerId>,
    /// Inboxes made or changed.
    pub inboxes: Vec<InboxId>,
    /// Teams made or changed.
    pub teams: Vec<TeamId>,
    /// True when tokens were revoked or forgotten.
    pub tokens: bool,
    /// Settings written, by key.
    pub settings: Vec<String>,
    /// Small collections of which a member was written or removed, by kind.
    pub records: Vec<String>,
    /// The same of a rehearsal, which is told apart from everything else: the installation's own healing may
    /// read it, and nobody outside is ever told of it.
    pub rehearsal: Option<Box<Touched>>,
}

impl Touched {
    /// Whether nothing was touched.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether nothing but a rehearsal was touched.
    pub fn is_rehearsal(&self) -> bool {
        self.rehearsal.is_some() && Self { rehearsal: None, ..self.clone() }.is_empty()
    }

    /// What a rehearsal touched, or what everything else did.
    pub(crate) fn side(&mut self, rehearsal: bool) -> &mut Self {
        if rehearsal { self.rehearsal.get_or_insert_default() } else { self }
    }
}

/// How far one conversation moved: its new entries are those with `after_seq` < seq ≤ `head_seq`; none when
/// both are equal and only its fields, its watermarks or a body changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which conversation.
    pub conversation_id: ConversationId,
    /// Its newest seq before.
    pub after_seq: u64,
    /// Its newest seq after.
    pub head_seq: u64,
}
