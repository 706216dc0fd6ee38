//! `deskbell reindex`: makes the search index anew from everything that is stored, also while the server runs.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::bail;
use deskbell_store::{Indexed, Options, Store};

use super::told::Told;
use crate::{config::Config, serve::runtime};

/// How long it looks again where a running server is at it.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Said while it goes on.
const WHAT: &str = "making the search index";

/// Throws the index away and stays until it is whole again. Whoever is at it, a running server or this process, the
/// other one leaves it to them; nothing else waits.
///
/// # Errors
/// With the store's sentence. What is in the index by then stays, and the server goes on with it.
pub fn reindex(config: &Config) -> anyhow::Result<ExitCode> {
    let location = config.location()?;
    if location.path().is_some_and(|path| !path.exists()) {
        bail!("There is no database yet in {}.", config.data_dir);
    }
    runtime()?.block_on(async {
        let (store, commits) = Store::open(&Options { node: rand::random(), ..Options::beside(&location) })?;
        drop(commits);
        let made = make(&store).await;
        store.shutdown().await;
        let (documents, took) = made?;
        println!("Done in {:.1} s: {documents} texts can be found.", took.as_secs_f64());
        Ok(ExitCode::SUCCESS)
    })
}

async fn make(store: &Store) -> anyhow::Result<(u64, Duration)> {
    let begun = Instant::now();
    // What is written from now on is the running server's to follow.
    let goal = store.head_position().await?;
    store.begin_index_anew().await?;
    let mut told = Told::default();
    loop {
        let indexed = store.index_some().await?;
        let Some(progress) = store.index_progress().await? else { bail!("The search index is gone.") };
        if progress.position >= goal || indexed == Indexed::Nothing {
            return Ok((progress.documents, begun.elapsed()));
        }
        told.tell(WHAT, progress.position, goal);
        if indexed == Indexed::Elsewhere {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}
