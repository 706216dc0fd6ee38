//! The names that senders gave their newest messages, kept with a conversation's head so that a message is known
//! to be new without asking the database.
//!
//! An index over all client ids would cost each message a page of its own. Instead a timeline's newest stretch
//! is remembered here, and `client_ids` takes it over in one go when it is long enough: a conversation that
//! never gets there costs the table nothing, a long one a few pages now and then. What is here can always be
//! read again from the timeline itself.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A stretch of this many names goes into the table.
const STRETCH: usize = 256;

/// The names of a conversation's entries after `up_to`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    /// The names of all entries up to this seq stand in the table.
    pub(crate) up_to: u64,
    /// Of the others: a hash of sender and name, and the entry's seq.
    newest: Vec<(u64, u64)>,
}

impl Named {
    /// None yet, after the seq up to which the table has them.
    pub(crate) fn after(up_to: u64) -> Self {
        Self { up_to, newest: Vec::new() }
    }

    /// Remembers the name of an entry.
    pub(crate) fn push(&mut self, sender: (&str, i64), client_id: &str, seq: u64) {
        self.newest.push((hash(sender, client_id), seq));
    }

    /// The entries that may have this name: hardly ever another one.
    pub(crate) fn candidates(
        &self,
        sender: (&str, i64),
        client_id: &str,
    ) -> impl Iterator<Item = u64> + use<'_> {
        let wanted = hash(sender, client_id);
        self.newest.iter().filter(move |(hash, _)| *hash == wanted).map(|(_, seq)| *seq)
    }

    /// Whether it is time for the table to take the stretch over.
    pub(crate) fn is_long(&self) -> bool {
        self.newest.len() >= STRETCH
    }
}

fn hash(sender: (&str, i64), client_id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (sender, client_id).hash(&mut hasher);
    hasher.finish()
}
