//! What a cluster's `postgresql.conf` says besides where it listens.

use std::{fs, io::Write, path::Path};

use crate::EngineError;

use super::copies::Kind;

/// What every cluster says. Shared memory stands in its directory, so that none is left behind.
const ALWAYS: [(&str, &str); 7] = [
    ("max_connections", "200"),
    ("shared_buffers", "64MB"),
    ("dynamic_shared_memory_type", "mmap"),
    ("jit", "off"),
    ("log_min_messages", "warning"),
    ("timezone", "UTC"),
    // A standby that has lost its line tries again soon.
    ("wal_retrieve_retry_interval", "100ms"),
];
/// What one says that waits for no disk.
const QUICK: [(&str, &str); 3] = [("fsync", "off"), ("full_page_writes", "off"), ("min_wal_size", "2MB")];

/// Adds the settings of its kind and further ones, of which the last holds.
pub(super) fn write(directory: &Path, kind: Kind, further: &[(&str, &str)]) -> Result<(), EngineError> {
    let of_kind: &[(&str, &str)] = match kind {
        Kind::Quick => &QUICK,
        Kind::Durable => &[],
    };
    let lines: String = ALWAYS
        .iter()
        .chain(of_kind)
        .chain(further)
        .map(|(name, value)| format!("{name} = '{}'\n", value.replace('\'', "''")))
        .collect();
    let file = fs::OpenOptions::new().append(true).open(directory.join("data/postgresql.conf"));
    file.and_then(|mut file| file.write_all(lines.as_bytes()))
        .map_err(EngineError::system("The settings of PostgreSQL could not be written"))
}
