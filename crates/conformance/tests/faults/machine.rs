//! The machine underneath: descriptors for the test itself, and what a server says of its own.

use deskbell_conformance::{Desk, PATIENCE};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::time::{Instant, sleep};

/// Takes as many descriptors as this process may have, which have to be enough.
pub(crate) fn may_open(connections: u64) {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).expect("a higher limit");
    let has = limit.maximum.unwrap_or(u64::MAX);
    let needs = connections + 500;
    assert!(has >= needs, "a process here may open {has} files, and this test needs {needs} (ulimit -Hn)");
}

/// The sum of a figure the server counts, over whatever labels hold this text.
pub(crate) async fn counted(desk: &Desk, name: &str, label: &str) -> f64 {
    let metrics = desk.http().get("/metrics").await.expect("metrics").body;
    let lines = metrics.as_str().expect("text").lines();
    let of_name = lines.filter(|line| line.split(['{', ' ']).next() == Some(name) && line.contains(label));
    of_name.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
}

/// Waits until a figure is as wanted.
pub(crate) async fn becomes(desk: &Desk, name: &str, label: &str, wanted: impl Fn(f64) -> bool) {
    let until = Instant::now() + PATIENCE;
    loop {
        let now = counted(desk, name, label).await;
        if wanted(now) {
            return;
        }
        assert!(Instant::now() < until, "{name} with {label:?} stayed at {now}");
        sleep(std::time::Duration::from_millis(50)).await;
    }
}
