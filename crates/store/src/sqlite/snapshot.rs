//! What one read sees: one commit, however many statements it has.

use rusqlite::Connection;

/// All statements of one read see the same commit.
pub(crate) fn snapshot<T>(
    connection: &Connection,
    read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let snapshot = Snapshot(connection);
    connection.prepare_cached("BEGIN")?.execute([])?;
    let result = read(snapshot.0);
    drop(snapshot);
    result
}

/// Ends when dropped, also by a panic.
struct Snapshot<'a>(&'a Connection);

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        if self.0.is_autocommit() {
            return;
        }
        let ended = self.0.prepare_cached("ROLLBACK").and_then(|mut statement| statement.execute([]));
        if let Err(error) = ended {
            tracing::error!(%error, "a snapshot could not be closed");
        }
    }
}
