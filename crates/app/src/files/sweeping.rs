//! What nothing carries goes: files that no message carried within a day, files whose message was erased or whose
//! conversation was deleted, and bytes of which no row is left. Always the row first: bytes without a row are found,
//! a row without bytes would be a file that cannot be read.

use std::time::Duration;

use deskbell_domain::{AttachmentId, Refusal};
use deskbell_store::Store;
use futures_util::StreamExt as _;

use super::place::Place;
use crate::Hall;

/// After this a file goes that no message carries.
const UNCARRIED: Duration = Duration::from_secs(24 * 60 * 60);
/// Between two walks through all that lies there.
const WALK_EVERY: Duration = Duration::from_secs(6 * 60 * 60);
/// Files that one sweep takes on; the rest waits for the next.
const SWEEP_MAX: usize = 500;
/// Files that are asked for at once on a walk.
const ASKED_AT_ONCE: usize = 256;
/// By which the place of files knows whose it is.
const OWNER: &str = "files";

impl Hall {
    /// Lets go of files that nothing carries.
    pub(crate) async fn drop_files(&self, store: &Store) -> Result<usize, Refusal> {
        let Ok(place) = self.0.files.place() else { return Ok(0) };
        let left = store.uploads_left(self.before(UNCARRIED), SWEEP_MAX).await?;
        let forgotten = if left.is_empty() { left } else { store.forget_uploads(left).await? };
        for id in &forgotten {
            place.delete(*id).await?;
        }
        let due = {
            let mut walked = self.0.files.walked.lock();
            let due = *walked <= self.before(WALK_EVERY);
            if due {
                *walked = self.now();
            }
            due
        };
        let unknown = if due { self.drop_unknown(store, place).await? } else { 0 };
        Ok(forgotten.len() + unknown)
    }

    /// Lets go of bytes that no row knows, as a file leaves them whose uploader was not told of it, or whose row went in
    /// the moment before a process died.
    async fn drop_unknown(&self, store: &Store, place: &Place) -> Result<usize, Refusal> {
        let fresh = hex::encode(self.0.chance.bytes::<16>());
        let owner = store.secret(OWNER, fresh, self.now()).await?;
        if !place.belongs_to(&owner).await? {
            tracing::error!(
                "the place of files is another installation's; what no row knows there is left alone"
            );
            return Ok(0);
        }
        let before = self.before(UNCARRIED);
        let mut old = std::pin::pin!(place.all());
        let (mut asked, mut dropped) = (Vec::with_capacity(ASKED_AT_ONCE), 0);
        while let Some(kept) = old.next().await {
            let kept = kept?;
            if kept.at < before && !asked.contains(&kept.id) {
                asked.push(kept.id);
            }
            if asked.len() == ASKED_AT_ONCE {
                dropped += drop_if_unknown(store, place, std::mem::take(&mut asked)).await?;
            }
        }
        Ok(dropped + drop_if_unknown(store, place, asked).await?)
    }
}

async fn drop_if_unknown(store: &Store, place: &Place, ids: Vec<AttachmentId>) -> Result<usize, Refusal> {
    let known: Vec<_> = store.uploads(ids.clone()).await?.into_iter().map(|upload| upload.file.id).collect();
    let mut dropped = 0;
    for id in ids.into_iter().filter(|id| !known.contains(id)) {
        place.delete(id).await?;
        dropped += 1;
    }
    Ok(dropped)
}
