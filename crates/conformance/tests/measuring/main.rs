//! What `make bench` makes of its measurements, what it refuses to measure, and which server `make coverage` counts.
//! Needs Node.js, as `make bench` does.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What a run left in a folder: Deskbell at half of its core and its load at 97 %, pages that take 1.5 times as
/// long in the large store, and nothing wrong.
fn measured(folder: &Path) {
    let figure = |value: f64| json!({ "unit": "", "median": value, "min": value, "max": value });
    let busy =
        json!({ "outcomes": [{ "figures": { "server_busy": figure(50.0), "load_busy": figure(97.0) } }] });
    write(folder, "deskbell.closed-few.1.json", &busy);
    let history = |count: u64, size: &str, p99: f64| json!({ "scenario": "history", "size": size, "count": count, "figures": { "page_p99": figure(p99) } });
    let alone = [
        history(10_000, "10,000 entries stored", 1.0),
        history(10_000_000, "10,000,000 entries stored", 1.5),
    ];
    write(folder, "alone.json", &json!({ "outcomes": alone }));
    write(folder, "torture.json", &tortured());
}

fn tortured() -> Value {
    json!({
        "kills": 20, "acknowledged": 5, "stored": 6, "shown": 12, "longestStartMs": 3, "planted": 8, "unseen": [],
        "verified": [], "faults": { "lost": 0, "doubled": 0 },
    })
}

fn write(folder: &Path, name: &str, value: &Value) {
    fs::write(folder.join(name), value.to_string()).expect("a folder");
}

/// Writes the report. Whether it ended well, and what stands in it.
fn report(folder: &Path, pinned: &str) -> (bool, String) {
    let out = folder.join("RESULTS.md");
    let sizes = ["FEW", "MANY", "RATE", "IDLE", "STORM", "RUNS", "SECONDS_EACH", "POOL_SIZE"];
    let ended = Command::new("node")
        .args([root().join("bench/report.js").as_path(), folder, &out])
        .envs(sizes.map(|name| (name, "10")))
        .envs([("PROFILE", "release"), ("COMMIT", "unknown"), ("PINNED", pinned)])
        .output()
        .expect("Node.js");
    let text = fs::read_to_string(out).unwrap_or_else(|_| panic!("no report: {ended:?}"));
    (ended.status.success(), text)
}

#[test]
fn a_reader_sees_whether_the_load_was_the_limit_and_what_a_large_store_costs() {
    let dir = tempfile::tempdir().unwrap();
    measured(dir.path());
    let (good, text) = report(dir.path(), "yes");
    assert!(good, "{text}");
    assert!(text.contains("| closed, 10 conversations | 50.0 | 97.0 | — | — | — | — |"), "{text}");
    assert!(text.contains("within 1.50 ms with 10,000,000 entries stored, and within 1.00 ms"), "{text}");
    assert!(text.contains("**1.50 ×**") && text.contains("| pinned | each server"), "{text}");
    let (_, text) = report(dir.path(), "");
    assert!(text.contains("| pinned | **not pinned**"), "{text}");
}

#[test]
fn a_torture_that_ended_badly_stands_in_the_report_and_fails_it() {
    let dir = tempfile::tempdir().unwrap();
    measured(dir.path());
    let spoiled = [
        ("faults", json!({ "lost": 1 }), "**1 lost"),
        ("unseen", json!(["drop"]), "did not see 1 of 8"),
        ("verified", json!(["entry 7: changed."]), "is not what was written:** entry 7: changed."),
    ];
    for (name, value, said) in spoiled {
        let mut torture = tortured();
        torture[name] = value;
        write(dir.path(), "torture.json", &torture);
        let (good, text) = report(dir.path(), "yes");
        assert!(!good && text.contains(said), "{name}: {text}");
    }
    fs::write(dir.path().join("torture.json"), "").unwrap();
    let (good, text) = report(dir.path(), "yes");
    assert!(!good && text.contains("it could not be judged"), "{text}");
}

/// A program that does nothing but this.
fn program(path: &Path, script: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, format!("#!/bin/sh\n{script}\n")).expect("a folder");
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("a folder");
}

/// Where programs are looked for: first in a folder.
fn path_with(folder: &Path) -> String {
    format!("{}:{}", folder.display(), std::env::var("PATH").expect("a path"))
}

/// Begins to measure on a disk of this kind.
fn measure_on(kind: &str) -> Output {
    let dir = tempfile::tempdir().expect("a folder");
    // Anything that is built or measured would be built by this.
    program(&dir.path().join("stat"), &format!("echo {kind}"));
    program(&dir.path().join("cargo"), "exit 3");
    program(&dir.path().join("npm"), "exit 3");
    let path = path_with(dir.path());
    let work = dir.path().join("work");
    fs::create_dir(&work).expect("a folder");
    let output = Command::new("bash")
        .arg(root().join("scripts/bench.sh"))
        .envs([("PATH", path.as_str()), ("PROFILE", "dev"), ("TMPDIR", work.to_str().expect("a folder"))])
        .output()
        .expect("bash");
    assert_eq!(fs::read_dir(work).expect("a folder").count(), 0, "nothing is left: {output:?}");
    output
}

#[test]
fn nothing_is_measured_on_a_disk_that_is_none() {
    for kind in ["tmpfs", "ramfs"] {
        let refused = measure_on(kind);
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(!refused.status.success() && said.contains("is in memory"), "{said}");
        assert!(refused.stdout.is_empty(), "nothing was built");
    }
}

#[test]
fn coverage_counts_the_server_that_it_built() {
    let dir = tempfile::tempdir().unwrap();
    let (tools, built) = (dir.path().join("tools"), dir.path().join("built"));
    for tool in ["llvm-cov", "llvm-profdata"] {
        program(&dir.path().join("bin").join(tool), "exit 0");
    }
    fs::create_dir(dir.path().join("lib")).unwrap();
    program(&tools.join("rustc"), &format!("echo '{}'", dir.path().join("lib").display()));
    let server = built.join("debug/deskbell");
    let make = format!("mkdir -p '{0}/debug'; cp /bin/sh '{0}/debug/deskbell'", built.display());
    program(
        &tools.join("cargo"),
        &format!("case $1 in\nbuild) {make};;\nnextest) echo \"tested: $SERVER_BINARY\";;\nesac"),
    );
    let counted = Command::new("bash")
        .arg(root().join("scripts/coverage.sh"))
        .env("PATH", path_with(&tools))
        .env("CARGO_TARGET_DIR", &built)
        .env_remove("SERVER_BINARY")
        .output()
        .expect("bash");
    let said = String::from_utf8_lossy(&counted.stdout);
    assert!(counted.status.success(), "{counted:?}");
    assert!(said.contains(&format!("tested: {}\n", server.display())), "{said}");
}
