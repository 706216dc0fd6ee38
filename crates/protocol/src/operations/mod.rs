//! What agents do with a conversation beside answering it, and what is told of that.

mod bulk;
mod facts;
mod handing;
mod sessions;
mod uploads;

pub use bulk::{BULK_MAX, BulkAction, BulkChange, BulkParams, BulkReply, BulkResult};
pub use facts::{Due, DueKind, Offer};
pub use handing::{Escalate, MENTIONS_MAX, Snooze, Transfer, TransferChat};
pub use sessions::{Session, SessionStatus};
pub use uploads::{FileLink, NewUpload, Uploaded};
