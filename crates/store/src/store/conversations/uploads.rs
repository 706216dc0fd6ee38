//! Files that somebody has uploaded: what is known of them. The bytes lie elsewhere, under the same id.

use deskbell_domain::{Attachment, AttachmentId, ConversationId, entry::SenderKind};
use jiff::Timestamp;

use crate::{Store, StoreError, either};

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// What a message that carries it tells of it.
    pub file: Attachment,
    /// Who uploaded it.
    pub uploader: SenderKind,
    /// By which a repeated upload is recognised.
    pub idempotency_key: Option<String>,
    /// The digest of its bytes.
    pub sha256: [u8; 32],
    /// When it was uploaded.
    pub created_at: Timestamp,
    /// What became of it.
    pub carried: Carried,
}

/// What became of an uploaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// No message carries it yet.
    Not,
    /// This message does.
    By(ConversationId, u64),
    /// The one that did is erased or deleted, and the file goes too.
    NoLonger,
}

impl Store {
    /// Keeps an upload. Where its uploader has sent one before under the same idempotency key, that one is the answer,
    /// and nothing is written.
    ///
    /// # Errors
    /// The store's own.
    pub async fn add_upload(&self, upload: Upload) -> Result<Upload, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                if engine::rows::uploads::insert(batch.connection, &upload)? {
                    return Ok(upload.clone());
                }
                let key = upload.idempotency_key.as_deref().unwrap_or_default();
                let first = engine::rows::uploads::named(batch.connection, upload.uploader, key)?;
                Ok(first.unwrap_or_else(|| upload.clone()))
            })
            .await)
    }

    /// The upload of this sender under this idempotency key.
    ///
    /// # Errors
    /// The store's own.
    pub async fn upload_named(
        &self,
        uploader: SenderKind,
        key: String,
    ) -> Result<Option<Upload>, StoreError> {
        either!(self, |database| database
            .read("upload_named", move |connection| engine::rows::uploads::named(connection, uploader, &key))
            .await)
    }

    /// Those of these uploads that there are, in no order.
    ///
    /// # Errors
    /// The store's own.
    pub async fn uploads(&self, ids: Vec<AttachmentId>) -> Result<Vec<Upload>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        either!(self, |database| database
            .read("uploads", move |connection| engine::rows::uploads::by_ids(connection, &ids))
            .await)
    }

    /// One upload.
    ///
    /// # Errors
    /// The store's own.
    pub async fn upload(&self, id: AttachmentId) -> Result<Option<Upload>, StoreError> {
        Ok(self.uploads(vec![id]).await?.pop())
    }

    /// Forgets an upload that its uploader takes back; false where a message carries it, or it is not theirs.
    ///
    /// # Errors
    /// The store's own.
    pub async fn take_upload_back(&self, id: AttachmentId, uploader: SenderKind) -> Result<bool, StoreError> {
        either!(self, |database| database
            .write(move |batch| Ok(engine::rows::uploads::take_back(batch.connection, id, uploader)?))
            .await)
    }

    /// Uploads that nothing carries: those made before a moment that no message ever carried, and those whose message
    /// is gone. The oldest first.
    ///
    /// # Errors
    /// The store's own.
    pub async fn uploads_left(
        &self,
        before: Timestamp,
        limit: usize,
    ) -> Result<Vec<AttachmentId>, StoreError> {
        either!(self, |database| database
            .read("uploads_left", move |connection| engine::rows::uploads::left(connection, before, limit))
            .await)
    }

    /// Forgets those of these uploads that still nothing carries, and says which.
    ///
    /// # Errors
    /// The store's own.
    pub async fn forget_uploads(&self, ids: Vec<AttachmentId>) -> Result<Vec<AttachmentId>, StoreError> {
        let fence = self.fence.clone();
        either!(self, |database| database
            .write(move |batch| {
                batch.obey(fence.as_deref())?;
                Ok(engine::rows::uploads::forget(batch.connection, &ids)?)
            })
            .await)
    }
}
