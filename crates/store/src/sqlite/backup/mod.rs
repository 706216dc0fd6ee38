//! Backups of a database that somebody writes to, and putting one in place.

mod restore;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
    params,
};

pub(crate) use self::restore::restore;
use super::{
    checkpoints,
    convert::micros,
    migrate,
    open::{self, Purpose, beside},
    rows::feed,
};
use crate::{
    BackedUp, BackupError, BackupOptions,
    backup::{SEAL_BYTES, copy_hashed, read_seal, seal},
    disk::durable::{create_private, put_in_place},
    hash::Hash,
};

/// Pages copied at once: a quarter of a second's worth at a low rate, and little enough to be stopped soon.
const STEP_PAGES: i32 = 128;

/// Makes a backup beside whoever writes. `progress` is told pages done and pages in all.
pub(crate) fn backup(
    path: &Path,
    options: &BackupOptions,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<BackedUp, BackupError> {
    migrate::check_current(path)?;
    let target = &options.target;
    let is_same =
        fs::canonicalize(target).is_ok_and(|target| fs::canonicalize(path).is_ok_and(|p| p == target));
    if is_same || (target.exists() && !options.force) {
        return Err(BackupError::Exists { path: target.clone() });
    }
    let unfinished = beside(target, ".part");
    let made = make(path, &unfinished, options, progress);
    let made = made.and_then(|made| {
        put_in_place(&unfinished, target).map_err(|source| io_error(target, source))?;
        Ok(made)
    });
    if made.is_err() {
        // Whatever was wrong has been said; half a backup is of no use.
        let _ = fs::remove_file(&unfinished);
    }
    made
}

fn make(
    path: &Path,
    unfinished: &Path,
    options: &BackupOptions,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<BackedUp, BackupError> {
    create_private(unfinished).map_err(|source| io_error(unfinished, source))?;
    let source = open::connect(path, Purpose::Look)?;
    // One snapshot for all steps. Without it a writer would make the copy begin again and again.
    let snapshot = source.unchecked_transaction()?;
    let position = feed::head(&snapshot)?;
    let checkpoint = checkpoints::rows::newest(&snapshot)?;
    let mut copy = Connection::open(unfinished)?;
    // What is lost with the power is a file nobody was told of.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    copy_pages(&snapshot, &mut copy, path, options, progress)?;
    drop(snapshot);
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    add_about(&copy, options, position)?;
    copy.close().map_err(|(_, error)| error)?;
    let bytes = add_seal(unfinished).map_err(|source| io_error(unfinished, source))?;
    Ok(BackedUp { bytes, position, checkpoint })
}

fn copy_pages(
    source: &Connection,
    copy: &mut Connection,
    path: &Path,
    options: &BackupOptions,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), BackupError> {
    let page_size: u64 = source.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let log = beside(path, "-wal");
    let log_bytes = || fs::metadata(&log).map_or(0, |log| log.len());
    // The log keeps its size between two uses; only what the copy makes it grow by is the copy's.
    let log_before = log_bytes();
    let backup = Backup::new(source, copy)?;
    let begun = Instant::now();
    loop {
        let step = backup.step(STEP_PAGES)?;
        let pages = backup.progress();
        let total = u64::try_from(pages.pagecount).unwrap_or_default();
        let done = total - u64::try_from(pages.remaining).unwrap_or_default().min(total);
        progress(done, total);
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => keep_pace(begun, done * page_size, options.rate),
            // Nothing is locked while somebody else checkpoints for longer than this.
            _ => thread::sleep(Duration::from_millis(5)),
        }
        let bytes = log_bytes().saturating_sub(log_before);
        if bytes > options.log_max {
            return Err(BackupError::LogGrew { bytes });
        }
    }
}

/// Waits until this many bytes may have been copied.
fn keep_pace(begun: Instant, bytes: u64, rate: u64) {
    if rate > 0 {
        let due = Duration::from_secs_f64(bytes as f64 / rate as f64);
        thread::sleep(due.saturating_sub(begun.elapsed()));
    }
}

fn add_about(copy: &Connection, options: &BackupOptions, position: u64) -> rusqlite::Result<()> {
    copy.execute_batch(
        "CREATE TABLE backup_about (made_at INTEGER NOT NULL, position INTEGER NOT NULL) STRICT;
         CREATE TABLE backup_files (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;",
    )?;
    copy.execute("INSERT INTO backup_about VALUES (?1, ?2)", params![micros(options.at), position])?;
    for file in &options.files {
        copy.execute("INSERT INTO backup_files VALUES (?1, ?2)", params![file.name, file.bytes])?;
    }
    Ok(())
}

/// Adds the seal, brings everything to the disk, and returns the size.
fn add_seal(path: &Path) -> io::Result<u64> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let (length, digest) = copy_hashed(&mut file, &mut io::sink(), u64::MAX)?;
    file.write_all(&seal(length, &digest))?;
    file.sync_all()?;
    Ok(length + SEAL_BYTES as u64)
}

/// The seal at the end of a file, and the bytes before it; `None` where there is none.
pub(crate) fn find_seal(file: &mut File) -> io::Result<Option<(u64, Hash)>> {
    let length = file.metadata()?.len();
    let Some(before) = length.checked_sub(SEAL_BYTES as u64) else { return Ok(None) };
    let mut bytes = [0; SEAL_BYTES];
    file.seek(SeekFrom::Start(before))?;
    file.read_exact(&mut bytes)?;
    file.rewind()?;
    Ok(read_seal(&bytes))
}

/// Whether a file that has a seal is what was sealed; `None` where it has none.
pub(crate) fn keeps_seal(path: &Path) -> io::Result<Option<bool>> {
    let mut file = File::open(path)?;
    let Some((length, digest)) = find_seal(&mut file)? else { return Ok(None) };
    let whole = file.metadata()?.len() == length + SEAL_BYTES as u64;
    Ok(Some(whole && copy_hashed(&mut file, &mut io::sink(), length)?.1 == digest))
}

fn io_error(path: &Path, source: io::Error) -> BackupError {
    BackupError::Io { path: PathBuf::from(path), source }
}
