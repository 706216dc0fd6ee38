//! Leases: who does what one process at a time does. The time is the database's.

use crate::{
    Fence,
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, big},
        work::Trouble,
    },
};

/// Now, in microseconds, by the database's clock.
const NOW: &str = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// Takes a lease that nobody holds, or renews one's own; `None` while somebody else holds it. A lease that is taken
/// over gets the next fencing number; one that ran out and was taken by nobody keeps its own.
pub(crate) fn take(
    connection: &Connection,
    name: &str,
    holder: u64,
    lasts_micros: i64,
) -> Result<Option<Fence>, SqlError> {
    let sql = format!(
        "INSERT INTO leases AS l (name, holder, fence, expires_at) VALUES ($1, $2, 1, {NOW} + $3)
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
            fence = l.fence + CASE WHEN l.holder = excluded.holder THEN 0 ELSE 1 END
         WHERE l.holder = excluded.holder OR l.expires_at <= {NOW}
         RETURNING fence"
    );
    let row = connection.first(&sql, &[&name, &holder.cast_signed(), &lasts_micros])?;
    row.map(|row| Ok(Fence { name: name.to_owned(), number: Cells::of(&row).count()? })).transpose()
}

/// Gives a lease back, where it is still one's own: the next one need not wait.
pub(crate) fn give_back(connection: &Connection, fence: &Fence, holder: u64) -> Result<(), SqlError> {
    let sql = "UPDATE leases SET expires_at = 0 WHERE name = $1 AND holder = $2 AND fence = $3";
    connection.execute(sql, &[&fence.name, &holder.cast_signed(), &big(fence.number)]).map(drop)
}

/// Whether nobody else has taken the lease since, which stays so until the transaction ends.
pub(crate) fn obey(connection: &Connection, fence: Option<&Fence>) -> Result<(), Trouble> {
    let Some(fence) = fence else { return Ok(()) };
    let sql = "SELECT 1 FROM leases WHERE name = $1 AND fence = $2 FOR SHARE";
    if connection.exists(sql, &[&fence.name, &big(fence.number)])? {
        Ok(())
    } else {
        Err(Trouble::Superseded)
    }
}
