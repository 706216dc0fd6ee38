//! Files that people send: taken in, kept, and read again by whoever may read the message that carries them.
//!
//! A file is written to disk as it arrives ([`arriving`]), judged by its name and its content ([`kinds`], [`names`]),
//! looked at by a scanner where there is one ([`scanning`]), a picture measured and cleaned ([`picture`]), and kept
//! where files lie ([`place`]). Then its row is written, and then its uploader is told. What nothing carries is
//! swept ([`sweeping`]).

mod arriving;
mod kinds;
mod links;
mod names;
mod picture;
mod place;
mod reading;
mod scanning;
mod sweeping;
mod taking;

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use deskbell_domain::{InboxId, Refusal, entry::SenderKind};
use deskbell_protocol::account::FileRules;
use deskbell_realtime::RateLimit;
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::Semaphore;

use crate::Hall;
pub use kinds::known_types;
use place::Place;
pub use place::{Bucket, FilePart, FilePlace};
pub use reading::FoundFile;
pub use taking::NewFile;
pub(crate) use taking::ids_of;

/// Files that may arrive at once on this node.
const ARRIVING_MAX: usize = 64;
/// Files of one person that may arrive at once on this node.
const ARRIVING_OF_ONE_MAX: usize = 10;
/// Mebibytes that pictures may take while they are decoded, over the whole node.
const DECODING_MIB: u32 = 384;
/// Files that are handed to where they are kept at once.
const KEEPING_MAX: usize = 8;

/// How files are taken and kept.
#[derive(Clone, Debug)]
pub struct FileSettings {
    /// Where they are kept; `None` where no message can carry one.
    pub place: Option<FilePlace>,
    /// The folder of this machine in which they arrive.
    pub arriving: PathBuf,
    /// Bytes a file may have.
    pub max_bytes: u64,
    /// The media types that are taken.
    pub content_types: Vec<String>,
    /// Files a person may upload in a minute.
    pub per_minute: u32,
    /// The scanner that looks at each, as `host:port`.
    pub scanner: Option<String>,
}

impl Default for FileSettings {
    fn default() -> Self {
        Self {
            place: None,
            arriving: PathBuf::from("."),
            max_bytes: 25 * 1024 * 1024,
            content_types: known_types().into_iter().map(str::to_owned).collect(),
            per_minute: 30,
            scanner: None,
        }
    }
}

/// What the hall has for files.
pub(crate) struct Files {
    place: Option<Arc<Place>>,
    pub(crate) rate: RateLimit<SenderKind>,
    arriving: Semaphore,
    of_one: Mutex<HashMap<SenderKind, usize>>,
    decoding: Arc<Semaphore>,
    keeping: Semaphore,
    /// When what nobody knows was looked for last.
    walked: Mutex<Timestamp>,
}

impl Files {
    /// Opens the place of files. Where it cannot be opened nothing is taken, and that is logged: chat goes on.
    pub(crate) fn open(settings: &FileSettings, now: Timestamp) -> Self {
        let place = settings.place.as_ref().and_then(|place| match Place::open(place) {
            Ok(open) => Some(Arc::new(open)),
            Err(error) => {
                tracing::error!(error, ?place, "files cannot be kept; none are taken");
                None
            }
        });
        Self {
            place,
            rate: RateLimit::per_minute(settings.per_minute),
            arriving: Semaphore::new(ARRIVING_MAX),
            of_one: Mutex::default(),
            decoding: Arc::new(Semaphore::new(DECODING_MIB as usize)),
            keeping: Semaphore::new(KEEPING_MAX),
            walked: Mutex::new(now),
        }
    }

    fn place(&self) -> Result<&Arc<Place>, Refusal> {
        self.place.as_ref().ok_or(SWITCHED_OFF)
    }
}

/// What is said where no files are taken.
const SWITCHED_OFF: Refusal = Refusal::Conflict("Files are switched off here.");

impl Hall {
    /// What files messages can carry in this inbox; `None` where they can carry none.
    pub(crate) fn file_rules(&self, inbox_id: InboxId) -> Option<FileRules> {
        let settings = &self.settings().files;
        let taken = self.0.files.place.is_some() && self.inbox_rules(inbox_id).settings.files_enabled;
        taken.then(|| FileRules {
            max_bytes: settings.max_bytes,
            content_types: settings.content_types.clone(),
        })
    }
}
