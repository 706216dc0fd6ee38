//! `deskbell rehearse` on an installation that runs, beside its real conversations.

use std::process::Stdio;

use deskbell_conformance::{PATIENCE, Server, binary, contents, free_port};
use deskbell_load::http::Answer;
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStderr, Command},
    time::timeout,
};

use crate::ana_and_bo;

/// The word as an operator gives it. Settings and secret are those of [`Server`].
fn rehearse(server: &Server, words: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command
        .args(["rehearse", "--url", &server.base])
        .args(words)
        .env("DESKBELL_JWT_SECRET", deskbell_conformance::SECRET)
        .env("DESKBELL_MESSAGES_PER_MINUTE", "0")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Waits until it says that they talk. What it says goes on as long as this is held.
async fn talks(child: &mut Child) -> Lines<BufReader<ChildStderr>> {
    let mut lines = BufReader::new(child.stderr.take().expect("its words")).lines();
    let heard = async {
        while let Some(line) = lines.next_line().await.expect("a readable line") {
            if line.starts_with("they talk") {
                return;
            }
        }
        panic!("it ended before anybody talked");
    };
    timeout(PATIENCE, heard).await.expect("a beginning in time");
    lines
}

async fn left_over(server: &Server) -> usize {
    let house = server.http().with_token(server.mint.house());
    let page = house.get("/api/v1/inboxes?kind=rehearsal").await.and_then(Answer::ok).expect("a page");
    page["items"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn it_loses_nothing_and_disturbs_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let unlimited = [("DESKBELL_MESSAGES_PER_MINUTE", "0"), ("DESKBELL_EVENTS_PER_SECOND", "0")];
    let server = Server::start(dir.path(), free_port(), &unlimited).await;
    let (ana, mut bo) = ana_and_bo(&server).await;
    let mut child =
        rehearse(&server, &["--conversations", "20", "--seconds", "5", "--json"]).spawn().unwrap();
    let _words = talks(&mut child).await;
    let mut said = 0;
    let talking = async {
        loop {
            said += 1;
            let text = format!("line {said}");
            ana.sends(&text.replace(' ', "-"), &text).await.unwrap();
            bo.sees(&text).await;
        }
    };
    let output = tokio::select! {
        output = timeout(PATIENCE * 3, child.wait_with_output()) => output.unwrap().unwrap(),
        () = talking => unreachable!("people have always something to say"),
    };
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(output.status.success(), "{report:#}");
    assert_eq!((&report["conversations"], report["found"].as_array().unwrap().len()), (&20.into(), 0));
    assert!(report["acknowledged"].as_u64().unwrap() >= 20 * 5 && report["droppedMs"].is_u64(), "{report:#}");
    assert!(said > 10, "only {said} lines meanwhile");
    bo.catches_up().await;
    let other = |row: &&Value| row["conversation"]["id"] != bo.conversation.as_str();
    assert_eq!(bo.heard("conversation-updated").into_iter().filter(other).count(), 0);
    assert_eq!(bo.lists().await.len(), 1);
    assert!(contents(&ana.reads_the_timeline().await).len() > said - 1);
    assert_eq!(left_over(&server).await, 0);
    assert!(server.terminate().await.success());
}

#[tokio::test]
async fn interrupted_it_drops_what_there_is_and_killed_it_is_dropped_by_a_word() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(dir.path(), free_port(), &[]).await;
    let words = ["--conversations", "5", "--seconds", "600"];
    let mut child = rehearse(&server, &words).spawn().unwrap();
    let _words = talks(&mut child).await;
    assert_eq!(left_over(&server).await, 1);
    let id = child.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
    let status = timeout(PATIENCE, child.wait()).await.unwrap().unwrap();
    assert_eq!((status.code(), left_over(&server).await), (Some(1), 0));

    let mut child = rehearse(&server, &words).spawn().unwrap();
    let _words = talks(&mut child).await;
    child.kill().await.unwrap();
    assert_eq!(left_over(&server).await, 1);
    let refused = rehearse(&server, &words).output().await.unwrap();
    assert!(String::from_utf8_lossy(&refused.stderr).contains("deskbell rehearse --clean"));
    for sentence in ["The rehearsal is dropped.", "There is no rehearsal."] {
        let cleaned = rehearse(&server, &["--clean"]).output().await.unwrap();
        assert!(cleaned.status.success());
        assert_eq!(String::from_utf8_lossy(&cleaned.stdout).trim(), sentence);
    }
    assert_eq!(left_over(&server).await, 0);
}
