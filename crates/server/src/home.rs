//! The data directory: its database, and the secret that signs tokens.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use deskbell_domain::{InboxId, TeamId};
use deskbell_store::{
    BackupFile, CommitBatch, Location, MigrationReport, OpenError, Options, Seed, Store, durable,
};
use tokio::sync::mpsc;

use crate::config::{Config, SECRET_MIN_BYTES};

/// Where the secret is kept, in the data directory.
const SECRET_FILE: &str = "jwt-secret";
/// What it is called in a database that several nodes share.
pub const SECRET: &str = "jwt";
/// How long a database that is not reached is waited for at the start.
const DATABASE_WITHIN: Duration = Duration::from_secs(30);
/// Between two tries.
const DATABASE_PAUSE: Duration = Duration::from_secs(1);
/// The migration that a database without any tables needs first.
const FIRST_MIGRATION: &str = "0001_beginning";

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

/// The secret that signs tokens: the configured one, else one that is made and kept, in the database where several
/// nodes share one.
///
/// # Errors
/// With a sentence, where it is too short or cannot be kept.
pub async fn secret(config: &Config) -> anyhow::Result<Vec<u8>> {
    if is_shared(config)? && config.jwt_secret.is_empty() {
        let store = open_beside(config).await?;
        let secret = secret_in(config, &store).await;
        store.shutdown().await;
        return secret;
    }
    secret_beside(config)
}

/// The same by a store that is open.
///
/// # Errors
/// As [`secret`].
#[allow(clippy::disallowed_methods, reason = "the secret is made before there is a hall")]
pub async fn secret_in(config: &Config, store: &Store) -> anyhow::Result<Vec<u8>> {
    if !is_shared(config)? || !config.jwt_secret.is_empty() {
        return secret_beside(config);
    }
    let fresh = hex::encode(rand::random::<[u8; 32]>());
    let kept = store.secret(SECRET, fresh, jiff::Timestamp::now()).await;
    Ok(kept.context("The secret in the database cannot be read")?.into_bytes())
}

/// The secret of a directory or of the configuration.
fn secret_beside(config: &Config) -> anyhow::Result<Vec<u8>> {
    match known_secret(config)? {
        Some(secret) => Ok(secret),
        None => make_secret(&prepare(config)?.join(SECRET_FILE)),
    }
}

/// Whether the database is one that several nodes may share.
pub fn is_shared(config: &Config) -> anyhow::Result<bool> {
    Ok(matches!(config.location()?, Location::Postgres(_)))
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
    if is_shared(config)? {
        return Ok(None);
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

/// Opens the store for a process that serves, migrated and with an inbox to write through. `node` is its number among
/// those that share the database. A PostgreSQL that is not there yet is waited for: it may be starting as well.
///
/// # Errors
/// With the store's own sentence.
pub async fn open_store(
    config: &Config,
    node: u64,
) -> anyhow::Result<(Store, mpsc::Receiver<std::sync::Arc<CommitBatch>>)> {
    let location = config.location()?;
    if location.path().is_some() {
        prepare(config)?;
    }
    let report = wait_for(&location).await?;
    if !report.applied.is_empty() && report.from > 0 {
        tracing::info!(from = report.from, to = report.to, snapshot = ?report.snapshot, "the database was migrated");
    }
    let (store, commits) = Store::open(&Options { node, ..Options::new(location) })?;
    seed(&store).await?;
    Ok((store, commits))
}

async fn wait_for(location: &Location) -> Result<MigrationReport, OpenError> {
    let begun = std::time::Instant::now();
    loop {
        match Store::migrate(location, true) {
            Err(error @ OpenError::Unreachable { .. }) if begun.elapsed() < DATABASE_WITHIN => {
                tracing::warn!(%error, "waiting for the database");
                tokio::time::sleep(DATABASE_PAUSE).await;
            }
            other => return other,
        }
    }
}

/// Opens the store for an operator's word that may run beside the server.
///
/// # Errors
/// With the store's own sentence.
pub async fn open_beside(config: &Config) -> anyhow::Result<Store> {
    let location = config.location()?;
    match location.path() {
        Some(path) => {
            prepare(config)?;
            if !path.exists() {
                Store::migrate(path, false)?;
            }
        }
        // Before the first node has been started there is nothing to upgrade, and so nothing to be careful with.
        None if Store::pending_migrations(&location)?.first() == Some(&FIRST_MIGRATION) => {
            Store::migrate(&location, false)?;
        }
        None => {}
    }
    let node = rand::random();
    let (store, commits) = Store::open(&Options { node, ..Options::beside(location) })?;
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
    deskbell_app::make_first_categories(store, seed.at).await?;
    Ok(())
}
