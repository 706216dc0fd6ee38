//! Settings and the secrets of an installation: texts by key.

use rusqlite::{Connection, OptionalExtension};

/// A setting's value.
pub(crate) fn get(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE key = ?1")?;
    statement.query_row([key], |row| row.get(0)).optional()
}

/// Sets a value; false when it was set so already.
pub(crate) fn set(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO settings (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
    )?;
    Ok(statement.execute([key, value])? > 0)
}

/// Sets a value where there is none; false when there was one.
pub(crate) fn set_first(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<bool> {
    let mut statement = connection
        .prepare_cached("INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING")?;
    Ok(statement.execute([key, value])? > 0)
}

/// Writes something that says nothing, so that there is a commit to try.
pub(crate) fn checkup(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO checkups (pk, count) VALUES (1, 1) ON CONFLICT (pk) DO UPDATE SET count = count + 1",
    )?;
    statement.execute([]).map(drop)
}
