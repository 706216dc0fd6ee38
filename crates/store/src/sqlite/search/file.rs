//! The index's file. Nothing is lost with it: whatever is wrong with it, it is made anew.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::{
    OpenError,
    sqlite::open::{self, Purpose},
};

/// What it is called, beside a database of the usual name.
const NAME: &str = "search.db";
/// The usual name of a database.
const DATABASE: &str = "deskbell.db";
/// The number of this shape. A file of another one is made anew.
const VERSION: u32 = 1;
/// "Desf": what `PRAGMA application_id` says of an index of ours.
const APPLICATION_ID: i32 = 0x4465_7366;
/// How long a statement waits for `deskbell reindex`.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Pages the writer keeps: those of the newest blocks.
const WRITER_CACHE_KIB: i64 = 16 * 1024;
/// Pages each searcher keeps.
const SEARCHER_CACHE_KIB: i64 = 4 * 1024;
/// Statements each connection keeps prepared.
const STATEMENTS: usize = 64;

/// Things are conversations and customers, by the ids that the world sees: rows there may be given to others once
/// theirs are gone. A word has one row in each block of documents in which it is; see `search/block.rs` for the bytes.
const SCHEMA: &str = "
    CREATE TABLE state (
        pk            INTEGER PRIMARY KEY CHECK (pk = 1),
        generation    INTEGER NOT NULL,
        position      INTEGER NOT NULL,
        mark_position INTEGER,
        mark          BLOB,
        next_doc      INTEGER NOT NULL
    ) STRICT;
    INSERT INTO state (pk, generation, position, next_doc) VALUES (1, 1, 0, 0);
    CREATE TABLE things (
        no     INTEGER PRIMARY KEY,
        id     BLOB    NOT NULL UNIQUE,
        doc    INTEGER,
        digest BLOB    NOT NULL,
        seq    INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE docs (
        doc   INTEGER PRIMARY KEY,
        thing INTEGER NOT NULL,
        seq   INTEGER NOT NULL,
        kind  INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX docs_by_thing ON docs (thing, seq);
    CREATE TABLE words (
        block INTEGER NOT NULL,
        word  TEXT    NOT NULL,
        docs  BLOB    NOT NULL,
        PRIMARY KEY (block, word)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE blocks (
        block    INTEGER PRIMARY KEY,
        first_at INTEGER NOT NULL,
        last_at  INTEGER NOT NULL
    ) STRICT;";

/// Where the index of a database lies.
pub(super) fn beside(desk: &Path) -> PathBuf {
    if desk.file_name().is_some_and(|name| name == DATABASE) {
        desk.with_file_name(NAME)
    } else {
        open::beside(desk, ".search")
    }
}

/// Makes the file where there is none of this shape.
pub(super) fn make_ready(path: &Path) -> Result<(), OpenError> {
    match version(path) {
        Ok(Some(VERSION)) => return Ok(()),
        Ok(None) => {}
        Ok(Some(_)) => {
            tracing::info!("the search index is of another version and is made anew");
            remove(path)?;
        }
        Err(error) if is_damaged(&error) => {
            tracing::warn!(%error, "the search index is damaged and is made anew");
            remove(path)?;
        }
        Err(error) => return Err(explain(path, error)),
    }
    make(path).map_err(|error| explain(path, error))
}

/// The number of the shape of a file; `None` where there is none, or nothing in it.
fn version(path: &Path) -> rusqlite::Result<Option<u32>> {
    if !path.exists() {
        return Ok(None);
    }
    let connection = connect(path, Purpose::Write)?;
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: u32 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (id, tables) {
        (APPLICATION_ID, _) => Some(version),
        (_, 0) => None,
        // Somebody else's; its number is none of ours.
        _ => Some(0),
    })
}

fn make(path: &Path) -> rusqlite::Result<()> {
    let connection = connect(path, Purpose::Write)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch(SCHEMA)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// Opens a connection to it.
pub(super) fn connect(path: &Path, purpose: Purpose) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // After a power cut it may have forgotten its last rounds, which the feed tells it again.
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA synchronous = NORMAL;",
    )?;
    if purpose == Purpose::Write {
        connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
        // What is erased shall be gone from the file too, not only from its rows.
        connection.execute_batch("PRAGMA secure_delete = ON;")?;
    } else {
        connection.pragma_update(None, "cache_size", -SEARCHER_CACHE_KIB)?;
        connection.execute_batch("PRAGMA query_only = ON;")?;
    }
    Ok(connection)
}

/// Removes the file with its log.
pub(super) fn remove(path: &Path) -> Result<(), OpenError> {
    for ending in ["", "-wal", "-shm"] {
        match fs::remove_file(open::beside(path, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(open::explain_io(path, error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Whether an error says that the file cannot be read as what it is.
pub(super) fn is_damaged(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

pub(super) fn explain(path: &Path, error: rusqlite::Error) -> OpenError {
    open::explain(path, error)
}
