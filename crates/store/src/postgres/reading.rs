//! Reads: each sees one commit, on whichever connection is free.

use super::{
    connection::{Connection, SqlError},
    line::Line,
    work::sql_error,
};
use crate::StoreError;

/// What a reading connection asks for besides: no read lasts longer than whoever waits for it.
pub(crate) const SESSION: &str = "SET statement_timeout = '9s'";

/// Runs a read on a snapshot of its own. It ends with [`rest`], after the asker has been answered. Where the connection
/// had broken since it was used last, the read is asked again on a new one.
pub(crate) fn read<T>(
    line: &mut Line,
    name: &'static str,
    mut read: impl FnMut(&Connection) -> Result<T, SqlError>,
) -> Result<T, StoreError> {
    let was_there = line.now().is_some();
    let mut result = attempt(line, &mut read);
    if was_there && result.as_ref().is_err_and(SqlError::is_lost) {
        line.cut();
        result = attempt(line, &mut read);
    }
    result.map_err(|error| {
        if error.is_lost() {
            line.cut();
            // Said once by each reader: whoever looks now and then would say it again each time.
            if line.begins_to_miss() {
                tracing::warn!(%error, name, "a read did not reach the database");
            }
        } else {
            tracing::error!(%error, name, "a read failed");
        }
        sql_error(&error)
    })
}

fn attempt<T>(
    line: &mut Line,
    read: &mut impl FnMut(&Connection) -> Result<T, SqlError>,
) -> Result<T, SqlError> {
    let connection = line.open()?;
    connection.take_snapshot();
    read(connection)
}

/// Ends the snapshot of the last read.
pub(crate) fn rest(line: &mut Line) {
    if line.now().is_some_and(|connection| connection.forget_snapshot().is_err()) {
        line.cut();
    }
}
