//! `deskbell bench` as somebody at a terminal runs it: on a server of its own, at a small size.

use std::{path::Path, process::Command};

use serde_json::Value;

fn bench(words: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_deskbell")).arg("bench").args(words).output().expect("a binary to run")
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).expect("a file of figures")).expect("JSON")
}

/// What every scenario must tell, whatever the machine.
const FIGURES: [(&str, &[&str]); 8] = [
    ("closed", &["messages_per_second", "ack_p50", "ack_p99", "end_to_end_p99", "lost", "disordered"]),
    ("open", &["end_to_end_p50", "end_to_end_p99", "ack_p99", "load_late_p99", "lost", "disordered"]),
    ("idle", &["time_to_enter"]),
    ("storm", &["all_back", "back_p99", "unsynced"]),
    ("fanout", &["deliveries_per_second", "delivered_to_all_p99"]),
    ("history", &["page_p50", "page_p99", "pages"]),
    ("inbox", &["page_p50", "page_p99", "pages"]),
    ("start", &["ready"]),
];
/// What must be nothing.
const FAULTS: [&str; 4] = ["lost", "disordered", "refused", "unsynced"];

#[test]
fn everything_can_be_measured_and_nothing_is_lost_meanwhile() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let (json, plots) = (dir.path().join("figures.json"), dir.path().join("plots"));
    let [json_word, plots_word] = [&json, &plots].map(|path| path.to_str().expect("a path in UTF-8"));
    let ended = bench(&["--quick", "--json", json_word, "--plots", plots_word]);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let table = String::from_utf8_lossy(&ended.stdout).into_owned();
    let told = read(&json);
    let outcomes = told["outcomes"].as_array().expect("outcomes");
    for (scenario, figures) in FIGURES {
        let outcome = outcomes.iter().find(|outcome| outcome["scenario"] == scenario);
        let outcome = outcome.unwrap_or_else(|| panic!("nothing is told of {scenario}"));
        for figure in figures {
            assert!(outcome["figures"][figure]["median"].is_number(), "{scenario} lacks {figure}: {outcome}");
        }
        for fault in FAULTS {
            let found = outcome["figures"][fault]["median"].as_f64().unwrap_or_default();
            assert_eq!(found, 0.0, "{scenario}: {fault}");
        }
        assert!(table.contains(&format!("\n{scenario}, ")), "{table}");
    }
    for plot in ["closed-latency.svg", "open-latency.svg", "fanout-latency.svg"] {
        let svg = std::fs::read_to_string(plots.join(plot)).expect("a plot");
        assert!(svg.contains("<polyline"), "{plot}");
    }
}

#[test]
fn who_asks_for_what_cannot_be_measured_reads_why() {
    let cases: [(&[&str], &str); 4] = [
        (&["poetry"], "there is no such scenario; there are closed, open"),
        (&["closed", "--runs", "0"], "Nothing can be measured of nothing"),
        (&["closed", "--url", "http://127.0.0.1:1"], "needs --secret"),
        (&["start", "--url", "http://127.0.0.1:1", "--secret", "x"], "store cannot be filled"),
    ];
    for (words, sentence) in cases {
        let ended = bench(words);
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success() && said.contains(sentence), "{words:?} said {said}");
    }
}
