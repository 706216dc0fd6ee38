//! An installation that outgrew its file is moved to PostgreSQL by an operator's word.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use deskbell_engines::Postgres;

fn word(dir: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
    command.args(words).arg("--data-dir").arg(dir).stdin(Stdio::null());
    command
}

fn says(dir: &Path, words: &[&str]) -> Output {
    word(dir, words).output().expect("a binary to run")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Adds Ana's account to the installation of a directory, or to that of a database.
fn adds_ana(dir: &Path, database: Option<&str>) -> Output {
    let words = ["agent", "add", "--email", "ana@example.org", "--name", "Ana", "--password-stdin"];
    let mut command = word(dir, &words);
    if let Some(database) = database {
        command.env("DESKBELL_DATABASE_URL", database);
    }
    let mut asked = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a process");
    asked.stdin.take().expect("an input").write_all(b"a long enough passphrase\n").expect("a reader");
    asked.wait_with_output().expect("an end")
}

#[test]
fn an_installation_is_moved_with_everybody_in_it() {
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path();
    assert!(adds_ana(dir, None).status.success());
    assert!(says(dir, &["token", "--role", "customer", "--sub", "zoe"]).status.success());
    let secret = fs::read_to_string(dir.join("jwt-secret")).expect("a secret");
    let postgres = Postgres::start().expect("a PostgreSQL");
    let url = postgres.create_database("big").expect("a database");
    let from = format!("sqlite:{}", dir.join("deskbell.db").display());

    let moved = says(dir, &["migrate", "--from", &from, "--to", &url]);
    assert!(moved.status.success(), "{}", told(&moved));
    assert!(told(&moved).contains("All of it was verified."), "{}", told(&moved));
    assert!(told(&moved).contains("let no server start on it again."), "{}", told(&moved));

    let mut verify = word(dir, &["verify"]);
    let verified = verify.env("DESKBELL_DATABASE_URL", &url).output().expect("a binary to run");
    assert!(told(&verified).contains("Everything is what was written."), "{}", told(&verified));
    let kept = postgres.sql("big", "SELECT value FROM settings WHERE key = 'secret.jwt'").expect("an answer");
    assert_eq!(kept.trim(), secret.trim(), "whoever is signed in stays so");
    assert!(told(&adds_ana(dir, Some(&url))).contains("has this e-mail address"), "she is there already");

    let again = says(dir, &["migrate", "--from", &from, "--to", &url]);
    assert_eq!(again.status.code(), Some(73), "{}", told(&again));
    assert!(told(&again).contains("is not empty"), "{}", told(&again));
}

#[test]
fn a_move_that_is_none_is_explained() {
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path();
    let sentence = |words: &[&str]| {
        let output = says(dir, words);
        assert!(!output.status.success());
        told(&output)
    };
    let to = "postgres://desk:geheim@127.0.0.1:1/chat";
    assert!(sentence(&["migrate", "--from", "deskbell.db", "--to", to]).contains("--from must be"));
    assert!(sentence(&["migrate", "--from", to, "--to", to]).contains("--from must be a SQLite file"));
    assert!(sentence(&["migrate", "--from", "sqlite:x.db"]).contains("--to must be a PostgreSQL database"));
    assert!(sentence(&["migrate", "--to", to]).contains("--from"));
    let missing = sentence(&["migrate", "--from", "sqlite:/nowhere/x.db", "--to", to]);
    assert!(missing.contains("/nowhere/x.db") && !missing.contains("geheim"), "{missing}");

    assert!(adds_ana(dir, None).status.success());
    let from = format!("sqlite:{}", dir.join("deskbell.db").display());
    let away = says(dir, &["migrate", "--from", &from, "--to", to]);
    assert_eq!(away.status.code(), Some(69), "{}", told(&away));
    assert!(told(&away).contains("cannot be reached") && !told(&away).contains("geheim"), "{}", told(&away));
}
