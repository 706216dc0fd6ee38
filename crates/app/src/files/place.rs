//! Where the bytes of files lie: in a folder of this machine, or in a bucket that several nodes share. A file is there
//! whole or not at all, and nothing in the place's names says whose it is or what it was called.

use std::{ops::Range, path::PathBuf, sync::Arc};

use bytes::Bytes;
use deskbell_domain::{AttachmentId, Refusal};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream::BoxStream};
use jiff::Timestamp;
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, WriteMultipart, aws::AmazonS3Builder,
    local::LocalFileSystem, path::Path, prefix::PrefixStore,
};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// Bytes a file is kept by at a time; what S3 takes at least for a part.
const PART_BYTES: usize = 5 * 1024 * 1024;
/// Parts of one file that are under way at once.
const PARTS_AT_ONCE: usize = 2;
/// After this a place that does not answer is asked again.
const AWAY_MS: u64 = 5_000;
/// Says whose place it is, so that nobody else's files are ever swept.
const OWNER: &str = "deskbell-owner";

/// Where files are kept.
#[derive(Clone)]
pub enum FilePlace {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// In a bucket behind the protocol of S3.
    Bucket(Bucket),
}

/// A bucket.
#[derive(Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// What stands before every key; empty for nothing.
    pub prefix: String,
    /// The server, where it is not Amazon's.
    pub endpoint: Option<String>,
    /// The region.
    pub region: String,
    /// The key's name and the key; without them what the machine knows of itself is used.
    pub keys: Option<(String, String)>,
}

impl std::fmt::Debug for FilePlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Bucket(bucket) => write!(f, "s3://{}/{}", bucket.name, bucket.prefix),
        }
    }
}

/// Which of a file's bytes are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePart {
    /// The file.
    Whole,
    /// The smaller picture of it.
    Thumbnail,
}

/// The place, open.
pub(super) struct Place(Arc<dyn ObjectStore>);

/// What stands in the place under one name.
pub(super) struct Kept {
    pub(super) id: AttachmentId,
    pub(super) at: Timestamp,
}

impl Place {
    pub(super) fn open(place: &FilePlace) -> Result<Self, String> {
        let store: Arc<dyn ObjectStore> = match place {
            FilePlace::Folder(path) => {
                std::fs::create_dir_all(path)
                    .map_err(|error| format!("the folder {} cannot be made: {error}", path.display()))?;
                let folder = LocalFileSystem::new_with_prefix(path).map_err(|error| error.to_string())?;
                Arc::new(folder.with_fsync(true))
            }
            FilePlace::Bucket(bucket) => {
                let mut builder = AmazonS3Builder::new()
                    .with_bucket_name(&bucket.name)
                    .with_region(&bucket.region)
                    .with_allow_http(true);
                if let Some(endpoint) = &bucket.endpoint {
                    builder = builder.with_endpoint(endpoint);
                }
                if let Some((name, secret)) = &bucket.keys {
                    builder = builder.with_access_key_id(name).with_secret_access_key(secret);
                }
                let store = builder.build().map_err(|error| error.to_string())?;
                Arc::new(PrefixStore::new(store, bucket.prefix.as_str()))
            }
        };
        Ok(Self(store))
    }

    /// Keeps bytes that are at hand.
    pub(super) async fn put(&self, id: AttachmentId, part: FilePart, bytes: Vec<u8>) -> Result<(), Refusal> {
        self.0.put(&path(id, part), bytes.into()).await.map(drop).map_err(|error| away(&error))
    }

