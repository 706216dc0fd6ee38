//! What is done for the whole installation by whoever holds its lease.

use super::{
    connection::Connection,
    line::Line,
    rows::{feed, leases, places},
    work::{Trouble, sql_error},
};
use crate::{Fence, StoreError};

/// Rows of the feed looked at in one go.
const LOOK: usize = 1024;

/// Does something that writes, on a connection that otherwise reads.
pub(crate) fn tend(
    line: &mut Line,
    work: impl FnOnce(&Connection) -> Result<(), Trouble>,
) -> Result<(), StoreError> {
    let tended = line.open().map_err(Trouble::Sql).and_then(work);
    tended.map_err(|trouble| {
        if let Trouble::Sql(error) = &trouble {
            tracing::warn!(%error, "the installation was not tended");
            line.cut();
        }
        trouble.tell(sql_error)
    })
}

/// Moves in lists what was written before this and waits for its place: what a node that died has left is among it.
pub(crate) fn settle_lists(connection: &Connection, fence: Option<&Fence>) -> Result<(), Trouble> {
    let head = feed::safe_head(connection)?;
    let mut position = places::position(connection)?;
    while position < head {
        let mut moved = Vec::new();
        let seen = feed::mentions(connection, position, head, LOOK, |row| {
            position = row.position;
            moved.extend(row.moved.iter().map(|id| id.0));
        })?;
        if seen < LOOK {
            position = head;
        }
        moved.sort_unstable();
        moved.dedup();
        connection.run("BEGIN")?;
        let step = || {
            leases::obey(connection, fence)?;
            places::move_named(connection, &moved)?;
            places::set_position(connection, position)?;
            Ok::<_, Trouble>(connection.run("COMMIT")?)
        };
        if let Err(trouble) = step() {
            connection.run("ROLLBACK")?;
            return Err(trouble);
        }
    }
    Ok(())
}
