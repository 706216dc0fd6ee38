//! Migrations: forward only, from any older schema, each in a transaction of its own, with a copy of the file
//! made before the first one.
//!
//! `PRAGMA user_version` holds the number of the newest migration that ran, and changes in its transaction.

use std::{fs, path::Path};

use rusqlite::Connection;

use super::{
    log,
    open::{self, Purpose, explain, explain_io},
};
use crate::{MigrationReport, OpenError, disk::durable};

/// One migration; its number is its place in the list, from 1.
pub(crate) struct Migration {
    name: &'static str,
    sql: &'static str,
}

/// Every migration, in order.
const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_beginning", sql: include_str!("../../migrations/sqlite/0001_beginning.sql") },
    Migration { name: "0002_checkpoints", sql: include_str!("../../migrations/sqlite/0002_checkpoints.sql") },
    Migration { name: "0003_rehearsals", sql: include_str!("../../migrations/sqlite/0003_rehearsals.sql") },
    Migration { name: "0004_names", sql: include_str!("../../migrations/sqlite/0004_names.sql") },
    Migration { name: "0005_places", sql: include_str!("../../migrations/sqlite/0005_places.sql") },
    Migration { name: "0006_leases", sql: include_str!("../../migrations/sqlite/0006_leases.sql") },
    Migration { name: "0007_desk", sql: include_str!("../../migrations/sqlite/0007_desk.sql") },
    Migration { name: "0008_search", sql: include_str!("../../migrations/sqlite/0008_search.sql") },
    Migration { name: "0009_waiting", sql: include_str!("../../migrations/sqlite/0009_waiting.sql") },
    Migration { name: "0010_uploads", sql: include_str!("../../migrations/sqlite/0010_uploads.sql") },
    Migration { name: "0011_details", sql: include_str!("../../migrations/sqlite/0011_details.sql") },
];

/// "Desk": what `PRAGMA application_id` says of a file of ours.
const APPLICATION_ID: i32 = 0x4465_736b;
/// A message writes the page at its timeline's end, so a small page; a page of history reads two or three.
const PAGE_SIZE: u32 = 4096;

/// The migrations a file still needs; all of them where there is no file.
pub(crate) fn pending(path: &Path) -> Result<Vec<&'static str>, OpenError> {
    pending_of(path, MIGRATIONS)
}

fn pending_of(path: &Path, migrations: &[Migration]) -> Result<Vec<&'static str>, OpenError> {
    if !path.try_exists().map_err(|error| explain_io(path, error))? {
        return Ok(migrations.iter().map(|migration| migration.name).collect());
    }
    open::check_writable(path, false)?;
    let version = look(path, migrations)?;
    Ok(migrations[version as usize..].iter().map(|migration| migration.name).collect())
}

/// The number of the newest migration that ran, asked without touching the file.
fn look(path: &Path, known: &[Migration]) -> Result<u32, OpenError> {
    let look = |purpose| open::connect(path, purpose).and_then(|found| version(&found, path, known));
    match look(Purpose::Look) {
        // A power cut while the file was made left a journal, which only somebody who may write can undo.
        Err(OpenError::ReadOnly { .. }) => look(Purpose::Checkpoint),
        other => other,
    }
}

/// Whether a file is of this schema, without touching it.
pub(crate) fn check_current(path: &Path) -> Result<(), OpenError> {
    fs::metadata(path).map_err(|error| explain_io(path, error))?;
    let version = version(&open::connect(path, Purpose::Look)?, path, MIGRATIONS)?;
    match MIGRATIONS.len() - version as usize {
        0 => Ok(()),
        count => Err(OpenError::PendingMigrations { database: path.into(), count }),
    }
}

/// An empty database of this schema, in memory.
pub(crate) fn blank() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    MIGRATIONS.iter().try_for_each(|migration| connection.execute_batch(migration.sql))?;
    Ok(connection)
}

/// Makes the file if there is none, and brings it to the newest schema.
pub(crate) fn migrate(path: &Path, snapshot: bool) -> Result<MigrationReport, OpenError> {
    migrate_with(path, snapshot, MIGRATIONS)
}

fn migrate_with(path: &Path, snapshot: bool, migrations: &[Migration]) -> Result<MigrationReport, OpenError> {
    let _lock = open::lock(path)?;
    open::check_writable(path, true)?;
    // Looked at first by somebody who leaves it as it is, log and all, whatever turns out to be wrong.
    look(path, migrations)?;
    let connection = open::connect(path, Purpose::Write)?;
    let from = version(&connection, path, migrations)?;
    log::settle(&connection, path)?;
    let pending = &migrations[from as usize..];
    let mut report = MigrationReport { from, to: from, applied: Vec::new(), snapshot: None };
    if from == 0 {
        begin_file(&connection).map_err(|error| explain(path, error))?;
    } else if snapshot && !pending.is_empty() {
        report.snapshot = Some(copy(&connection, path, from + 1)?);
    }
    for migration in pending {
        apply(&connection, path, migration, report.to + 1)?;
        report.to += 1;
        report.applied.push(migration.name);
    }
    Ok(report)
}

