//! A file on its way in: written to disk as it arrives, in memory never more than a piece of it. The limit holds while
//! it is read, so whoever sends too much is told at once and nothing of it is kept.

use std::{fs::File, io, path::Path, time::Duration};

use bytes::Bytes;
use deskbell_domain::Refusal;
use futures_util::{Stream, StreamExt as _};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};

use super::{
    kinds::{HEAD_BYTES, TextCheck},
    place::away,
};

/// How long nothing may arrive.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// How long all of it may take.
const ARRIVAL_MAX: Duration = Duration::from_secs(15 * 60);

/// A file that has arrived. It has no name on the disk, and is gone when this is.
pub(super) struct Arrived {
    file: tokio::fs::File,
    /// Its beginning.
    pub(super) head: Vec<u8>,
    /// Its size.
    pub(super) size: u64,
    /// Whether all of it is text.
    pub(super) is_text: bool,
    /// The digest of it.
    pub(super) sha256: [u8; 32],
}

/// Takes a file to a folder of this machine.
///
/// # Errors
/// `payload_too_large`, `invalid` where it breaks off or is empty, `overloaded` where the disk takes no more.
pub(super) async fn receive<E>(
    folder: &Path,
    limit: u64,
    bytes: impl Stream<Item = Result<Bytes, E>>,
) -> Result<Arrived, Refusal> {
    let receiving = receive_all(folder, limit, bytes);
    tokio::time::timeout(ARRIVAL_MAX, receiving).await.unwrap_or_else(|_| Err(broke_off()))
}

fn broke_off() -> Refusal {
    Refusal::invalid("file", "The file did not arrive whole. Send it again.")
}

async fn receive_all<E>(
    folder: &Path,
    limit: u64,
    bytes: impl Stream<Item = Result<Bytes, E>>,
) -> Result<Arrived, Refusal> {
    let mut file = tokio::fs::File::from_std(nameless(folder).map_err(|error| away(&error))?);
    let (mut head, mut size) = (Vec::new(), 0_u64);
    let (mut text, mut digest) = (TextCheck::default(), Sha256::new());
    let mut bytes = std::pin::pin!(bytes);
    loop {
        let next = tokio::time::timeout(SILENCE_MAX, bytes.next()).await.map_err(|_| broke_off())?;
        let Some(piece) = next else { break };
        let piece = piece.map_err(|_| broke_off())?;
        size += piece.len() as u64;
        if size > limit {
            return Err(Refusal::PayloadTooLarge {
                limit_bytes: usize::try_from(limit).unwrap_or(usize::MAX),
            });
        }
        head.extend_from_slice(&piece[..piece.len().min(HEAD_BYTES - head.len())]);
        text.pass(&piece);
        digest.update(&piece);
        file.write_all(&piece).await.map_err(|error| away(&error))?;
    }
    file.flush().await.map_err(|error| away(&error))?;
    if size == 0 {
        return Err(Refusal::invalid("file", "This file is empty."));
    }
    Ok(Arrived { file, head, size, is_text: text.is_text(), sha256: digest.finalize().into() })
}

/// Nobody finds it, and nothing is left of it when the process dies.
fn nameless(folder: &Path) -> io::Result<File> {
    std::fs::create_dir_all(folder)?;
    tempfile::tempfile_in(folder)
}

impl Arrived {
    /// Its bytes from the first one on.
    pub(super) async fn rewound(&mut self) -> Result<&mut tokio::fs::File, Refusal> {
        self.file.rewind().await.map_err(|error| away(&error))?;
        Ok(&mut self.file)
    }

    /// All of it.
    pub(super) async fn whole(&mut self) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.size).unwrap_or_default());
        self.rewound().await?.read_to_end(&mut bytes).await.map_err(|error| away(&error))?;
        Ok(bytes)
    }
}

/// The digest of bytes that are at hand.
pub(super) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
