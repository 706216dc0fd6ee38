//! The built web: in a release binary embedded, in a debug binary read from disk.

use std::{borrow::Cow, collections::HashMap, io::Write as _, sync::Arc};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use parking_lot::RwLock;
use rust_embed::{Embed, EmbeddedFile};

use super::answers::etag_of;

/// Bytes from which a file is worth compressing.
const COMPRESSED_FROM_BYTES: usize = 1024;
/// Without these there is nothing to show.
const NEEDED: [&str; 3] = ["deskbell.js", "widget/index.html", "desk/index.html"];

#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// Whether everything needed is there.
pub(super) fn is_complete() -> bool {
    NEEDED.iter().all(|path| Dist::get(path).is_some())
}

/// A file, ready to be sent.
pub(super) struct File {
    pub(super) body: Bytes,
    pub(super) gzipped: Option<Bytes>,
    pub(super) etag: String,
    pub(super) media_type: String,
}

/// The files, each compressed once for each content it had: on disk it may be built anew at any time.
#[derive(Clone, Default)]
pub(super) struct Built(Arc<RwLock<HashMap<String, Arc<File>>>>);

impl Built {
    /// A file by its path below `web/dist`.
    pub(super) fn get(&self, path: &str) -> Option<Arc<File>> {
        let found = Dist::get(path)?;
        let etag = etag_of(&found.metadata.sha256_hash());
        if let Some(file) = self.0.read().get(path).filter(|file| file.etag == etag) {
            return Some(file.clone());
        }
        let file = Arc::new(File::new(found, etag));
        self.0.write().insert(path.to_owned(), file.clone());
        Some(file)
    }
}

impl File {
    fn new(file: EmbeddedFile, etag: String) -> Self {
        let media_type = file.metadata.mimetype();
        let body = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        let is_text = media_type.starts_with("text/")
            || ["javascript", "json", "xml"].iter().any(|kind| media_type.ends_with(kind));
        let gzipped = if is_text && body.len() >= COMPRESSED_FROM_BYTES { gzip(&body) } else { None };
        let media_type = if is_text { format!("{media_type}; charset=utf-8") } else { media_type.to_owned() };
        Self { etag, body, gzipped, media_type }
    }
}

fn gzip(body: &[u8]) -> Option<Bytes> {
    let level = if cfg!(debug_assertions) { Compression::default() } else { Compression::best() };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(body).ok()?;
    let gzipped = encoder.finish().ok()?;
    (gzipped.len() < body.len()).then(|| gzipped.into())
}
