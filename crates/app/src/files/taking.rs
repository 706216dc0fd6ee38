//! Taking files in, and having messages carry them.

use std::sync::Arc;

use bytes::Bytes;
use deskbell_domain::{
    Actor, Attachment, AttachmentId, InboxId, Picture, Refusal, attachment, entry::SenderKind,
};
use deskbell_protocol::{entry, operations::Uploaded};
use deskbell_store::{Carried, Upload};
use futures_util::Stream;
use uuid::Uuid;

use super::{
    ARRIVING_OF_ONE_MAX, DECODING_MIB, Files, SWITCHED_OFF,
    arriving::{self, Arrived},
    kinds::{self, Kind},
    names,
    picture::{self, Prepared},
    place::{FilePart, Place},
    scanning,
};
use crate::{Hall, Identity, topics};

/// Characters of a key by which a repeated upload is recognised.
const IDEMPOTENCY_KEY_CHARS: usize = 200;
/// After this somebody comes back who found no place to upload.
const BUSY_MS: u64 = 2_000;

/// A file that somebody sends.
#[derive(Clone, Debug, Default)]
pub struct NewFile {
    /// What they call it.
    pub name: Option<String>,
    /// By which a repeated upload is recognised.
    pub idempotency_key: Option<String>,
}

impl Hall {
    /// Whether a file of this person would be taken now; the file itself where they have sent it before. Asked before
    /// anything of it is read.
    ///
    /// # Errors
    /// `unauthorized`, `conflict` where files are switched off, `invalid`, `rate_limited`.
    pub async fn may_upload(
        &self,
        identity: &Identity,
        key: Option<&str>,
    ) -> Result<Option<Uploaded>, Refusal> {
        let actor = self.actor(identity).await?;
        self.0.files.place()?;
        if let Actor::Customer(_) = &actor {
            let inbox = self.customer_inbox(identity, None).await?;
            self.files_allowed(inbox.id)?;
        }
        if let Some(key) = key {
            let printable = key.bytes().all(|byte| (0x20..=0x7e).contains(&byte));
            if key.is_empty() || key.len() > IDEMPOTENCY_KEY_CHARS || !printable {
                let message = "Idempotency-Key must be 1 to 200 printable ASCII characters.";
                return Err(Refusal::invalid("Idempotency-Key", message));
            }
            let known = self.store().upload_named(identity.person, key.to_owned()).await?;
            if let Some(known) = known.filter(|known| known.carried != Carried::NoLonger) {
                return Ok(Some(uploaded(&known)));
            }
        }
        let here = self.0.files.rate.check(&identity.person);
        let person = topics::person(identity.person);
        self.count("uploads", person.as_str(), self.settings().files.per_minute, here).await?;
        Ok(None)
    }

