//! What an operator keeps the data safe with, and what is said when it is not: the binary's own words, its
//! sentences and the numbers it ends with.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod backups;
mod sentences;
mod verifying;

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

use deskbell_conformance::{Desk, Person, Server, binary, free_port};
use tokio::process::Command;

/// How long a word of the command line may take; a server that starts although it should not is noticed by it.
const PATIENCE: Duration = Duration::from_secs(40);

/// Nobody is slowed down.
const UNLIMITED: [(&str, &str); 2] =
    [("DESKBELL_MESSAGES_PER_MINUTE", "0"), ("DESKBELL_EVENTS_PER_SECOND", "0")];

/// What a word of the command line came to.
struct Said {
    code: i32,
    out: String,
    err: String,
}

/// Says a word to an installation and waits for its end.
async fn says(data_dir: &Path, words: &[&str]) -> Said {
    let mut command = Command::new(binary());
    command.args(words);
    ends(command, data_dir).await
}

async fn ends(mut command: Command, data_dir: &Path) -> Said {
    command
        .arg("--data-dir")
        .arg(data_dir)
        .env("DESKBELL_LOG_LEVEL", "warn")
        .env("DESKBELL_LISTEN", "127.0.0.1:0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let ended = tokio::time::timeout(PATIENCE, command.output()).await.expect("an end in time");
    let Output { status, stdout, stderr } = ended.expect("a binary that runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Said { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
}

/// The bytes of everything that is kept in a directory; nothing where there is none. Locks and shared memory say nothing.
fn kept(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(files) = fs::read_dir(dir) else { return BTreeMap::new() };
    let files = files.map(|file| file.expect("a file").path());
    let counts = |path: &std::path::PathBuf| {
        let ending = path.extension().and_then(OsStr::to_str);
        path.is_file() && ending != Some("lock") && ending != Some("db-shm")
    };
    files
        .filter(counts)
        .map(|path| {
            let name = path.file_name().and_then(OsStr::to_str).expect("a name").to_owned();
            (name, fs::read(&path).expect("a readable file"))
        })
        // A log without anything in it is no log.
        .filter(|(name, bytes)| !(name.ends_with("-wal") && bytes.is_empty()))
        .collect()
}

/// Ana, a customer, and Bo, an agent, in a conversation.
async fn ana_and_bo(desk: &Desk) -> (Person, Person) {
    let mut ana = desk.customer("Ana").await;
    ana.opens_a_chat().await;
    ana.says("hello").await;
    let mut bo = desk.agent("Bo").await;
    bo.joins(&ana.conversation).await;
    (ana, bo)
}

/// A directory that a server has lived in and left in order; with the conversation's id.
async fn lived_in() -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().expect("a directory");
    let server = Server::start(dir.path(), free_port(), &UNLIMITED).await;
    let (mut ana, mut bo) = ana_and_bo(&server).await;
    for number in 0..20 {
        ana.says(&format!("question {number}")).await;
        bo.says(&format!("answer {number}")).await;
    }
    let conversation = ana.conversation.clone();
    assert!(server.terminate().await.success());
    (dir, conversation)
}
