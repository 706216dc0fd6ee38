//! Reads: each sees one commit, on whichever connection is free.

use super::{
    connection::{Connection, SqlError},
    line::Line,
    work::sql_error,
};
use crate::StoreError;

/// What reading connections ask for besides.
pub(crate) const SESSION: &str = "SET default_transaction_read_only = off";

/// Runs a read on a snapshot of its own. It ends with [`rest`], after the asker has been answered.
pub(crate) fn read<T>(
    line: &mut Line,
    name: &'static str,
    read: impl FnOnce(&Connection) -> Result<T, SqlError>,
) -> Result<T, StoreError> {
    let result = line.open().and_then(|connection| {
        connection.take_snapshot();
        read(connection)
    });
    result.map_err(|error| {
        if error.is_lost() {
            line.cut();
            tracing::warn!(%error, name, "a read did not reach the database");
        } else {
            tracing::error!(%error, name, "a read failed");
        }
        sql_error(&error)
    })
}

/// Ends the snapshot of the last read.
pub(crate) fn rest(line: &mut Line) {
    if line.now().is_some_and(|connection| connection.forget_snapshot().is_err()) {
        line.cut();
    }
}
