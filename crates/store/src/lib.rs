//! What Deskbell remembers: conversations and their timelines, people, inboxes, settings, and the feed of
//! everything that changed. This is the only crate that names SQL.
//!
//! It never decides who may do what, never publishes, reads no clock and rolls no dice: decisions are closures
//! over [`deskbell_domain`], and time, ids and chance are handed in. What it promises: an answer means *on
//! disk*; entries of a conversation get their `seq` in commit order without gaps; each transaction that
//! changed something leaves one position in the change feed and one [`CommitBatch`], in the same order.
//!
//! Start reading at [`Store`]: `store.rs` opens it, `store/deciding.rs` holds the one way to change a
//! conversation, the other files of that folder hold one noun each. Behind it lies `sqlite/`: `writer.rs`
//! (one thread, one transaction for whatever has queued), `batch.rs` (what a transaction has changed so far),
//! `readers.rs` (reads that never wait for the writer), `checkpoints/`, `verify/` and `backup/` (beside them
//! all), and `rows/` (the statements, by noun). `hash.rs` says byte for byte how a timeline is chained,
//! `checkpoint.rs` how all of them together are, `body.rs` what the erasable part of an entry looks like.

mod backup;
mod body;
mod both;
mod change;
pub mod checkpoint;
mod disk;
mod error;
mod findings;
pub mod hash;
mod moving;
mod options;
mod postgres;
mod query;
mod search;
mod sqlite;
mod store;

pub use backup::{BackedUp, BackupError, BackupFile, BackupOptions, RestoreOptions, Restored};
pub use change::{CommitBatch, Committed, FeedChange, Moved, Touched};
pub use checkpoint::CheckpointName;
pub use disk::{DiskLost, durable};
pub use error::{OpenError, StoreError};
pub use findings::{Finding, Place, Progress, Stage, Verified, VerifyOptions};
pub use moving::{MoveError, MoveOptions, MoveReport, MoveStep};
pub use options::{Location, MigrationReport, Options};
pub use postgres::address::{AddressError, PostgresAddress};
pub use query::{AssigneeFilter, Filter, OpenCounts, Page, Range, Sort};
pub use search::{
    Found, Hit, HitKind, IndexProgress, Indexed, QUERY_MAX_CHARS, SNIPPET_MAX_CHARS, SearchFor, Snippet,
};
pub use store::{
    Store,
    agents::{AgentChanges, INVITATIONS, NewAgent},
    conversations::uploads::{Carried, Upload},
    customers::{BLOCKS, Blocking, CustomerChanges, HostCustomer, NewCustomer},
    deciding::{MessageKey, MessageOutcome, Outcome, StartOutcome, StartPlan, StartScene},
    desk::{
        audit::{AuditFilter, AuditRow},
        records::{RECORDS_MAX, Record},
        sessions::{Session, SessionFilter, SessionKind},
    },
    inboxes::{InboxChanges, NewInbox, Seed},
    leases::{Fence, Promises},
    verify::{ChainBreak, ChainReport},
};
