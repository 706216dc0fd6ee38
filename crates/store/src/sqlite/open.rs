//! Connections: how the file is opened, for whom, and what is said when it cannot be.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig, functions::FunctionFlags};

use crate::OpenError;

/// How long a statement waits for another process's transaction.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long opening waits for a store that is just going away.
const LOCK_WAIT: Duration = Duration::from_secs(3);
/// Statements each connection keeps prepared.
const STATEMENTS: usize = 128;
/// What a log that had to grow for a while is cut back to when it is begun anew.
const LOG_KEPT_BYTES: u64 = 64 * 1024 * 1024;

/// Pages the writer keeps: those in which thousands of conversations are written at the same time.
const WRITER_CACHE_KIB: i64 = 64 * 1024;
/// Pages each reader keeps: the upper floors of every index. The rest is the system's to keep, once for all, and
/// each commit makes a reader's own copies old.
const READER_CACHE_KIB: i64 = 1024;

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The writer, and migrations.
    Write,
    /// A reader.
    Read,
    /// The checkpointer.
    Checkpoint,
    /// A few reads now and then, which need no room in memory.
    Aside,
    /// Somebody who looks on and changes nothing, not even by leaving.
    Look,
}

/// Opens a connection to an existing file.
pub(crate) fn connect(path: &Path, purpose: Purpose) -> Result<Connection, OpenError> {
    let access = match purpose {
        Purpose::Look => OpenFlags::SQLITE_OPEN_READ_ONLY,
        _ => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| explain(path, error))?;
    prepare(&connection, purpose).map_err(|error| explain(path, error))?;
    Ok(connection)
}

fn prepare(connection: &Connection, purpose: Purpose) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A statement is planned once, and not anew for each value that is bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;
         PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;",
    )?;
    if purpose != Purpose::Write {
        // The log goes into the file when the store says so, and not because a reader goes home last.
        leave_log(connection)?;
    }
    match purpose {
        // What is erased shall be gone from the file too, not only from its rows.
        Purpose::Write => {
            connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
            connection.execute_batch("PRAGMA secure_delete = ON;")?;
            connection.pragma_update(None, "journal_size_limit", LOG_KEPT_BYTES)?;
        }
        Purpose::Read => {
            connection.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
            connection.execute_batch("PRAGMA query_only = ON;")?;
            add_contains(connection)?;
        }
        Purpose::Checkpoint | Purpose::Look => {}
        Purpose::Aside => connection.execute_batch("PRAGMA cache_size = -1024; PRAGMA query_only = ON;")?,
    }
    Ok(())
}

/// Has a connection that closes as the last one leave the log as it is.
pub(crate) fn leave_log(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map(drop)
}

/// `contains_text(haystack, needle)`: whether a text holds another in any case. SQL's own `LIKE` folds ASCII
/// only and gives `%` and `_` a meaning. `needle` comes in lower case.
fn add_contains(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("contains_text", 2, flags, |context| {
        let needle = context.get_raw(1).as_str()?;
        let haystack = context.get_raw(0).as_str_or_null()?;
        Ok(haystack.is_some_and(|haystack| haystack.to_lowercase().contains(needle)))
    })
}

/// Holds the right to be the one process that decides; given back when dropped.
pub(crate) struct Lock(#[expect(dead_code, reason = "held for the lock on it")] File);

/// Takes the lock beside the database file, waiting a little for a store that is just closing.
pub(crate) fn lock(path: &Path) -> Result<Lock, OpenError> {
    let until = Instant::now() + LOCK_WAIT;
    loop {
        match try_lock(path)? {
            Some(lock) => return Ok(lock),
            None if Instant::now() < until => thread::sleep(Duration::from_millis(20)),
            None => return Err(OpenError::Busy { path: path.into() }),
        }
    }
}

/// Takes the lock if nobody has it.
pub(crate) fn try_lock(path: &Path) -> Result<Option<Lock>, OpenError> {
    let lock_path = beside(path, ".lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(|error| explain_io(path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(explain_io(path, error)),
    }
}

/// The path of a file that lies beside the database and begins with its name.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Opens the file for writing and closes it again: the system's own words are clearer than SQLite's.
pub(crate) fn check_writable(path: &Path, create: bool) -> Result<(), OpenError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(create)
        .truncate(false)
        .open(path)
        .map(drop)
        .map_err(|error| explain_io(path, error))
}

pub(crate) fn explain_io(path: &Path, source: io::Error) -> OpenError {
    let path = path.into();
    match source.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => OpenError::ReadOnly { path },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            OpenError::Disk { path, reason: source.to_string() }
        }
        _ => OpenError::Io { path, source },
    }
}

#[expect(clippy::needless_pass_by_value, reason = "stands where errors are mapped")]
pub(crate) fn explain(path: &Path, error: rusqlite::Error) -> OpenError {
    let reason = error.to_string();
    let path = path.into();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Busy { path },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => OpenError::ReadOnly { path },
        Some(ErrorCode::SystemIoFailure | ErrorCode::DiskFull) => OpenError::Disk { path, reason },
        Some(ErrorCode::CannotOpen) => OpenError::Io { path, source: io::Error::other(reason) },
        _ => OpenError::Corrupt { path, reason },
    }
}
