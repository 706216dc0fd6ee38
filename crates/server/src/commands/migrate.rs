//! `deskbell migrate`: brings the database to this version's form.

use std::process::ExitCode;

use deskbell_store::Store;

use crate::{cli::Migrate, config::Config, home};

/// Migrates, or only says what would be done.
///
/// # Errors
/// With the store's own sentence; the database is as it was then.
pub fn migrate(config: &Config, migrate: &Migrate) -> anyhow::Result<ExitCode> {
    let location = config.location()?;
    if migrate.check {
        let pending = Store::pending_migrations(&location)?;
        if pending.is_empty() {
            println!("The database {} is up to date.", location);
            return Ok(ExitCode::SUCCESS);
        }
        println!("The database {} needs: {}.", location, pending.join(", "));
        return Ok(ExitCode::FAILURE);
    }
    if location.path().is_some() {
        home::prepare(config)?;
    }
    let report = Store::migrate(&location, true)?;
    if report.applied.is_empty() {
        println!("The database {} is up to date.", location);
        return Ok(ExitCode::SUCCESS);
    }
    println!("Done: {}.", report.applied.join(", "));
    if let Some(snapshot) = report.snapshot {
        println!("A copy from before is in {}.", snapshot.display());
    }
    Ok(ExitCode::SUCCESS)
}
