//! The chain of a timeline, byte for byte, so that anybody can check it without this program.
//!
//! All integers are big-endian; times are microseconds since 1970-01-01T00:00:00Z.
//!
//! - `digest` = SHA-256(`salt` (16 bytes) ‖ `body` (the stored bytes before encryption)).
//! - the first `prev_hash` of a conversation = SHA-256(its id, 16 bytes); after that, the `hash` of the entry
//!   before.
//! - `hash` = SHA-256 of, in this order: `"deskbell/entry/1\0"` (17 bytes) · `prev_hash` (32) · conversation
//!   id (16) · `seq` (8) · entry id (16) · kind (1: message 1, note 2, activity 3) · length of the activity's
//!   type (2) and the type in ASCII · audience (1: everyone 1, agents 2) · sender's kind (1: customer 1,
//!   agent 2, system 3) · sender's id (16, zeros for the system) · `created_at` (8, signed) ·
//!   `prev_customer_seq` (8) · `message_ordinal` (8) · length of the client id (2, 0 for none) and the client
//!   id in ASCII · `digest` (32).
//!
//! Body and salt stand in the chain by their digest only: with both erased every `hash` still follows from
//! the one before, and nothing can be guessed from the digest without the salt.

use deskbell_domain::{
    Audience, ConversationId, Entry,
    entry::{Body, SenderKind},
};
use sha2::{Digest, Sha256};

/// A SHA-256 value.
pub type Hash = [u8; 32];

const DOMAIN: &[u8; 17] = b"deskbell/entry/1\0";

/// What the first entry of a conversation follows.
pub fn beginning(conversation_id: ConversationId) -> Hash {
    Sha256::digest(conversation_id.0.as_bytes()).into()
}

/// The digest of a body.
pub fn digest(salt: &[u8; 16], body: &[u8]) -> Hash {
    Sha256::new().chain_update(salt).chain_update(body).finalize().into()
}

/// The hash of an entry that follows `prev_hash`. `created_at` is taken in whole microseconds.
pub fn link(prev_hash: &Hash, entry: &Entry, message_ordinal: u64, digest: &Hash) -> Hash {
    let (kind, activity) = match &entry.body {
        Body::Message { .. } => (1, ""),
        Body::Note { .. } => (2, ""),
        Body::Activity(activity) => (3, activity.name()),
    };
    let (sender_kind, sender_id) = match entry.sender.kind {
        SenderKind::Customer(id) => (1, id.0.into_bytes()),
        SenderKind::Agent(id) => (2, id.0.into_bytes()),
        SenderKind::System => (3, [0; 16]),
    };
    let audience = match entry.audience {
        Audience::Everyone => 1,
        Audience::Agents => 2,
    };
    let client_id = entry.client_id.as_ref().map_or("", |client_id| client_id.as_str());
    Sha256::new()
        .chain_update(DOMAIN)
        .chain_update(prev_hash)
        .chain_update(entry.conversation_id.0.as_bytes())
        .chain_update(entry.seq.to_be_bytes())
        .chain_update(entry.id.0.as_bytes())
        .chain_update([kind])
        .chain_update(length(activity))
        .chain_update(activity)
        .chain_update([audience, sender_kind])
        .chain_update(sender_id)
        .chain_update(entry.created_at.as_microsecond().to_be_bytes())
        .chain_update(entry.prev_customer_seq.to_be_bytes())
        .chain_update(message_ordinal.to_be_bytes())
        .chain_update(length(client_id))
        .chain_update(client_id)
        .chain_update(digest)
        .finalize()
        .into()
}

/// Activity types and client ids have at most 64 bytes, so two bytes always hold the length.
fn length(text: &str) -> [u8; 2] {
    u16::try_from(text.len()).unwrap_or(u16::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use deskbell_domain::{CustomerId, EntryId, Sender, text::ClientId};
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;

    fn entry() -> Entry {
        Entry {
            id: EntryId(Uuid::from_u128(2)),
            conversation_id: ConversationId(Uuid::from_u128(1)),
            seq: 2,
            prev_customer_seq: 1,
            audience: Audience::Everyone,
            sender: Sender {
                kind: SenderKind::Customer(CustomerId(Uuid::from_u128(3))),
                name: "Ana".into(),
                avatar_url: None,
            },
            client_id: Some(ClientId::new("c-1".into()).unwrap()),
            body: Body::Message {
                content: "hello".into(),
                attachments: Vec::new(),
                metadata: None,
                moderation: deskbell_domain::entry::Moderation::None,
            },
            created_at: Timestamp::from_microsecond(1_700_000_000_000_001).unwrap(),
        }
    }

    /// The same bytes put together by hand, so that the description above is what the code does.
    #[test]
    fn a_hash_is_made_of_exactly_the_bytes_described() {
        let prev = beginning(ConversationId(Uuid::from_u128(1)));
        let digest = digest(&[7; 16], br#"{"name":"Ana","content":"hello"}"#);
        let mut bytes = Vec::new();
        bytes.extend(b"deskbell/entry/1\0");
        bytes.extend(prev);
        bytes.extend(1_u128.to_be_bytes());
        bytes.extend(2_u64.to_be_bytes());
        bytes.extend(2_u128.to_be_bytes());
        bytes.extend([1, 0, 0, 1, 1]);
        bytes.extend(3_u128.to_be_bytes());
        bytes.extend(1_700_000_000_000_001_i64.to_be_bytes());
        bytes.extend(1_u64.to_be_bytes());
        bytes.extend(1_u64.to_be_bytes());
        bytes.extend([0, 3]);
        bytes.extend(b"c-1");
        bytes.extend(digest);
        let expected: Hash = Sha256::digest(&bytes).into();
        assert_eq!(link(&prev, &entry(), 1, &digest), expected);
    }

    /// Values of another implementation (Python's hashlib over the bytes described above).
    #[test]
    fn the_published_vector_holds() {
        let prev = beginning(ConversationId(Uuid::from_u128(1)));
        let digest = digest(&[7; 16], br#"{"name":"Ana","content":"hello"}"#);
        assert_eq!(hex::encode(prev), "7c3ccd10bb7ec37b46d37926ae6274267f007a34aeaf15c882a715a7f3300529");
        assert_eq!(hex::encode(digest), "75823d3401444f2218a138c5294def8a39cf953f1c9b91f33245d25aeeaf93cf");
        assert_eq!(
            hex::encode(link(&prev, &entry(), 1, &digest)),
            "3df71967cb0ab879c8047f053f79c39e2758ff5bef3494b76c852a99fd7681e8"
        );
    }
}
