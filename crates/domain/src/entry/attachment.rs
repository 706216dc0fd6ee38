//! Files that belong to messages.

use std::collections::BTreeSet;

use crate::{Refusal, ids::AttachmentId};

/// Files one message may carry.
pub const ATTACHMENTS_MAX: usize = 10;

/// A file as the message that carries it tells of it, so that whoever reads the message need ask nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Which file.
    pub id: AttachmentId,
    /// Its name, made safe.
    pub name: String,
    /// Its media type, which its content was found to be of.
    pub content_type: String,
    /// Its size.
    pub size_bytes: u64,
    /// What it is as a picture, where it is one.
    pub picture: Option<Picture>,
}

/// A file that is a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across, upright.
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
    /// Whether there is a smaller one of it.
    pub has_thumbnail: bool,
}

/// Checks the files that a message names: each once, and no more than [`ATTACHMENTS_MAX`].
///
/// # Errors
/// `invalid` of the field `attachmentIds`.
pub fn check_ids(ids: Vec<AttachmentId>) -> Result<Vec<AttachmentId>, Refusal> {
    if ids.len() > ATTACHMENTS_MAX {
        let message = format!("A message can carry at most {ATTACHMENTS_MAX} files.");
        return Err(Refusal::invalid("attachmentIds", message));
    }
    if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
        return Err(Refusal::invalid("attachmentIds", "A message can carry each file once."));
    }
    Ok(ids)
}

/// The refusal of a file that its sender has not uploaded, or that a message carries already.
pub fn not_yours() -> Refusal {
    Refusal::invalid("attachmentIds", "No such file was uploaded by you, or a message carries it already.")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_message_names_each_file_once_and_not_too_many() {
        let ids = |count: u128| (0..count).map(|id| AttachmentId(Uuid::from_u128(id))).collect::<Vec<_>>();
        assert_eq!(check_ids(ids(10)).unwrap().len(), ATTACHMENTS_MAX);
        assert!(check_ids(ids(11)).is_err());
        assert!(check_ids([ids(1), ids(1)].concat()).is_err());
    }
}
