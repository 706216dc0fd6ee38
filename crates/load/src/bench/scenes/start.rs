//! Start: how long a server takes from nothing to its ready line over a store, and what it holds then.

use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::{
    bench::{BenchError, report::Run, stage::Stage},
    server::Plan,
};

/// How long the server may settle before its memory is read, at most: not longer than a run is measured.
const SETTLES: Duration = Duration::from_secs(2);

/// Starts a server over a directory, and leaves it running.
///
/// # Errors
/// Where it does not start.
pub(crate) fn play(
    plan: &Plan,
    dir: TempDir,
    runtime: &Runtime,
    lasts: Duration,
) -> Result<(Run, Stage), BenchError> {
    let began = Instant::now();
    let stage = Stage::own(plan, dir, runtime)?;
    let ready = began.elapsed();
    std::thread::sleep(SETTLES.min(lasts));
    let mut run = Run::default();
    run.figure("ready", "ms", ready.as_secs_f64() * 1e3);
    run.memory("idle_memory", stage.resident_bytes());
    Ok((run, stage))
}
