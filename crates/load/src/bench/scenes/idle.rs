//! Idle connections: what each costs in memory when everybody is there and nobody says anything.

use std::time::{Duration, Instant};

use super::desk::Desk;
use crate::bench::{BenchError, crowd::Crowd, report::Run, stage::Stage};

/// How long the server may settle before its memory is read, at most: not longer than a run is measured.
const SETTLES: Duration = Duration::from_secs(3);
/// People who are there before those that are counted, so that what a first customer costs is left out.
const THERE_BEFORE: usize = 100;

/// Plays it with so many connections, each a customer in a conversation with one message.
///
/// # Errors
/// Where somebody is not let in.
pub(crate) fn play(stage: &Stage, connections: usize, lasts: Duration) -> Result<Run, BenchError> {
    let settles = SETTLES.min(lasts);
    let before = THERE_BEFORE.min(connections);
    let mut early = Desk::of_customers(stage, 0..before)?;
    settle(&mut [&mut early.crowd], settles)?;
    let first = stage.resident_bytes();
    let began = Instant::now();
    let mut late = Desk::of_customers(stage, before..before + connections)?;
    let entered = began.elapsed();
    settle(&mut [&mut early.crowd, &mut late.crowd], settles)?;
    let all = stage.resident_bytes();

    let mut run = Run::default();
    if let (Some(first), Some(all)) = (first, all) {
        let each = all.saturating_sub(first) as f64 / connections.max(1) as f64;
        run.figure("memory_each", "KiB", each / 1024.0);
    }
    run.memory("server_memory", all);
    run.figure("time_to_enter", "s", entered.as_secs_f64());
    Ok(run)
}

/// Hears everybody out while the server comes to rest.
fn settle(crowds: &mut [&mut Crowd], settles: Duration) -> Result<(), BenchError> {
    let began = Instant::now();
    while began.elapsed() < settles {
        for crowd in crowds.iter_mut() {
            crowd.turn(Duration::from_millis(20), &mut |_, _, _| {})?;
        }
    }
    Ok(())
}
