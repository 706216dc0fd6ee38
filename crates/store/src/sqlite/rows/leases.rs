//! Leases: who does what one process at a time does. A file has one such process, so the time is not asked: whoever
//! has the file takes over what an earlier process has left.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{Fence, sqlite::work::Trouble};

/// Takes a lease. One that another process had gets the next fencing number.
pub(crate) fn take(
    connection: &Connection,
    name: &str,
    holder: u64,
    lasts_micros: i64,
) -> rusqlite::Result<Option<Fence>> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO leases (name, holder, fence, expires_at) VALUES (?1, ?2, 1, ?3)
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
            fence = fence + (leases.holder <> excluded.holder)
         RETURNING fence",
    )?;
    let number = statement.query_row(params![name, holder.cast_signed(), lasts_micros], |row| row.get(0))?;
    Ok(Some(Fence { name: name.to_owned(), number }))
}

/// Gives a lease back, where it is still one's own.
pub(crate) fn give_back(connection: &Connection, fence: &Fence, holder: u64) -> rusqlite::Result<()> {
    let mut statement = connection
        .prepare_cached("UPDATE leases SET expires_at = 0 WHERE name = ?1 AND holder = ?2 AND fence = ?3")?;
    statement.execute(params![fence.name, holder.cast_signed(), fence.number]).map(drop)
}

/// Whether nobody else has taken the lease since.
pub(crate) fn obey(connection: &Connection, fence: Option<&Fence>) -> Result<(), Trouble> {
    let Some(fence) = fence else { return Ok(()) };
    let mut statement = connection.prepare_cached("SELECT fence FROM leases WHERE name = ?1")?;
    let number: Option<u64> = statement.query_row([&fence.name], |row| row.get(0)).optional()?;
    if number == Some(fence.number) { Ok(()) } else { Err(Trouble::Superseded) }
}
