//! The chain of checkpoints, byte for byte, so that anybody can check it without this program.
//!
//! A checkpoint says where timelines ended at some moment: for each conversation that moved since the
//! checkpoint before, its newest seq and the hash of that entry (see [`hash`](crate::hash)). A conversation's
//! head is the newest that any checkpoint names, so one hash, that of the newest checkpoint, stands for all
//! heads. Whoever keeps it elsewhere will see a tail that was cut off, a conversation that is gone, and a
//! database that was put back to an earlier day, however well the rest of the file was made to fit.
//!
//! All integers are big-endian; times are microseconds since 1970-01-01T00:00:00Z.
//!
//! - a head (56 bytes) = conversation id (16) · seq (8) · `hash` of that entry (32); the heads of a checkpoint
//!   are in the order of their ids. Drafts are not named.
//! - a removal (16 bytes) = the id of a conversation that was deleted on purpose; whatever was said of it
//!   before need not be there any more.
//! - `hash` = SHA-256 of, in this order: `"deskbell/checkpoint/1\0"` (22 bytes) · `prev_hash` (32, zeros for
//!   the first) · `number` (8, from 1 without gaps) · `at` (8, signed) · `position` (8) · `changes` (8) ·
//!   number of heads (8) · the heads · number of removals (8) · the removals.
//!
//! `changes` counts the rows of the change feed after the checkpoint before, up to `position`, without those
//! that tell of nothing but a rehearsal and go with it.
//!
//! Erasing what an entry says changes no `hash` of an entry, so it changes no checkpoint either.

use std::fmt;

use deskbell_domain::ConversationId;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::hash::Hash;

const DOMAIN: &[u8; 22] = b"deskbell/checkpoint/1\0";
const HEAD_BYTES: usize = 56;
const REMOVAL_BYTES: usize = 16;

/// A checkpoint's name: enough to keep elsewhere and to ask for later. Shown as `12 of
/// 2026-01-05T09:00:00Z: 6f1d…`, the hash in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckpointName {
    /// Its place in the chain, from 1.
    pub number: u64,
    /// The moment of the newest change it covers.
    pub at: Timestamp,
    /// It covers the change feed up to here.
    pub position: u64,
    /// Its hash.
    pub hash: Hash,
}

impl fmt::Display for CheckpointName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}: {}", self.number, self.at, hex(&self.hash))
    }
}

/// Bytes as people copy them.
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The hash that people copied; `None` when it is none.
pub fn parse_hash(text: &str) -> Option<Hash> {
    let text = text.trim();
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut hash = [0; 32];
    for (byte, digits) in hash.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(hash)
}

/// Where one timeline ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SealedHead {
    pub(crate) conversation_id: ConversationId,
    pub(crate) seq: u64,
    pub(crate) hash: Hash,
}

/// How much of the change feed a checkpoint covers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Covers {
    /// The moment of the newest change.
    pub(crate) at: Timestamp,
    /// The position of that change.
    pub(crate) position: u64,
    /// Rows since the checkpoint before.
    pub(crate) changes: u64,
}

/// One link of the chain as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub(crate) number: u64,
    pub(crate) at: Timestamp,
    pub(crate) position: u64,
    pub(crate) changes: u64,
    pub(crate) heads: Vec<u8>,
    pub(crate) removed: Vec<u8>,
    pub(crate) prev_hash: Hash,
    pub(crate) hash: Hash,
}

impl Checkpoint {
    /// The link after `prev`; the first where there is none.
    pub(crate) fn after(
        prev: Option<&CheckpointName>,
        covers: Covers,
        heads: &[SealedHead],
        removed: &[ConversationId],
    ) -> Self {
        let mut checkpoint = Self {
            number: prev.map_or(1, |prev| prev.number + 1),
            at: covers.at,
            position: covers.position,
            changes: covers.changes,
            heads: heads.iter().flat_map(encode_head).collect(),
            removed: removed.iter().flat_map(|id| id.0.into_bytes()).collect(),
            prev_hash: prev.map_or([0; 32], |prev| prev.hash),
            hash: [0; 32],
        };
        checkpoint.hash = checkpoint.computed();
        checkpoint
    }