/// Brings a file that nobody else knows of to the newest schema.
pub(crate) fn forward(path: &Path) -> Result<(), OpenError> {
    let connection = open::connect(path, Purpose::Write)?;
    let from = version(&connection, path, MIGRATIONS)?;
    for (migration, number) in MIGRATIONS.iter().zip(1..).skip(from as usize) {
        apply(&connection, path, migration, number)?;
    }
    Ok(())
}

/// The number of the newest migration that ran, where the file is ours and not newer than we are.
fn version(connection: &Connection, path: &Path, known: &[Migration]) -> Result<u32, OpenError> {
    let read = || -> rusqlite::Result<(i32, u32, u32)> {
        let application_id = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((application_id, version, tables))
    };
    let (application_id, found, tables) = read().map_err(|error| explain(path, error))?;
    let is_new = application_id == 0 && found == 0 && tables == 0;
    if application_id != APPLICATION_ID && !is_new {
        let reason = "it belongs to another program".to_owned();
        return Err(OpenError::Corrupt { path: path.into(), reason });
    }
    let known = u32::try_from(known.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(OpenError::NewerSchema { database: path.into(), found, known });
    }
    Ok(found)
}

fn begin_file(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)
}

/// Copies the database beside itself. The copy appears under its name only when it is whole.
fn copy(connection: &Connection, path: &Path, next: u32) -> Result<std::path::PathBuf, OpenError> {
    let target = open::beside(path, &format!(".before-{next:04}"));
    let unfinished = open::beside(path, &format!(".before-{next:04}.part"));
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(|error| explain_io(path, error))?;
    }
    connection
        .execute("VACUUM INTO ?1", [unfinished.to_string_lossy()])
        .map_err(|error| explain(path, error))?;
    durable::put_in_place(&unfinished, &target).map_err(|error| explain_io(path, error))?;
    Ok(target)
}

fn apply(connection: &Connection, path: &Path, migration: &Migration, number: u32) -> Result<(), OpenError> {
    run(connection, migration, number).map_err(|error| match explain(path, error) {
        OpenError::Corrupt { reason, .. } => {
            OpenError::Migration { database: path.into(), name: migration.name, reason }
        }
        other => other,
    })
}

fn run(connection: &Connection, migration: &Migration, number: u32) -> rusqlite::Result<()> {
    // A migration may rebuild a table others refer to; references are checked as a whole before the commit.
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch(migration.sql)?;
    transaction.pragma_update(None, "user_version", number)?;
    let dangling = transaction.prepare("PRAGMA foreign_key_check")?.exists([])?;
    if dangling {
        return Err(rusqlite::Error::InvalidParameterName("rows refer to rows that are gone".into()));
    }
    transaction.commit()?;
    connection.pragma_update(None, "foreign_keys", true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration =
        Migration { name: "0001_beginning", sql: include_str!("../../migrations/sqlite/0001_beginning.sql") };
    const OLD: &[Migration] = &[FIRST];
    const MORE: &[Migration] =
        &[FIRST, Migration { name: "0002_more", sql: "CREATE TABLE more (pk INTEGER PRIMARY KEY) STRICT;" }];
    const BROKEN: &[Migration] = &[
        FIRST,
        Migration {
            name: "0002_broken",
            sql: "CREATE TABLE half (pk INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);",
        },
    ];

    #[test]
    fn an_older_file_is_copied_and_brought_forward() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deskbell.db");
        migrate_with(&path, true, OLD).unwrap();
        let report = migrate_with(&path, true, MORE).unwrap();
        assert_eq!((report.from, report.to, report.applied), (1, 2, vec!["0002_more"]));
        let copy = report.snapshot.unwrap();
        assert_eq!(copy.file_name().unwrap(), "deskbell.db.before-0002");
        assert_eq!(pending_of(&copy, OLD).unwrap(), Vec::<&str>::new(), "the copy is of the schema before");
        assert!(matches!(pending_of(&path, OLD), Err(OpenError::NewerSchema { found: 2, known: 1, .. })));
    }

    #[test]
    fn a_migration_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deskbell.db");
        migrate_with(&path, true, OLD).unwrap();
        let error = migrate_with(&path, true, BROKEN).unwrap_err();
        assert!(matches!(error, OpenError::Migration { name: "0002_broken", .. }), "{error}");
        assert_eq!(migrate_with(&path, true, OLD).unwrap().applied, Vec::<&str>::new());
        migrate_with(&path, true, MORE).unwrap();
    }

    #[test]
    fn every_older_schema_is_brought_to_the_newest() {
        for number in 1..MIGRATIONS.len() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("deskbell.db");
            migrate_with(&path, true, &MIGRATIONS[..number]).unwrap();
            assert_eq!(migrate(&path, true).unwrap().applied.len(), MIGRATIONS.len() - number);
        }
    }
}
