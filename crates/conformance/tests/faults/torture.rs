//! A server that is killed over and over while people write and lose their lines.

use std::time::Duration;

use deskbell_load::torture::{Plan, run};

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
