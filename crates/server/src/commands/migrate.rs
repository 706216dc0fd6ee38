//! `deskbell migrate`: brings the database to this version's form, or moves all there is to another.

use std::{path::Path, process::ExitCode};

use anyhow::bail;
use deskbell_store::{Location, MoveOptions, MoveReport, MoveStep, Store};

use super::told::Told;
use crate::{
    cli::Migrate,
    config::{Config, location_of},
    home,
};

/// Migrates, or only says what would be done.
///
/// # Errors
/// With the store's own sentence; the database is as it was then.
pub fn migrate(config: &Config, migrate: &Migrate) -> anyhow::Result<ExitCode> {
    if let Some(from) = &migrate.from {
        return relocate(config, from, migrate.to.as_deref());
    }
    let location = config.location()?;
    if migrate.check {
        let pending = Store::pending_migrations(&location)?;
        if pending.is_empty() {
            println!("The database {location} is up to date.");
            return Ok(ExitCode::SUCCESS);
        }
        println!("The database {location} needs: {}.", pending.join(", "));
        return Ok(ExitCode::FAILURE);
    }
    if location.path().is_some() {
        home::prepare(config)?;
    }
    let report = Store::migrate(&location, true)?;
    if report.applied.is_empty() {
        println!("The database {location} is up to date.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("Done: {}.", report.applied.join(", "));
    if let Some(snapshot) = report.snapshot {
        println!("A copy from before is in {}.", snapshot.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Moves an installation from a file to PostgreSQL, with the secret that lies beside it.
fn relocate(config: &Config, from: &str, to: Option<&str>) -> anyhow::Result<ExitCode> {
    let Location::Sqlite(from) = location_of("--from", from)? else {
        bail!("--from must be a SQLite file: sqlite:PATH. An installation is moved from one only.");
    };
    let to = match to {
        Some(to) => location_of("--to", to)?,
        None => config.location()?,
    };
    let Location::Postgres(to) = to else {
        bail!("--to must be a PostgreSQL database: postgres://user:password@host/database.");
    };
    let options = MoveOptions { secrets: secrets(config, &from)?, from, to };
    let mut told = Told::default();
    let report = Store::move_to(&options, &mut |step| match step {
        MoveStep::Source(progress) => told.walk("what is there: ", progress),
        MoveStep::Copy { table, done, total } => told.tell(&format!("copying {table}"), done, total),
        MoveStep::Target(progress) => told.walk("what arrived: ", progress),
    })?;
    tell(&options, &report);
    Ok(ExitCode::SUCCESS)
}

/// What tokens are signed with moves too, so that nobody has to sign in anew.
fn secrets(config: &Config, from: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let folder = from.parent().unwrap_or(Path::new("")).to_string_lossy().into_owned();
    let beside = Config { data_dir: folder, ..config.clone() };
    let kept = home::kept_secret(&beside)?;
    let kept = kept.map(|kept| String::from_utf8_lossy(&kept.bytes).trim().to_owned());
    Ok(kept.map(|secret| (home::SECRET.to_owned(), secret)).into_iter().collect())
}

fn tell(options: &MoveOptions, report: &MoveReport) {
    let MoveOptions { from, to, .. } = options;
    let verified = &report.verified;
    println!(
        "Moved {} rows to {to}: {} conversations, {} entries, {} changes. All of it was verified.",
        report.rows, verified.conversations, verified.entries, verified.changes
    );
    if let Some(newest) = verified.newest {
        println!("newest checkpoint: {newest}");
    }
    println!(
        "Set database_url to it and start the server. The file {} is as it was; let no server start on it again.",
        from.display()
    );
}
