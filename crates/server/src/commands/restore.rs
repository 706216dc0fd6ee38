//! `deskbell restore`: puts a backup in place, on a machine where no server runs.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context, bail};
use deskbell_store::{RestoreOptions, Store};

use super::{backup::has_room, told::Told};
use crate::{cli::Restore, config::Config, home};

/// Restores.
///
/// # Errors
/// With the store's own sentence; what was in place is as it was then.
#[allow(clippy::disallowed_methods, reason = "there is no hall here, only the machine's clock")]
pub fn restore(config: &Config, restore: &Restore) -> anyhow::Result<ExitCode> {
    let size = fs::metadata(&restore.file)
        .with_context(|| format!("The backup {} cannot be read", restore.file.display()))?
        .len();
    let dir = home::prepare(config)?;
    if !restore.force && !is_empty(&dir)? {
        bail!(
            "The data directory {} is not empty. Choose another, or say --force: what is in the way is moved \
             aside then.",
            dir.display()
        );
    }
    has_room(&dir, size)?;
    let aside = format!("before-restore-{}", jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ"));
    let options = RestoreOptions {
        source: restore.file.clone(),
        target: config
            .database_file("Restore it with pg_restore, or by your provider; then run deskbell verify.")?,
        files_dir: dir.clone(),
        aside: restore.force.then(|| dir.join(&aside)),
    };
    let mut told = Told::default();
    let restored = Store::restore(&options, &mut |progress| told.progress(progress))?;
    let verified = &restored.verified;
    println!(
        "Restored {} conversations with {} entries into {}.",
        verified.conversations,
        verified.entries,
        dir.display()
    );
    match restored.made_at {
        Some(made_at) => println!("The backup was made at {made_at}."),
        None => println!("The file is a database and no backup: it was sound, but carries no seal."),
    }
    if let Some(checkpoint) = verified.newest {
        println!("newest checkpoint: {checkpoint}");
    }
    if restored.moved_aside {
        println!("What was there before is in {}.", dir.join(aside).display());
    }
    if restored.files.is_empty() {
        println!("It holds no secret: set jwt_secret as it was, or tokens signed before are worth nothing.");
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a directory holds nothing of an installation. The lock file of a store that is closed is nothing.
fn is_empty(dir: &Path) -> anyhow::Result<bool> {
    let files =
        fs::read_dir(dir).with_context(|| format!("The directory {} cannot be read", dir.display()))?;
    for file in files {
        let name = file?.file_name();
        if !name.to_string_lossy().ends_with(".lock") && name != "lost+found" {
            return Ok(false);
        }
    }
    Ok(true)
}
