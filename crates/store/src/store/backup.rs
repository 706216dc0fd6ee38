//! Making a copy of all there is, and putting one in place.

use std::path::Path;

use super::Store;
use crate::{BackedUp, BackupError, BackupOptions, Progress, RestoreOptions, Restored, sqlite::backup};

impl Store {
    /// Makes a backup of a database, beside the server that writes to it: everything that was acknowledged
    /// before this began is in it. The writer is never waited for and never made to wait; what it writes
    /// meanwhile stays in the log, whose growth is bounded by [`BackupOptions::log_max`]. Blocks while it does;
    /// `progress` is told pages done and pages in all.
    ///
    /// # Errors
    /// With a sentence; then no file of that name was made or changed.
    pub fn backup(
        path: &Path,
        options: &BackupOptions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BackedUp, BackupError> {
        backup::backup(path, options, progress)
    }

    /// Puts a backup, or any sound database of this program, in place: copies it, brings the copy to the newest
    /// schema, walks over all of it, and only then gives it its name. Refused while a server runs there. Blocks
    /// while it does.
    ///
    /// # Errors
    /// With a sentence; then what was in place is as it was.
    pub fn restore(
        options: &RestoreOptions,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Restored, BackupError> {
        backup::restore(options, progress)
    }
}
