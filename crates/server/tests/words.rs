//! The words of the command line as an operator says them, each a process of its own.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// How long something may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

fn word(dir: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
    command.args(words).arg("--data-dir").arg(dir).stdin(Stdio::piped());
    command
}

fn says(dir: &Path, words: &[&str]) -> Output {
    word(dir, words).output().expect("a binary to run")
}

/// What somebody reads who says words that go well.
fn reads(dir: &Path, words: &[&str]) -> String {
    let output = says(dir, words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Types a password to somebody who asks for one.
fn types(dir: &Path, words: &[&str], password: &str) -> Output {
    let mut asked =
        word(dir, words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a process");
    asked.stdin.take().expect("an input").write_all(password.as_bytes()).expect("a reader");
    asked.wait_with_output().expect("an end")
}

const NEW_ADMIN: [&str; 9] = [
    "agent",
    "add",
    "--email",
    "Ana@example.org",
    "--name",
    "Ana Ruiz",
    "--role",
    "admin",
    "--password-stdin",
];

/// Asks a process to stop and waits until it has.
fn stops(mut child: Child) -> bool {
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("a signal");
    assert!(asked.success());
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().expect("a process") {
            return status.success();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().expect("a process");
    false
}

#[test]
fn a_new_installation_is_migrated_looked_over_and_gets_an_admin() {
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path();
    let pending = says(dir, &["migrate", "--check"]);
    assert_eq!(pending.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&pending.stdout).contains(" needs: "));
    assert!(reads(dir, &["migrate"]).starts_with("Done: 0001_"));
    assert!(reads(dir, &["migrate"]).contains("is up to date"));
    assert!(reads(dir, &["migrate", "--check"]).contains("is up to date"));

    let listen = ["doctor", "--listen", "127.0.0.1:0"];
    let nobody = String::from_utf8(says(dir, &listen).stdout).expect("text");
    assert!(nobody.contains("note  Nobody can sign in yet."), "{nobody}");
    let added = types(dir, &NEW_ADMIN, "a long enough passphrase\n");
    let told = String::from_utf8_lossy(&added.stdout).into_owned();
    assert_eq!(told, "Ana Ruiz can sign in as ana@example.org (admin).\n");
    let somebody = String::from_utf8(says(dir, &listen).stdout).expect("text");
    assert!(somebody.contains("can be read; 1 agents"), "{somebody}");
    assert!(reads(dir, &["doctor", "--example-config"]).contains("messages_per_minute"));
}

#[test]
fn an_account_that_cannot_be_made_is_explained() {
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path();
    let short = types(dir, &NEW_ADMIN, "short");
    assert!(!short.status.success() && !short.stderr.is_empty());
    assert!(types(dir, &NEW_ADMIN, "a long enough passphrase").status.success());
    let twice = types(dir, &NEW_ADMIN, "a long enough passphrase");
    assert!(!twice.status.success() && !twice.stderr.is_empty());
    let mut customer = NEW_ADMIN;
    customer[7] = "customer";
    let refused = types(dir, &customer, "a long enough passphrase");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("of role agent, supervisor or admin"));
}

#[test]
fn a_token_is_three_parts_signed_with_the_secret_that_stays() {
    let dir = tempfile::tempdir().expect("a directory");
    let sign = || {
        reads(dir.path(), &["token", "--role", "customer", "--sub", "ana", "--name", "Ana", "--ttl", "1h"])
    };
    let (first, second) = (sign(), sign());
    assert_eq!(first.trim().split('.').count(), 3);
    assert_eq!(first.split('.').next(), second.split('.').next());
    for role in ["agent", "supervisor", "admin"] {
        assert_eq!(reads(dir.path(), &["token", "--role", role, "--sub", "bo"]).trim().split('.').count(), 3);
    }
}

#[test]
fn the_demo_lives_and_says_where_to_look() {
    let dir = tempfile::tempdir().expect("a directory");
    let words = ["demo", "--listen", "127.0.0.1:0", "--customers", "2", "--pace", "20"];
    let mut demo = word(dir.path(), &words).stdout(Stdio::piped()).spawn().expect("a process");
    let mut lines = BufReader::new(demo.stdout.take().expect("an output"));
    let mut first = String::new();
    lines.read_line(&mut first).expect("a line");
    assert!(first.starts_with("listening on http://127.0.0.1:"), "{first}");
    let mut said = String::new();
    while !said.contains("/desk/") {
        assert_ne!(lines.read_line(&mut said).expect("a line"), 0, "it ended after {said}");
    }
    assert!(stops(demo));
    lines.read_to_string(&mut said).expect("the rest");
    assert!(said.contains('@'), "nobody can sign in by {said}");
}

#[test]
fn a_server_that_is_told_to_stop_ends_well_and_two_over_one_directory_do_not_start() {
    let dir = tempfile::tempdir().expect("a directory");
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let mut first = word(dir.path(), &serve).stdout(Stdio::piped()).spawn().expect("a process");
    let mut line = String::new();
    BufReader::new(first.stdout.take().expect("an output")).read_line(&mut line).expect("a line");
    assert!(line.starts_with("listening on "), "{line}");
    let second = says(dir.path(), &serve);
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("in use by another process"));
    assert!(stops(first));
}

#[test]
fn torture_says_that_nothing_was_lost_to_people_and_to_programs() {
    let few = ["--kills", "1", "--seconds", "2", "--conversations", "2"];
    let torture = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
        let ended = command.arg("torture").args(few).args(more).output().expect("a binary to run");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        String::from_utf8(ended.stdout).expect("text")
    };
    assert!(!torture(&[]).is_empty());
    let told: serde_json::Value = serde_json::from_str(&torture(&["--json"])).expect("JSON");
    assert_eq!(told["kills"], 2, "and the one at rest: {told}");
    assert_eq!(told["found"].as_array().map(Vec::len), Some(0), "{told}");
}
