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

/// What one says that speaks TLS.
pub(super) const TLS: [(&str, &str); 3] =
    [("ssl", "on"), ("ssl_cert_file", "server.pem"), ("ssl_key_file", "server.key")];

/// Takes nobody over the network without TLS.
pub(super) fn wants_tls(data: &Path) -> Result<(), EngineError> {
    let file = data.join("pg_hba.conf");
    let changed = fs::read_to_string(&file).and_then(|text| {
        let lines = text.lines().map(|line| line.replacen("host ", "hostssl ", 1) + "\n");
        fs::write(&file, lines.collect::<String>())
    });
    changed.map_err(EngineError::system("Who may connect to PostgreSQL could not be written"))
}

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
