//! Settings and the secrets of an installation: texts by key.

use crate::postgres::connection::{Connection, SqlError};

/// A setting's value.
pub(crate) fn get(connection: &Connection, key: &str) -> Result<Option<String>, SqlError> {
    let row = connection.first("SELECT value FROM settings WHERE key = $1", &[&key])?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

/// Sets a value; false when it was set so already.
pub(crate) fn set(connection: &Connection, key: &str, value: &str) -> Result<bool, SqlError> {
    let changed = connection.execute(
        "INSERT INTO settings (key, value) VALUES ($1, $2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE settings.value <> excluded.value",
        &[&key, &value],
    )?;
    Ok(changed > 0)
}

/// Sets a value where there is none; false when there was one.
pub(crate) fn set_first(connection: &Connection, key: &str, value: &str) -> Result<bool, SqlError> {
    let sql = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
    Ok(connection.execute(sql, &[&key, &value])? > 0)
}

/// Writes something that says nothing, so that there is a commit to try; each node has a row of its own.
pub(crate) fn checkup(connection: &Connection, node: i64) -> Result<(), SqlError> {
    let sql = "INSERT INTO checkups (node, count) VALUES ($1, 1)
         ON CONFLICT (node) DO UPDATE SET count = checkups.count + 1";
    connection.execute(sql, &[&node]).map(drop)
}
