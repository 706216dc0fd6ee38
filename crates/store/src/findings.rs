//! What verifying a store finds, and how it is asked.

use deskbell_domain::ConversationId;

use crate::{CheckpointName, hash::Hash};

/// How a store is verified.
#[derive(Clone, Copy, Debug)]
pub struct VerifyOptions {
    /// A checkpoint that was kept elsewhere and has to be in the chain.
    pub checkpoint: Option<Hash>,
    /// Findings that are kept in words; the rest is counted.
    pub findings_max: usize,
}

impl Default for VerifyOptions {
    fn default() -> Self {
        Self { checkpoint: None, findings_max: 1000 }
    }
}

/// What was looked at, and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// Conversations walked.
    pub conversations: u64,
    /// Entries of their timelines.
    pub entries: u64,
    /// Those of them whose body has been erased.
    pub erased: u64,
    /// Rows of the change feed.
    pub changes: u64,
    /// Checkpoints in the chain.
    pub checkpoints: u64,
    /// The newest of them, to be kept elsewhere.
    pub newest: Option<CheckpointName>,
    /// What is wrong, in the order in which it was found; nothing in a sound store.
    pub findings: Vec<Finding>,
    /// Findings beyond [`VerifyOptions::findings_max`].
    pub more: u64,
}

impl Verified {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty() && self.more == 0
    }
}

/// One thing that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What, as a sentence.
    pub what: String,
}

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the file as such.
    File,
    /// In a record that is no conversation; the text says which.
    Record(String),
    /// In a conversation's head or among its participants.
    Conversation(ConversationId),
    /// At one place of a timeline.
    Entry(ConversationId, u64),
    /// At a position of the change feed.
    Change(u64),
    /// In a link of the chain of checkpoints, by its number.
    Checkpoint(u64),
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.place {
            Place::File => write!(f, "file: ")?,
            Place::Record(name) => write!(f, "{name}: ")?,
            Place::Conversation(id) => write!(f, "conversation {id}: ")?,
            Place::Entry(id, seq) => write!(f, "conversation {id}, seq {seq}: ")?,
            Place::Change(position) => write!(f, "change {position}: ")?,
            Place::Checkpoint(number) => write!(f, "checkpoint {number}: ")?,
        }
        f.write_str(&self.what)
    }
}

/// How far verifying has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being looked at.
    pub stage: Stage,
    /// How much of it is done, of [`Progress::total`].
    pub done: u64,
    /// What done will be at its end, about; 0 where it is not known.
    pub total: u64,
}

/// The parts of verifying, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The structure of the file, and its schema.
    File,
    /// Whether everything that is referred to is there.
    Records,
    /// Every timeline with its head.
    Timelines,
    /// The chain of checkpoints.
    Checkpoints,
    /// The change feed.
    Feed,
}
