//! A copy of everything, made while people write, and put in place elsewhere.

use std::fs;

use deskbell_conformance::{Person, Server, contents, free_port, has_no_gap};
use deskbell_load::socketio::AskError;

use super::{UNLIMITED, ana_and_bo, kept, lived_in, says};

/// Writes until the line is gone, and says how much was acknowledged.
async fn writes_until_cut(person: &Person, acknowledged: &std::cell::Cell<usize>) {
    for number in 0.. {
        let name = format!("{}-{number}", person.name);
        match person.sends(&name, &name).await {
            Ok(_) => acknowledged.set(number + 1),
            Err(AskError::Gone(_)) => return,
            Err(error) => panic!("{} was refused: {error}", person.name),
        }
    }
}

#[tokio::test]
async fn a_backup_made_under_load_serves_elsewhere_with_all_that_was_acknowledged_before() {
    let (dir, elsewhere, fresh) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let server = Server::start(dir.path(), free_port(), &UNLIMITED).await;
    let (ana, bo) = ana_and_bo(&server).await;
    let (of_ana, of_bo) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let file = elsewhere.path().join("deskbell.backup");
    let before = std::cell::Cell::new((0, 0));
    let backing_up = async {
        while of_ana.get() < 50 || of_bo.get() < 50 {
            tokio::task::yield_now().await;
        }
        before.set((of_ana.get(), of_bo.get()));
        let said = says(dir.path(), &["backup", file.to_str().unwrap()]).await;
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.contains("holds everything up to change"), "{}", said.out);
        let after = of_ana.get();
        while of_ana.get() == after {
            tokio::task::yield_now().await;
        }
        server.kill().await;
    };
    tokio::join!(writes_until_cut(&ana, &of_ana), writes_until_cut(&bo, &of_bo), backing_up);

    let target = fresh.path().join("data");
    let said = says(&target, &["restore", file.to_str().unwrap()]).await;
    assert_eq!(said.code, 0, "{}", said.err);
    let said = says(&target, &["verify"]).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    let server = Server::start(&target, free_port(), &UNLIMITED).await;
    let mut ana = ana.loses_the_line().comes_back_to(&server).await;
    let mut bo = bo.loses_the_line().comes_back_to(&server).await;
    bo.joins(&bo.conversation.clone()).await;
    let timeline = bo.reads_the_timeline().await;
    assert!(has_no_gap(&timeline));
    let contents = contents(&timeline);
    for (name, written) in [("Ana", before.get().0), ("Bo", before.get().1)] {
        for number in 0..written {
            let said = contents.iter().filter(|text| **text == format!("{name}-{number}")).count();
            assert_eq!(said, 1, "{name}-{number} was acknowledged before the backup was asked for");
        }
    }
    ana.says("and on it goes").await;
    bo.sees("and on it goes").await;
}

#[tokio::test]
async fn a_backup_brings_the_secret_along_that_tokens_are_signed_with() {
    let (dir, fresh) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(says(dir.path(), &["migrate"]).await.code, 0);
    assert_eq!(says(dir.path(), &["token", "--role", "agent", "--sub", "bo"]).await.code, 0);
    let file = dir.path().join("kept.backup");
    let said = says(dir.path(), &["backup", file.to_str().unwrap()]).await;
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!said.out.contains("is not in it"), "{}", said.out);
    let said = says(dir.path(), &["backup", file.to_str().unwrap()]).await;
    assert!(said.code == 1 && said.err.contains("is there already"), "{}", said.err);
    let said = says(fresh.path(), &["restore", file.to_str().unwrap()]).await;
    assert_eq!(said.code, 0, "{}", said.err);
    let secret = |dir: &tempfile::TempDir| fs::read(dir.path().join("jwt-secret")).unwrap();
    assert_eq!(secret(&fresh), secret(&dir));
}

#[tokio::test]
async fn nothing_that_is_there_is_lost_to_a_restore() {
    let (dir, _) = lived_in().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("deskbell.backup");
    let file = file.to_str().unwrap();
    assert_eq!(says(dir.path(), &["backup", file]).await.code, 0);
    let before = kept(dir.path());
    let said = says(dir.path(), &["restore", file]).await;
    assert_eq!((said.code, said.err.contains("is not empty")), (1, true), "{}", said.err);
    assert!(kept(dir.path()) == before);

    let server = Server::start(dir.path(), free_port(), &UNLIMITED).await;
    let said = says(dir.path(), &["restore", "--force", file]).await;
    assert_eq!((said.code, said.err.contains("in use by another process")), (75, true), "{}", said.err);
    assert!(server.terminate().await.success());

    let said = says(dir.path(), &["restore", "--force", file]).await;
    assert_eq!(said.code, 0, "{}", said.err);
    let aside = said.out.lines().find_map(|line| line.strip_prefix("What was there before is in "));
    let aside = aside.expect("a place").trim_end_matches('.');
    assert!(fs::metadata(format!("{aside}/deskbell.db")).is_ok());
    assert_eq!(says(dir.path(), &["verify"]).await.code, 0);

    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(file, bytes).unwrap();
    let before = kept(dir.path());
    let said = says(dir.path(), &["restore", "--force", file]).await;
    assert_eq!((said.code, said.err.contains("changed or cut short")), (65, true), "{}", said.err);
    assert!(kept(dir.path()) == before);
}
