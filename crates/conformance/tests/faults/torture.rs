//! A server that is killed over and over while people write and lose their lines.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use deskbell_conformance::binary;
use deskbell_load::{
    server::Plan as ServerPlan,
    torture::{Fault, Plan, run},
};

use crate::plan;

const KILLS: u32 = 20;
const LASTS: Duration = Duration::from_secs(14);
const CONVERSATIONS: usize = 10;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_deaths_lose_double_and_reorder_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let seed = u64::from(std::process::id());
    let server = plan(dir.path(), &[]);
    let plan = Plan { server, kills: KILLS, lasts: LASTS, conversations: CONVERSATIONS, seed };
    let report = run(&plan).await.unwrap_or_else(|error| panic!("with seed {seed}: {error}"));
    assert!(report.is_good(), "{report}");
    assert_eq!((report.kills, report.planted, report.unseen.len()), (KILLS, 8, 0));
    assert_eq!((report.conversations, report.acknowledged), (CONVERSATIONS, report.meant));
    let lines = report.lines;
    assert!(lines.lost > u64::from(KILLS) && lines.cut > 0 && report.sent_again > 0, "a tame run: {report}");
}

/// A server that keeps a copy of its database when it starts for the second time, and goes back to it when it
/// starts for the third.
fn forgetful(dir: &Path) -> PathBuf {
    let path = dir.join("forgetful");
    let script = format!(
        "#!/bin/sh\ncd '{}'\necho >> starts\ncase $(($(wc -l < starts))) in\n\
         2) mkdir old; cp data/deskbell.db* old/;;\n3) rm data/deskbell.db*; cp old/* data/;;\nesac\n\
         exec '{}' \"$@\"\n",
        dir.display(),
        binary().display()
    );
    fs::write(&path, script).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_forgets_is_found_out() {
    let dir = tempfile::tempdir().unwrap();
    let server = ServerPlan { binary: forgetful(dir.path()), ..plan(&dir.path().join("data"), &[]) };
    let plan = Plan { server, kills: 2, lasts: Duration::from_secs(2), conversations: 2, seed: 1 };
    let report = run(&plan).await.unwrap();
    assert!(!report.is_good() && report.faults[&Fault::Lost] > 0, "{report}");
}
