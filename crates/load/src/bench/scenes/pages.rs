//! Pages of a store that holds much: the newest entries of a conversation, and the list that a desk opens with.

use std::time::{Duration, Instant};

use rand::seq::IndexedRandom as _;
use tokio::runtime::Runtime;

use super::pace::nanos;
use crate::{
    bench::{BenchError, meter::latencies, report::Run, stage::Stage},
    http::{Http, HttpError},
};

/// Pages read before any is measured.
const WARM_UP: usize = 20;
/// Rows of a list.
const ROWS: usize = 50;

/// Reads the newest page of one long conversation after the other, by chance.
///
/// # Errors
/// Where a page is refused.
pub(crate) fn history(
    stage: &Stage,
    runtime: &Runtime,
    long: &[String],
    lasts: Duration,
) -> Result<Run, BenchError> {
    let path = || {
        let conversation = long.choose(&mut rand::rng()).map_or("", String::as_str);
        format!("/api/v1/conversations/{conversation}/timeline?limit={ROWS}")
    };
    read(stage, runtime, "page", path, lasts)
}

/// Reads the list of conversations as a desk opens it: in turn all of them, and those that are open.
///
/// # Errors
/// Where a page is refused.
pub(crate) fn inbox(stage: &Stage, runtime: &Runtime, lasts: Duration) -> Result<Run, BenchError> {
    let mut filters = ["", "&status=open"].into_iter().cycle();
    let path = move || format!("/api/v1/conversations?limit={ROWS}{}", filters.next().unwrap_or_default());
    read(stage, runtime, "page", path, lasts)
}

fn read(
    stage: &Stage,
    runtime: &Runtime,
    name: &'static str,
    mut path: impl FnMut() -> String,
    lasts: Duration,
) -> Result<Run, BenchError> {
    let http = Http::new(&stage.base).with_token(stage.supervisor());
    let mut times = latencies();
    runtime.block_on(async {
        for _ in 0..WARM_UP {
            one(&http, &path()).await?;
        }
        let begins = Instant::now();
        while begins.elapsed() < lasts {
            let (path, asked) = (path(), Instant::now());
            one(&http, &path).await?;
            times.saturating_record(nanos(asked.elapsed()));
        }
        Ok::<(), HttpError>(())
    })?;
    let mut run = Run::default();
    let count = times.len();
    run.times(name, times);
    run.figure("pages", "read", count as f64);
    run.memory("server_memory", stage.resident_bytes());
    Ok(run)
}

async fn one(http: &Http, path: &str) -> Result<(), HttpError> {
    let page = http.get_bytes(path).await?;
    debug_assert!(page.starts_with(b"{"), "a page is an object");
    Ok(())
}
