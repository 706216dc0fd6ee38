//! Backups: one file that holds all there is, and what making or reading one tells.
//!
//! A backup is a database of the same form, so every tool that reads SQLite reads it, with two tables more
//! (`backup_about`, `backup_files`) and 64 bytes at its end: `"deskbell/backup/1"` and zeros (24 bytes) · the
//! number of bytes before (8, big-endian) · SHA-256 of them (32). One changed byte anywhere is seen.

use std::{io, path::PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::{CheckpointName, Finding, OpenError, Verified, hash::Hash};

/// Bytes that the seal takes at the end.
pub(crate) const SEAL_BYTES: usize = 64;
const MAGIC: &[u8; 24] = b"deskbell/backup/1\0\0\0\0\0\0\0";

/// How a backup is made.
#[derive(Clone, Debug)]
pub struct BackupOptions {
    /// Where to. Next to it a file with `.part` at its end grows until the backup is whole.
    pub target: PathBuf,
    /// Whether a file that is there may be replaced.
    pub force: bool,
    /// Bytes copied a second at most; 0 for no bound.
    pub rate: u64,
    /// Bytes the database's log may grow by while the copy is made, before it is given up.
    pub log_max: u64,
    /// Small files that belong to the database, such as secrets.
    pub files: Vec<BackupFile>,
    /// When it is made.
    pub at: Timestamp,
}

/// A small file inside a backup.
#[derive(Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// Its name in the data directory, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for BackupFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BackupFile").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A backup that is on disk.
#[derive(Clone, Debug)]
pub struct BackedUp {
    /// Its size.
    pub bytes: u64,
    /// It holds every change of the feed up to here.
    pub position: u64,
    /// The newest checkpoint in it; `None` in a database that has none yet.
    pub checkpoint: Option<CheckpointName>,
}

/// How a backup is put in place.
#[derive(Clone, Debug)]
pub struct RestoreOptions {
    /// The backup.
    pub source: PathBuf,
    /// The database file to be.
    pub target: PathBuf,
    /// Where the small files go.
    pub files_dir: PathBuf,
    /// Where what is in the way is moved to; nothing may be in the way where this is `None`.
    pub aside: Option<PathBuf>,
}

/// A backup that is in place.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What the walk over it said.
    pub verified: Verified,
    /// When it was made; `None` for a database that is no backup.
    pub made_at: Option<Timestamp>,
    /// The names of the small files put in place.
    pub files: Vec<String>,
    /// Whether anything was moved aside.
    pub moved_aside: bool,
}

/// Why a backup was not made or not put in place. Each text is a sentence for the person who asked.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// There is a file of this name.
    #[error("The file {path} is there already. Choose another name, or say --force.")]
    Exists {
        /// Which.
        path: PathBuf,
    },
    /// The log grew too much while the copy was made.
    #[error(
        "The database's log grew by {bytes} bytes while it was copied, so the copy was given up. Try again when \
         less is written, or with a higher --rate or --log-max."
    )]
    LogGrew {
        /// By how much.
        bytes: u64,
    },
    /// The backup is not what was written.
    #[error("The backup {path} was changed or cut short since it was made. Nothing was restored.")]
    Changed {
        /// Which.
        path: PathBuf,
    },
    /// A database that is no backup was not closed.
    #[error(
        "The database {path} was not closed: what was written last is in {log}. Make a backup of it with \
         deskbell backup, and restore that. Nothing was restored."
    )]
    HasLog {
        /// Which.
        path: PathBuf,
        /// The log or journal beside it.
        log: PathBuf,
    },
    /// The backup is not sound.
    #[error("The backup {path} is not sound. Nothing was restored. {}", first(.findings))]
    Unsound {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        findings: Vec<Finding>,
    },
    /// The system refused something.
    #[error("{path} cannot be read or written: {source}.")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite refused something.
    #[error("The backup failed: {0}.")]
    Sql(#[from] rusqlite::Error),
}

fn first(findings: &[Finding]) -> String {
    findings.iter().take(3).map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The bytes at the end of a backup of this many bytes with this digest.
pub(crate) fn seal(length: u64, digest: &Hash) -> [u8; SEAL_BYTES] {
    let mut seal = [0; SEAL_BYTES];
    seal[..24].copy_from_slice(MAGIC);
    seal[24..32].copy_from_slice(&length.to_be_bytes());
    seal[32..].copy_from_slice(digest);
    seal
}

/// Length and digest that a seal tells; `None` where the bytes are none.
pub(crate) fn read_seal(bytes: &[u8; SEAL_BYTES]) -> Option<(u64, Hash)> {
    let (magic, rest) = bytes.split_first_chunk::<24>()?;
    let (length, digest) = rest.split_first_chunk::<8>()?;
    (magic == MAGIC).then_some((u64::from_be_bytes(*length), digest.try_into().ok()?))
}

/// Copies up to `length` bytes, and returns how many there were and their digest.
pub(crate) fn copy_hashed(
    from: &mut impl io::Read,
    to: &mut impl io::Write,
    length: u64,
) -> io::Result<(u64, Hash)> {
    let mut buffer = vec![0; 1 << 20];
    let (mut hasher, mut copied) = (Sha256::new(), 0);
    while copied < length {
        let room = usize::try_from(length - copied).unwrap_or(buffer.len()).min(buffer.len());
        let count = from.read(&mut buffer[..room])?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
        to.write_all(&buffer[..count])?;
        copied += count as u64;
    }
    Ok((copied, hasher.finalize().into()))
}