    /// Keeps bytes as they are read, a few at a time.
    pub(super) async fn put_read(
        &self,
        id: AttachmentId,
        mut read: impl AsyncRead + Unpin,
        size: u64,
    ) -> Result<(), Refusal> {
        let small = usize::try_from(size).ok().filter(|size| *size <= PART_BYTES);
        if let Some(size) = small {
            let mut bytes = Vec::with_capacity(size);
            read.read_to_end(&mut bytes).await.map_err(|error| away(&error))?;
            return self.put(id, FilePart::Whole, bytes).await;
        }
        let upload = self.0.put_multipart(&path(id, FilePart::Whole)).await.map_err(|error| away(&error))?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, PART_BYTES);
        let mut chunk = vec![0; 64 * 1024];
        loop {
            let read = match read.read(&mut chunk).await {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => {
                    drop(writer.abort().await);
                    return Err(away(&error));
                }
            };
            if let Err(error) = writer.wait_for_capacity(PARTS_AT_ONCE).await {
                drop(writer.abort().await);
                return Err(away(&error));
            }
            writer.write(&chunk[..read]);
        }
        writer.finish().await.map(drop).map_err(|error| away(&error))
    }

    /// How many bytes there are; `None` where there are none of this name.
    pub(super) async fn size(&self, id: AttachmentId, part: FilePart) -> Result<Option<u64>, Refusal> {
        match self.0.head(&path(id, part)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(away(&error)),
        }
    }

    /// Bytes as they are needed.
    pub(super) async fn read(
        &self,
        id: AttachmentId,
        part: FilePart,
        range: Option<Range<u64>>,
    ) -> Result<BoxStream<'static, std::io::Result<Bytes>>, Refusal> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        match self.0.get_opts(&path(id, part), options).await {
            Ok(found) => Ok(found.into_stream().map_err(std::io::Error::other).boxed()),
            Err(object_store::Error::NotFound { .. }) => Err(Refusal::NotFound),
            Err(error) => Err(away(&error)),
        }
    }

    /// Lets go of a file and the smaller picture of it; neither has to be there.
    pub(super) async fn delete(&self, id: AttachmentId) -> Result<(), Refusal> {
        for part in [FilePart::Whole, FilePart::Thumbnail] {
            match self.0.delete(&path(id, part)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(away(&error)),
            }
        }
        Ok(())
    }

    /// Everything that lies here, in no order.
    pub(super) fn all(&self) -> impl Stream<Item = Result<Kept, Refusal>> + '_ {
        self.0.list(None).filter_map(|found| async move {
            match found {
                Ok(meta) => named(&meta).map(Ok),
                Err(error) => Some(Err(away(&error))),
            }
        })
    }

    /// Whether this place is this installation's. It is whoever's writes its name first.
    pub(super) async fn belongs_to(&self, owner: &str) -> Result<bool, Refusal> {
        let path = Path::from(OWNER);
        match self.0.get(&path).await {
            Ok(found) => {
                let kept = found.bytes().await.map_err(|error| away(&error))?;
                Ok(kept == owner.as_bytes())
            }
            Err(object_store::Error::NotFound { .. }) => {
                self.0.put(&path, owner.as_bytes().to_vec().into()).await.map_err(|error| away(&error))?;
                Ok(true)
            }
            Err(error) => Err(away(&error)),
        }
    }
}

/// Spread over folders by the last digits, which are chance.
fn path(id: AttachmentId, part: FilePart) -> Path {
    let id = id.0.as_simple().to_string();
    let folder = &id[id.len() - 2..];
    match part {
        FilePart::Whole => Path::from(format!("{folder}/{id}")),
        FilePart::Thumbnail => Path::from(format!("{folder}/{id}.thumbnail")),
    }
}

fn named(meta: &object_store::ObjectMeta) -> Option<Kept> {
    let name = meta.location.filename()?;
    let id = name.strip_suffix(".thumbnail").unwrap_or(name).parse().ok()?;
    let at = Timestamp::from_second(meta.last_modified.timestamp()).ok()?;
    Some(Kept { id, at })
}

/// A place that is full or does not answer: nothing was kept, and the same may be sent again.
pub(super) fn away(error: &(dyn std::error::Error + 'static)) -> Refusal {
    tracing::error!(error = &error, "files cannot be kept or read");
    metrics::counter!("deskbell_files_away_total").increment(1);
    Refusal::Overloaded { retry_after_ms: AWAY_MS }
}
