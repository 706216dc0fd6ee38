//! The hall that every door opens into: one file for each group of operations.
//!
//! A door turns frames into [`protocol`](deskbell_protocol) requests and calls the [`Hall`]; the hall reads the
//! actor's rights anew, lets the domain decide inside the store, and after the commit tells everybody who may
//! know. It never sees a frame, a status code, SQL or the environment.
//!
//! Start reading at [`hall`], then [`live`] (requests at a live door), `conversation/messages.rs`, and
//! `carrying/fanout.rs` (what happens after a commit).

mod carrying;
mod chance;
mod conversation;
mod desk;
mod files;
pub mod hall;
mod keeping;
pub mod live;
mod rehearsals;
mod search;
pub mod settings;
mod steady;
mod sweeps;
mod who;

pub use carrying::{
    session::{CameFrom, LiveSession},
    topics,
};
pub use chance::{Chance, Clock};
pub use conversation::{
    desk::papers::{Paper, TranscriptFormat},
    messages::Draft,
};
pub use deskbell_store::{AssigneeFilter, AuditFilter, Filter, Range, SearchFor, Sort};
pub use files::{Bucket, FilePart, FilePlace, FileSettings, FoundFile, NewFile, known_types};
pub use hall::Hall;
pub use keeping::{InboxRules, make_first_categories};
pub use live::{After, Answer};
pub use settings::Settings;
pub use who::{
    passwords,
    people::{Identity, Signs},
    sign_in::Signed,
    tokens::{self, ClaimedRole, Claims, Tokens},
};
