//! The data directory: its database, and the secret that signs tokens.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use deskbell_domain::{InboxId, TeamId};
use deskbell_store::{BackupFile, CommitBatch, Options, Seed, Store, durable};
use tokio::sync::mpsc;

use crate::config::{Config, SECRET_MIN_BYTES};

/// Where the secret is kept, in the data directory.
const SECRET_FILE: &str = "jwt-secret";

/// Makes the data directory where there is none.
///
/// # Errors
/// With a sentence that names the directory.
pub fn prepare(config: &Config) -> anyhow::Result<PathBuf> {
    let dir = PathBuf::from(&config.data_dir);
    make_dir(&dir)?;
    Ok(dir)
}

/// Makes a directory where there is none; nobody else on the machine may read it.
///
/// # Errors
/// With a sentence that names the directory.
pub fn make_dir(dir: &Path) -> anyhow::Result<()> {
    let sentence = || format!("The data directory {} cannot be made or written", dir.display());
    if !dir.exists() {
        durable::make_folder(dir).with_context(sentence)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(dir, fs::Permissions::from_mode(0o700)).with_context(sentence)?;
        }
    }
    Ok(())
}

/// The secret that signs tokens: the configured one, else one that is made and kept.
///
/// # Errors
/// With a sentence, where it is too short or cannot be kept.
pub fn secret(config: &Config) -> anyhow::Result<Vec<u8>> {
    match known_secret(config)? {
        Some(secret) => Ok(secret),
        None => make_secret(&prepare(config)?.join(SECRET_FILE)),
    }
}

/// The same where there is one already; nothing is made.
///
/// # Errors
/// With a sentence, where it is too short or cannot be read.
pub fn known_secret(config: &Config) -> anyhow::Result<Option<Vec<u8>>> {
    use std::io::ErrorKind as Kind;
    if let Some(secret) = config.secret()? {
        return Ok(Some(secret.to_vec()));
    }
    let path = Path::new(&config.data_dir).join(SECRET_FILE);
    match fs::read_to_string(&path) {
        Ok(text) if text.trim().len() >= SECRET_MIN_BYTES => Ok(Some(text.trim().as_bytes().to_vec())),
        Ok(_) => {
            bail!("The secret in {} is too short; delete the file to have a new one made.", path.display())
        }
        // Where there is no directory yet, or something else in its place, making one says so.
        Err(error) if matches!(error.kind(), Kind::NotFound | Kind::NotADirectory) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("The secret in {} cannot be read", path.display())),
    }
}

/// The secret that was made and kept, for a backup; `None` where it is configured or not made yet.
///
/// # Errors
/// With a sentence, where it cannot be read.
pub fn kept_secret(config: &Config) -> anyhow::Result<Option<BackupFile>> {
    if !config.jwt_secret.is_empty() {
        return Ok(None);
    }
    let path = Path::new(&config.data_dir).join(SECRET_FILE);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(BackupFile { name: SECRET_FILE.into(), bytes })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("The secret in {} cannot be read", path.display())),
    }
}

fn make_secret(path: &Path) -> anyhow::Result<Vec<u8>> {
    let secret = hex::encode(rand::random::<[u8; 32]>());
    durable::write_private(path, secret.as_bytes())
        .with_context(|| format!("The secret cannot be kept in {}", path.display()))?;
    Ok(secret.into_bytes())
}

/// Opens the store for the one process that serves, migrated and with an inbox to write through.
///
/// # Errors
/// With the store's own sentence.
pub async fn open_store(
    config: &Config,
) -> anyhow::Result<(Store, mpsc::Receiver<std::sync::Arc<CommitBatch>>)> {
    prepare(config)?;
    let path = config.database_path()?;
    let report = Store::migrate(&path, true)?;
    if !report.applied.is_empty() && report.from > 0 {
        tracing::info!(from = report.from, to = report.to, snapshot = ?report.snapshot, "the database was migrated");
    }
    let (store, commits) = Store::open(&Options::new(path))?;
    seed(&store).await?;
    Ok((store, commits))
}

/// Opens the store for an operator's word that may run beside the server.
///
/// # Errors
/// With the store's own sentence.
pub async fn open_beside(config: &Config) -> anyhow::Result<Store> {
    prepare(config)?;
    let path = config.database_path()?;
    if !path.exists() {
        Store::migrate(&path, false)?;
    }
    let (store, commits) = Store::open(&Options::beside(path))?;
    drop(commits);
    seed(&store).await?;
    Ok(store)
}

#[allow(clippy::disallowed_methods, reason = "the first inbox is made before there is a hall")]
async fn seed(store: &Store) -> anyhow::Result<()> {
    let seed = Seed {
        inbox_id: InboxId(uuid::Uuid::now_v7()),
        team_id: TeamId(uuid::Uuid::now_v7()),
        at: jiff::Timestamp::now(),
    };
    store.seed(seed).await?;
    Ok(())
}
