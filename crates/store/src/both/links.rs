//! Timelines grow by links: each entry names the one before by its hash, and a batch tells how far each
//! conversation moved.

use std::{collections::hash_map, sync::Arc};

use deskbell_domain::{ConversationId, ConversationState, Entry, NewEntry};
use foldhash::{HashMap, HashMapExt};

use super::whole;
use crate::{
    Committed, Moved, body,
    hash::{self, Hash},
};

/// Said of a decision for which [`follows`] is false.
pub(crate) const DOES_NOT_FOLLOW: &str = "the decision does not follow from the stored state";

/// An entry with its place in the chain.
pub(crate) struct Link {
    pub(crate) entry: Arc<Entry>,
    pub(crate) salt: [u8; 16],
    pub(crate) body: Vec<u8>,
    pub(crate) message_ordinal: u64,
    pub(crate) prev_hash: Hash,
    pub(crate) digest: Hash,
    pub(crate) hash: Hash,
}

/// What the chain of a timeline is made of, entry by entry.
pub(crate) struct Stored {
    pub(crate) entry: Entry,
    pub(crate) message_ordinal: u64,
    pub(crate) prev_hash: [u8; 32],
    pub(crate) hash: [u8; 32],
    pub(crate) digest: [u8; 32],
    pub(crate) salt: Option<[u8; 16]>,
    pub(crate) body: Option<Vec<u8>>,
}

/// What entries follow: the end of a timeline as its head has it.
#[derive(Clone, Copy)]
pub(crate) struct End<'a> {
    pub(crate) state: &'a ConversationState,
    pub(crate) hash: &'a Hash,
}

/// Gives each new entry its place in the chain, and returns the hash of the last.
pub(crate) fn chain(before: Option<End<'_>>, id: ConversationId, new: Vec<NewEntry>) -> (Vec<Link>, Hash) {
    let mut hash = before.map_or_else(|| hash::beginning(id), |head| *head.hash);
    let mut message_ordinal = before.map_or(0, |head| head.state.message_count);
    let mut links = Vec::with_capacity(new.len());
    for NewEntry { mut entry, salt } in new {
        entry.created_at = whole(entry.created_at);
        message_ordinal += u64::from(entry.body.kind() == "message");
        let body = body::encode(&entry.sender, &entry.body);
        let digest = hash::digest(&salt, &body);
        let prev_hash = hash;
        hash = hash::link(&prev_hash, &entry, message_ordinal, &digest);
        let entry = Arc::new(entry);
        links.push(Link { entry, salt, body, message_ordinal, prev_hash, digest, hash });
    }
    (links, hash)
}

/// Whether a decision is what the store relies on and domain promises: dense seqs in the right conversation, and a head that ends
/// where its entries do.
pub(crate) fn follows(before: Option<End<'_>>, next: &ConversationState, new: &[NewEntry]) -> bool {
    let start = before.map_or(0, |head| head.state.head_seq);
    let fits = |(place, new): (u64, &NewEntry)| {
        new.entry.seq == start + place && new.entry.conversation_id == next.id
    };
    let dense = (1..).zip(new).all(fits) && next.head_seq == start + new.len() as u64;
    let same = before.is_none_or(|head| head.state.id == next.id);
    dense && same
}

/// Each conversation of the batch once, with how far it moved, in the order in which they first changed: those of
/// a rehearsal, or all others.
pub(crate) fn moved(changes: &[Committed], rehearsal: bool, removed: &[ConversationId]) -> Vec<Moved> {
    let mut places: HashMap<ConversationId, usize> = HashMap::new();
    let mut moved: Vec<Moved> = Vec::new();
    for change in changes.iter().filter(|change| change.after.rehearsal == rehearsal) {
        let head_seq = change.after.head_seq;
        match places.entry(change.after.id) {
            hash_map::Entry::Occupied(place) => moved[*place.get()].head_seq = head_seq,
            hash_map::Entry::Vacant(place) => {
                place.insert(moved.len());
                let after_seq = change.before.as_ref().map_or(0, |before| before.head_seq);
                moved.push(Moved { conversation_id: change.after.id, after_seq, head_seq });
            }
        }
    }
    moved.retain(|moved| !removed.contains(&moved.conversation_id));
    moved
}
