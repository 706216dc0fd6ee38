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
    torture::{Fault, NodesPlan, Plan, Report, every_harm, run, run_nodes},
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
    assert_eq!((report.kills, report.planted, report.unseen.len()), (KILLS + 1, 8, 0), "and one at rest");
    assert!(report.verified.is_empty(), "{report}");
    assert_eq!((report.conversations, report.acknowledged), (CONVERSATIONS, report.meant));
    let lines = report.lines;
    assert!(lines.lost > u64::from(KILLS) && lines.cut > 0 && report.sent_again > 0, "a tame run: {report}");
}

/// Several nodes, and each fault that can be done to them or to what they stand on, once.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_befalls_three_nodes_loses_doubles_and_reorders_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (harms, _) = every_harm();
    let kinds = u32::try_from(harms.len()).unwrap();
    let seed = u64::from(std::process::id());
    let plan = NodesPlan {
        binary: binary(),
        directory: dir.path().to_path_buf(),
        nodes: 3,
        harms,
        count: kinds,
        lasts: LASTS,
        conversations: CONVERSATIONS / 2,
        seed,
    };
    let report = run_nodes(&plan).await.unwrap_or_else(|error| panic!("with seed {seed}: {error}"));
    let judged = &report.judged;
    assert!(judged.is_good(), "{report}");
    assert_eq!((report.times(), judged.planted, judged.unseen.len()), (kinds, 8, 0), "{report}");
    assert!(report.harms.values().all(|one| one.times == one.planned && one.times > 0), "{report}");
    assert_eq!((judged.conversations, judged.acknowledged), (CONVERSATIONS / 2, judged.meant));
    assert!(judged.lines.lost > 0 && judged.lines.cut > 0 && judged.sent_again > 0, "a tame run: {report}");
}

/// A server that does something of its own before it does as it is told.
fn server_that(dir: &Path, does: &str) -> PathBuf {
    let path = dir.join("server");
    let script = format!("#!/bin/sh\ncd '{}'\n{does}\nexec '{}' \"$@\"\n", dir.display(), binary().display());
    fs::write(&path, script).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    path
}

/// Tortures it with two deaths and the one at rest: its fourth start is the one after everything was written.
async fn tortured(does: &str) -> Report {
    let dir = tempfile::tempdir().expect("a directory");
    let server = ServerPlan { binary: server_that(dir.path(), does), ..plan(&dir.path().join("data"), &[]) };
    let plan = Plan { server, kills: 2, lasts: Duration::from_secs(2), conversations: 2, seed: 1 };
    run(&plan).await.expect("a judgement")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_forgets_is_found_out() {
    for (keeps_at, goes_back_at) in [(2, 3), (3, 4)] {
        let report = tortured(&format!(
            "echo >> starts\ncase $(($(wc -l < starts))) in\n\
             {keeps_at}) mkdir old; cp data/deskbell.db* old/;;\n\
             {goes_back_at}) rm data/deskbell.db*; cp old/* data/;;\nesac"
        ))
        .await;
        assert!(!report.is_good() && report.faults[&Fault::Lost] > 0, "at {goes_back_at}: {report}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_not_what_was_written_is_found_out() {
    let report = tortured("if [ $1 = verify ]; then echo 'entry 7: changed'; exit 1; fi").await;
    assert!(!report.is_good(), "{report}");
    assert_eq!(report.verified, ["entry 7: changed"]);
    assert!(report.faults.values().all(|count| *count == 0) && report.to_string().contains("entry 7"));
}
