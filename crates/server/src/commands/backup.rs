//! `deskbell backup`: copies all there is into one file, while the server runs.

use std::{fs, path::Path, process::ExitCode};

use anyhow::bail;
use deskbell_store::{BackupFile, BackupOptions, Store};

use super::told::{Told, mebibytes};
use crate::{cli::Backup, config::Config, home};

const MIB: u64 = 1 << 20;

/// Makes a backup.
///
/// # Errors
/// With the store's own sentence; no file of that name was made or changed then.
#[allow(clippy::disallowed_methods, reason = "there is no hall here, only the machine's clock")]
pub fn backup(config: &Config, backup: &Backup) -> anyhow::Result<ExitCode> {
    let path = config.database_file(
        "Make a copy with pg_dump, or by your provider's backups, and keep the secret that is in it or in your configuration.",
    )?;
    let folder = backup.file.parent().filter(|folder| !folder.as_os_str().is_empty());
    has_room(folder.unwrap_or(Path::new(".")), needed(&path))?;
    let files: Vec<BackupFile> = home::kept_secret(config)?.into_iter().collect();
    let has_secret = !files.is_empty();
    let options = BackupOptions {
        target: backup.file.clone(),
        force: backup.force,
        rate: backup.rate * MIB,
        log_max: backup.log_max * MIB,
        files,
        at: jiff::Timestamp::now(),
    };
    let mut told = Told::default();
    let made = Store::backup(&path, &options, &mut |done, total| told.tell("copying", done, total))?;
    println!(
        "{} holds everything up to change {} ({}).",
        backup.file.display(),
        made.position,
        mebibytes(made.bytes)
    );
    match made.checkpoint {
        Some(checkpoint) => println!("newest checkpoint: {checkpoint}"),
        None => println!("There is no checkpoint yet; the server makes the first a minute after its start."),
    }
    if !has_secret {
        println!(
            "The secret that signs tokens is not in it: it is part of your configuration. Keep that as well."
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Bytes that a copy will take, about.
fn needed(path: &Path) -> u64 {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    [path, Path::new(&log)]
        .into_iter()
        .filter_map(|path| fs::metadata(path).ok())
        .map(|file| file.len())
        .sum()
}

/// Asks the system for room before anything is written, where it can be asked.
///
/// # Errors
/// With a sentence, where there is too little.
pub fn has_room(folder: &Path, needed: u64) -> anyhow::Result<()> {
    #[cfg(unix)]
    if let Ok(disk) = rustix::fs::statvfs(folder) {
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        if free < needed {
            bail!(
                "There is not enough room in {}: {} are needed, {} are free.",
                folder.display(),
                mebibytes(needed),
                mebibytes(free)
            );
        }
    }
    Ok(())
}
