//! Files that somebody uploads, so that a message can carry them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{entry::Attachment, time::At};

/// A file to upload, as a form.
#[derive(ToSchema)]
pub struct NewUpload {
    /// The file, with its name.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}

/// A file that was uploaded.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Uploaded {
    /// The file. Only its uploader may read it and have a message carry it, until one does.
    pub attachment: Attachment,
}

/// A link to a file that opens it without signing in, for a short while.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileLink {
    /// Where, on this server. Whoever has it reads the file with the rights of who made it.
    pub url: String,
    /// Until when.
    pub expires_at: At,
}
