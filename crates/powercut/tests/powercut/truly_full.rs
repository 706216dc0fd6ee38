//! The server as it is delivered, on a file system that is really full.

use std::{fs, path::Path, process::Command};

use deskbell_conformance::{Server, contents, free_port};

/// Makes a small file system at its first argument, says at its second what the log said, and becomes the rest.
const STARTER: &str = r#"mount -t tmpfs -o size=2m tmpfs "$0" && log=$1 && shift && exec "$@" 2>"$log""#;

/// A mount of one's own needs no rights where the system lets people be root among themselves.
fn may_mount() -> bool {
    let tried = Command::new("unshare").args(["--map-root-user", "--mount", "true"]).output();
    let may = tried.is_ok_and(|tried| tried.status.success());
    if !may {
        println!("not tried: this system gives nobody a mount of their own");
    }
    may
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_on_a_full_file_system_refuses_reads_on_and_recovers_by_itself() {
    if !may_mount() {
        return;
    }
    let (data, logs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = logs.path().join("log");
    let (data_path, log_path) = (data.path().to_str().unwrap(), log.to_str().unwrap());
    let starter = ["unshare", "--map-root-user", "--mount", "sh", "-c", STARTER, data_path, log_path];
    let settings = [
        ("DESKBELL_LOG_LEVEL", "info"),
        ("DESKBELL_MESSAGES_PER_MINUTE", "100000"),
        ("DESKBELL_EVENTS_PER_SECOND", "10000"),
    ];
    let server = Server::start_by(&starter, data.path(), free_port(), &settings).await;
    let mut ana = server.customer("Ana").await;
    ana.opens_a_chat().await;
    ana.says("hello").await;

    let mut said = 1;
    for length in [4000, 400, 1, 1] {
        let refused = loop {
            let text = format!("{said} {}", "x".repeat(length));
            match ana.sends(&format!("c{said}-{length}"), &text).await {
                Ok(_) => said += 1,
                Err(error) => break error,
            }
            assert!(said < 2000, "the file system never runs full");
        };
        assert_eq!(refused.code(), Some("overloaded"));
    }
    // The last pages have room for what readiness writes, and for nothing larger.
    let mut asked = 0;
    while server.http().get("/readyz").await.unwrap().status != 503 {
        asked += 1;
        assert!(asked < 1000, "it says that it is ready");
    }
    let metrics = server.http().get("/metrics").await.unwrap().body;
    assert!(metrics.as_str().unwrap().contains(r#"deskbell_store_failing{part="commits"} 1"#));
    let before = ana.reads_the_timeline().await;
    assert_eq!(contents(&before).len(), said, "what was acknowledged, and nothing half");
    for _ in 0..20 {
        assert!(ana.sends("again and again", &"y".repeat(4000)).await.is_err());
    }

    make_room(server.id(), data.path());
    let urgent = ana.sends("again and again", &"y".repeat(4000)).await.unwrap();
    assert_eq!(urgent["clientId"], "again and again");
    assert_eq!(server.http().get("/readyz").await.unwrap().status, 200);
    let after = ana.reads_the_timeline().await;
    assert_eq!(contents(&after).len(), said + 1);
    assert!(server.terminate().await.success());
    let told = fs::read_to_string(&log).unwrap();
    let count = |what: &str| told.matches(what).count();
    // A small message may still find room where a large one has found none.
    let full = count("the disk is full: messages are refused");
    assert!((1..=6).contains(&full), "not for each of the twenty and more: {told}");
    assert_eq!(full, count("takes what is written again"), "{told}");
}

/// Makes the file system larger, from inside.
fn make_room(server: u32, data: &Path) {
    let resized = Command::new("nsenter")
        .args(["--preserve-credentials", "--user", "--mount", "--target", &server.to_string()])
        .args(["mount", "-o", "remount,size=64m"])
        .arg(data)
        .status();
    assert!(resized.unwrap().success(), "the file system could not be made larger");
}