    /// Takes a file in. Answered once it is on disk, with what a message needs to carry it.
    ///
    /// # Errors
    /// `payload_too_large` as soon as more has arrived than a file may have, `unsupported_media_type`, `invalid`,
    /// `overloaded` where too many arrive at once or the disk is full.
    pub async fn upload<E>(
        &self,
        identity: &Identity,
        new: NewFile,
        bytes: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Uploaded, Refusal> {
        let (files, settings) = (&self.0.files, &self.settings().files);
        let place = files.place()?;
        let _place_of_one = Arriving::enter(files, identity.person)?;
        let _place_of_all = files.arriving.try_acquire().map_err(|_| busy())?;
        let mut arrived = arriving::receive(&settings.arriving, settings.max_bytes, bytes).await?;
        let name = names::safe(new.name.as_deref().unwrap_or_default());
        let (kind, name) = kinds::judge(&name, &arrived.head, arrived.is_text, &settings.content_types)?;
        if let Some(scanner) = &settings.scanner {
            scanning::scan(scanner, arrived.rewound().await?).await?;
        }
        let id = AttachmentId(self.0.chance.uuid());
        let (size_bytes, sha256, picture) = self.keep_file(place, id, kind, &mut arrived).await?;
        let file = Attachment { id, name, content_type: kind.content_type.to_owned(), size_bytes, picture };
        let upload = Upload {
            file,
            uploader: identity.person,
            idempotency_key: new.idempotency_key,
            sha256,
            created_at: self.now(),
            carried: Carried::Not,
        };
        let written = self.store().add_upload(upload).await;
        if written.as_ref().map_or(true, |kept| kept.file.id != id) {
            // Nobody is told of it; where it cannot be deleted now, the sweep finds it.
            drop(place.delete(id).await);
        }
        let written = written?;
        metrics::counter!("deskbell_files_total", "type" => kind.content_type).increment(1);
        Ok(uploaded(&written))
    }

    /// Hands a file to where files are kept; a picture as it is kept.
    async fn keep_file(
        &self,
        place: &Arc<Place>,
        id: AttachmentId,
        kind: &'static Kind,
        arrived: &mut Arrived,
    ) -> Result<(u64, [u8; 32], Option<Picture>), Refusal> {
        let Some(format) = kind.picture() else {
            let _turn = self.turn_to_keep().await?;
            let (size, sha256) = (arrived.size, arrived.sha256);
            place.put_read(id, arrived.rewound().await?, size).await?;
            return Ok((size, sha256, None));
        };
        if arrived.size > picture::PICTURE_MAX_BYTES {
            let limit_bytes = usize::try_from(picture::PICTURE_MAX_BYTES).unwrap_or(usize::MAX);
            return Err(Refusal::PayloadTooLarge { limit_bytes });
        }
        let prepared = self.prepare(format, arrived.whole().await?).await?;
        let _turn = self.turn_to_keep().await?;
        let (size, sha256) = (prepared.bytes.len() as u64, arriving::digest(&prepared.bytes));
        place.put(id, FilePart::Whole, prepared.bytes).await?;
        if let Some(thumbnail) = prepared.thumbnail {
            place.put(id, FilePart::Thumbnail, thumbnail).await?;
        }
        Ok((size, sha256, Some(prepared.picture)))
    }

    async fn turn_to_keep(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Refusal> {
        self.0.files.keeping.acquire().await.map_err(|_| busy())
    }

    /// Decodes a picture beside everything else, when there is memory for it.
    async fn prepare(&self, format: image::ImageFormat, bytes: Vec<u8>) -> Result<Prepared, Refusal> {
        // The picture, and once more while it is turned.
        let mebibytes = 1 + picture::measure(format, &bytes)?.div_ceil(1024 * 1024) * 2;
        let needed = u32::try_from(mebibytes).unwrap_or(u32::MAX).min(DECODING_MIB);
        let decoding = Arc::clone(&self.0.files.decoding);
        let memory = decoding.acquire_many_owned(needed).await.map_err(|_| busy())?;
        let prepared = tokio::task::spawn_blocking(move || {
            let prepared = picture::prepare(format, &bytes);
            drop(memory);
            prepared
        });
        // A decoder that panics over a picture has shown that it is none.
        prepared.await.unwrap_or(Err(Refusal::UnsupportedMediaType))
    }

    fn files_allowed(&self, inbox_id: InboxId) -> Result<(), Refusal> {
        self.file_rules(inbox_id).map(|_| ()).ok_or(SWITCHED_OFF)
    }

    /// The files that a message names, as it will carry them. Whether its sender may is judged once more where the
    /// message is written.
    pub(crate) async fn named_files(
        &self,
        person: SenderKind,
        inbox_id: InboxId,
        ids: Vec<AttachmentId>,
    ) -> Result<Vec<Attachment>, Refusal> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let uploads = self.store().uploads(ids.clone()).await?;
        let mut files = Vec::with_capacity(ids.len());
        for id in ids {
            let found = uploads.iter().find(|upload| upload.file.id == id && upload.uploader == person);
            files.push(found.map(|upload| upload.file.clone()).ok_or_else(attachment::not_yours)?);
        }
        self.files_allowed(inbox_id)?;
        Ok(files)
    }

    /// Takes a file back that no message carries yet.
    ///
    /// # Errors
    /// `unauthorized`, `not_found` also for one that is carried or somebody else's.
    pub async fn take_file_back(&self, identity: &Identity, id: AttachmentId) -> Result<(), Refusal> {
        self.actor(identity).await?;
        if !self.store().take_upload_back(id, identity.person).await? {
            return Err(Refusal::NotFound);
        }
        if let Ok(place) = self.0.files.place() {
            // Its row is gone, so the sweep finds what cannot be deleted now.
            drop(place.delete(id).await);
        }
        Ok(())
    }
}

/// What is said where there is no place to upload now.
const fn busy() -> Refusal {
    Refusal::Overloaded { retry_after_ms: BUSY_MS }
}

fn uploaded(upload: &Upload) -> Uploaded {
    Uploaded { attachment: entry::Attachment::render(&upload.file) }
}

/// The ids that a request names.
pub(crate) fn ids_of(ids: Option<Vec<Uuid>>) -> Result<Vec<AttachmentId>, Refusal> {
    attachment::check_ids(ids.unwrap_or_default().into_iter().map(AttachmentId).collect())
}

/// One of the files of one person that arrive now.
struct Arriving<'a> {
    files: &'a Files,
    person: SenderKind,
}

impl<'a> Arriving<'a> {
    fn enter(files: &'a Files, person: SenderKind) -> Result<Self, Refusal> {
        let mut of_one = files.of_one.lock();
        let count = of_one.entry(person).or_default();
        if *count >= ARRIVING_OF_ONE_MAX {
            return Err(busy());
        }
        *count += 1;
        Ok(Self { files, person })
    }
}

impl Drop for Arriving<'_> {
    fn drop(&mut self) {
        let mut of_one = self.files.of_one.lock();
        if let Some(count) = of_one.get_mut(&self.person) {
            *count -= 1;
            if *count == 0 {
                of_one.remove(&self.person);
            }
        }
    }
}
