//! Reading files: each time by the rights that somebody has at that moment.

use std::ops::Range;

use bytes::Bytes;
use deskbell_domain::{AttachmentId, Refusal};
use deskbell_protocol::{At, entry::file_path, operations::FileLink};
use deskbell_store::{Carried, Upload};
use futures_util::{TryStreamExt as _, stream::BoxStream};

use super::{
    links::{self, LINK_LASTS},
    place::FilePart,
};
use crate::{Hall, Identity, tokens};

/// Bytes of a thumbnail by which its type is known.
const MAGIC_BYTES: u64 = 12;

/// A file that somebody may read.
#[derive(Clone, Debug)]
pub struct FoundFile {
    id: AttachmentId,
    part: FilePart,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// Its size.
    pub size_bytes: u64,
    /// By which a browser knows whether it has it.
    pub etag: String,
    /// Whether a browser may show it by itself: a picture that was decoded here, and nothing else.
    pub is_picture: bool,
}

impl Hall {
    /// Who follows a link to a file.
    ///
    /// # Errors
    /// `not_found` for a link that has ended, or is none of this file.
    pub fn follow_link(&self, id: AttachmentId, key: &str) -> Result<Identity, Refusal> {
        links::read(self.tokens(), key, id, self.now())
    }

    /// A file for somebody who may read it: its uploader until a message carries it, then whoever may read that.
    ///
    /// # Errors
    /// `not_found`, whatever stands in the way of somebody who has said who they are.
    pub async fn find_file(
        &self,
        identity: &Identity,
        id: AttachmentId,
        part: FilePart,
    ) -> Result<FoundFile, Refusal> {
        let upload = self.readable(identity, id).await?;
        let has_thumbnail = upload.file.picture.is_some_and(|picture| picture.has_thumbnail);
        let (content_type, size_bytes) = match part {
            FilePart::Whole => (upload.file.content_type.clone(), upload.file.size_bytes),
            FilePart::Thumbnail if has_thumbnail => self.thumbnail_of(id).await?,
            FilePart::Thumbnail => return Err(Refusal::NotFound),
        };
        let marked = if part == FilePart::Thumbnail { "-thumbnail" } else { "" };
        Ok(FoundFile {
            id,
            part,
            content_type,
            size_bytes,
            etag: format!("\"{}{marked}\"", hex::encode(&upload.sha256[..16])),
            is_picture: upload.file.picture.is_some(),
            name: upload.file.name,
        })
    }

    /// The bytes of a file, all or some, as they are needed.
    ///
    /// # Errors
    /// `not_found` where they are gone, `overloaded` where the place of files does not answer.
    pub async fn read_file(
        &self,
        file: &FoundFile,
        range: Option<Range<u64>>,
    ) -> Result<BoxStream<'static, std::io::Result<Bytes>>, Refusal> {
        let place = self.0.files.place().map_err(|_| Refusal::NotFound)?;
        place.read(file.id, file.part, range).await
    }

    /// A link that opens a file for five minutes without signing in.
    ///
    /// # Errors
    /// `not_found` for a file that this person may not read.
    pub async fn link_file(&self, identity: &Identity, id: AttachmentId) -> Result<FileLink, Refusal> {
        let upload = self.readable(identity, id).await?;
        let ends = tokens::ends_after(self.now(), LINK_LASTS);
        let expires_at = jiff::Timestamp::from_second(ends).map_err(|_| Refusal::NotFound)?;
        let key = links::sign(self.tokens(), identity, id, expires_at).ok_or(Refusal::NotFound)?;
        Ok(FileLink { url: format!("{}?key={key}", file_path(&upload.file)), expires_at: At(expires_at) })
    }

    async fn readable(&self, identity: &Identity, id: AttachmentId) -> Result<Upload, Refusal> {
        // Who is blocked or deactivated learns no more of a file than a stranger does.
        let actor = self.actor(identity).await.map_err(|_| Refusal::NotFound)?;
        let upload = self.store().upload(id).await?.ok_or(Refusal::NotFound)?;
        match upload.carried {
            Carried::Not if upload.uploader == identity.person => Ok(upload),
            Carried::By(conversation, _) => {
                // Messages are for everybody who may read the conversation.
                self.look(&actor, conversation).await.map_err(|refusal| match refusal {
                    overloaded @ Refusal::Overloaded { .. } => overloaded,
                    _ => Refusal::NotFound,
                })?;
                Ok(upload)
            }
            Carried::Not | Carried::NoLonger => Err(Refusal::NotFound),
        }
    }

    async fn thumbnail_of(&self, id: AttachmentId) -> Result<(String, u64), Refusal> {
        let place = self.0.files.place().map_err(|_| Refusal::NotFound)?;
        let size = place.size(id, FilePart::Thumbnail).await?.ok_or(Refusal::NotFound)?;
        let head = place.read(id, FilePart::Thumbnail, Some(0..MAGIC_BYTES.min(size))).await?;
        let head: Vec<Bytes> = head.try_collect().await.map_err(|error| super::place::away(&error))?;
        let kind = infer::get(&head.concat()).map_or("application/octet-stream", |kind| kind.mime_type());
        Ok((kind.to_owned(), size))
    }
}