    /// The hash that its bytes have.
    pub(crate) fn computed(&self) -> Hash {
        Sha256::new()
            .chain_update(DOMAIN)
            .chain_update(self.prev_hash)
            .chain_update(self.number.to_be_bytes())
            .chain_update(self.at.as_microsecond().to_be_bytes())
            .chain_update(self.position.to_be_bytes())
            .chain_update(self.changes.to_be_bytes())
            .chain_update(((self.heads.len() / HEAD_BYTES) as u64).to_be_bytes())
            .chain_update(&self.heads)
            .chain_update(((self.removed.len() / REMOVAL_BYTES) as u64).to_be_bytes())
            .chain_update(&self.removed)
            .finalize()
            .into()
    }

    pub(crate) fn name(&self) -> CheckpointName {
        CheckpointName { number: self.number, at: self.at, position: self.position, hash: self.hash }
    }

    pub(crate) fn heads(&self) -> impl Iterator<Item = SealedHead> + '_ {
        self.heads.chunks_exact(HEAD_BYTES).filter_map(decode_head)
    }

    pub(crate) fn removed(&self) -> impl Iterator<Item = ConversationId> + '_ {
        self.removed.chunks_exact(REMOVAL_BYTES).filter_map(|bytes| bytes.try_into().ok()).map(id)
    }
}

fn id(bytes: [u8; 16]) -> ConversationId {
    ConversationId(Uuid::from_bytes(bytes))
}

fn encode_head(head: &SealedHead) -> [u8; HEAD_BYTES] {
    let mut bytes = [0; HEAD_BYTES];
    bytes[..16].copy_from_slice(head.conversation_id.0.as_bytes());
    bytes[16..24].copy_from_slice(&head.seq.to_be_bytes());
    bytes[24..].copy_from_slice(&head.hash);
    bytes
}

fn decode_head(bytes: &[u8]) -> Option<SealedHead> {
    let (id_bytes, rest) = bytes.split_first_chunk::<16>()?;
    let (seq, hash) = rest.split_first_chunk::<8>()?;
    let seq = u64::from_be_bytes(*seq);
    Some(SealedHead { conversation_id: id(*id_bytes), seq, hash: hash.try_into().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first() -> Checkpoint {
        let head =
            |number: u128, seq| SealedHead { conversation_id: id(number.to_be_bytes()), seq, hash: [9; 32] };
        let at = Timestamp::from_microsecond(1_700_000_000_000_001).unwrap();
        let covers = Covers { at, position: 7, changes: 4 };
        Checkpoint::after(None, covers, &[head(1, 3), head(2, 5)], &[id(3_u128.to_be_bytes())])
    }

    /// The same bytes put together by hand, so that the description above is what the code does.
    #[test]
    fn a_hash_is_made_of_exactly_the_bytes_described() {
        let mut bytes = Vec::new();
        bytes.extend(b"deskbell/checkpoint/1\0");
        bytes.extend([0; 32]);
        bytes.extend(1_u64.to_be_bytes());
        bytes.extend(1_700_000_000_000_001_i64.to_be_bytes());
        bytes.extend(7_u64.to_be_bytes());
        bytes.extend(4_u64.to_be_bytes());
        bytes.extend(2_u64.to_be_bytes());
        for (number, seq) in [(1_u128, 3_u64), (2, 5)] {
            bytes.extend(number.to_be_bytes());
            bytes.extend(seq.to_be_bytes());
            bytes.extend([9; 32]);
        }
        bytes.extend(1_u64.to_be_bytes());
        bytes.extend(3_u128.to_be_bytes());
        let expected: Hash = Sha256::digest(&bytes).into();
        assert_eq!(first().hash, expected);
    }

    #[test]
    fn each_follows_the_one_before_and_is_read_as_it_was_written() {
        let first = first();
        let covers = Covers { at: first.at, position: 8, changes: 1 };
        let second = Checkpoint::after(Some(&first.name()), covers, &[], &[]);
        assert_eq!((second.number, second.prev_hash), (2, first.hash));
        assert_ne!(second.hash, first.hash);
        let read: Vec<u64> = first.heads().map(|head| head.seq).collect();
        assert_eq!((read, first.removed().collect::<Vec<_>>()), (vec![3, 5], vec![id(3_u128.to_be_bytes())]));
    }

    #[test]
    fn a_hash_is_copied_and_read_again() {
        let hash = first().hash;
        assert_eq!(parse_hash(&format!(" {}\n", hex(&hash))), Some(hash));
        assert_eq!(parse_hash("6f"), None);
        assert_eq!(parse_hash(&"zz".repeat(32)), None);
        assert_eq!(parse_hash(&"é".repeat(32)), None);
    }
}
