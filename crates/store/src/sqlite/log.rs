//! The write-ahead log as an earlier process left it: written again and synced before it is believed.
//!
//! SQLite takes every frame of the log that is whole for a commit. But what another process wrote last may
//! stand in the system's memory only: it was killed before it could sync, or its sync failed and the pages
//! count as clean ever since, so that syncing them does nothing. Somebody who sends a message again would be
//! told that it is there, and a power cut could still take it. Writing the same bytes again makes the pages
//! dirty, and the sync after it means what it says.

pub(crate) mod checkpointer;

use std::{
    fs::{File, OpenOptions},
    io::{self, ErrorKind, Read, Seek as _, SeekFrom, Write as _},
    path::Path,
};

use rusqlite::Connection;

use super::open::{beside, explain, explain_io};
use crate::OpenError;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// Where the salt stands: two numbers that all frames of one generation share with the log's header.
const SALT: std::ops::Range<usize> = 16..24;
const FRAME_SALT: std::ops::Range<usize> = 8..16;

/// Writes what is valid of the log again, if there is any. To be called before anything of the database is
/// believed, where no server runs; other processes are kept from writing meanwhile.
pub(crate) fn settle(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let mut log = match OpenOptions::new().read(true).write(true).open(beside(path, "-wal")) {
        Ok(log) => log,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(explain_io(path, error)),
    };
    connection.execute_batch("BEGIN IMMEDIATE").map_err(|error| explain(path, error))?;
    let settled = rewrite(&mut log).map_err(|error| explain_io(path, error));
    connection.execute_batch("ROLLBACK").map_err(|error| explain(path, error))?;
    settled
}

fn rewrite(log: &mut File) -> io::Result<()> {
    let mut header = [0; HEADER];
    if !fills(log, &mut header)? {
        return Ok(());
    }
    put_back(log, &header)?;
    let mut frame = vec![0; FRAME_HEADER + page_size(&header)];
    while fills(log, &mut frame)? && frame[FRAME_SALT] == header[SALT] {
        put_back(log, &frame)?;
    }
    log.sync_all()
}

fn page_size(header: &[u8; HEADER]) -> usize {
    let size = u32::from_be_bytes([header[8], header[9], header[10], header[11]]);
    // Of a header that is none, the first frame is looked at and left alone.
    usize::try_from(size).unwrap_or_default().clamp(512, 65536)
}

/// Reads as many bytes as there is room for; false where the file ends before.
fn fills(log: &mut File, buffer: &mut [u8]) -> io::Result<bool> {
    match log.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes over what was just read.
fn put_back(log: &mut File, bytes: &[u8]) -> io::Result<()> {
    let back = i64::try_from(bytes.len()).expect("a frame is small");
    log.seek(SeekFrom::Current(-back))?;
    log.write_all(bytes)
}
