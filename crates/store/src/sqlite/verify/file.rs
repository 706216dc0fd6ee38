//! The file as such: its pages and indexes, and whether its tables are those of this version.

use std::{collections::BTreeMap, path::Path};

use rusqlite::Connection;

use super::Walk;
use crate::{
    Place,
    sqlite::{backup, migrate},
};

/// Sentences of SQLite's that are passed on at most.
const SENTENCES: u32 = 100;

pub(super) fn check(walk: &mut Walk<'_>, path: &Path) -> rusqlite::Result<()> {
    let connection = walk.connection;
    if matches!(backup::keeps_seal(path), Ok(Some(false))) {
        walk.finds(Place::File, "The backup was changed or cut short since it was made.");
    }
    schema(walk)?;
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({SENTENCES})"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let sentence: String = row.get(0)?;
        if sentence != "ok" {
            walk.finds(Place::File, sentence);
        }
    }
    Ok(())
}

/// A table or an index that somebody took away would take what it kept in order with it.
fn schema(walk: &mut Walk<'_>) -> rusqlite::Result<()> {
    let expected = read(&migrate::blank()?)?;
    let found = read(walk.connection)?;
    for (name, sql) in &expected {
        match found.get(name) {
            None => walk.finds(Place::File, format!("{name} is gone from the database.")),
            Some(other) if other != sql => {
                walk.finds(Place::File, format!("{name} is not as this version makes it."));
            }
            Some(_) => {}
        }
    }
    for name in found.keys().filter(|name| !expected.contains_key(*name)) {
        walk.finds(Place::File, format!("{name} does not belong to this database."));
    }
    Ok(())
}

/// What there is in a database, by kind and name, with the words that made it.
fn read(connection: &Connection) -> rusqlite::Result<BTreeMap<String, Option<String>>> {
    let mut statement = connection.prepare(
        "SELECT type || ' ' || name, sql FROM sqlite_schema
         WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'backup\\_%' ESCAPE '\\'",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
