//! `deskbell verify` as an operator meets it.

use std::fs;

use deskbell_conformance::{Server, free_port};
use serde_json::Value;

use super::{UNLIMITED, kept, lived_in, says};

#[tokio::test]
async fn a_sound_installation_is_called_so_also_while_it_serves() {
    let (dir, _) = lived_in().await;
    let before = kept(dir.path());
    let said = says(dir.path(), &["verify"]).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    assert!(said.out.contains("Everything is what was written."), "{}", said.out);
    assert!(kept(dir.path()) == before, "looking on changes nothing");
    let newest = said.out.lines().find_map(|line| line.strip_prefix("newest checkpoint: "));
    let hash = newest.and_then(|line| line.rsplit(' ').next()).expect("a hash").to_owned();

    let server = Server::start(dir.path(), free_port(), &UNLIMITED).await;
    let said = says(dir.path(), &["verify", "--json", "--checkpoint", &hash]).await;
    let report: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!((said.code, &report["sound"], &report["conversations"]), (0, &true.into(), &1.into()));
    assert_eq!(report["newestCheckpoint"]["hash"], hash.as_str());
    let said = says(dir.path(), &["verify", "--checkpoint", &"0".repeat(64)]).await;
    assert!(said.code == 1 && said.out.contains("is not in the chain"), "{}", said.out);
    assert!(server.terminate().await.success());
}

#[tokio::test]
async fn a_changed_byte_is_named_by_conversation_and_seq() {
    let (dir, conversation) = lived_in().await;
    let path = dir.path().join("deskbell.db");
    let mut bytes = fs::read(&path).unwrap();
    let said = b"\"content\":\"question 7\"";
    let place = bytes.windows(said.len()).position(|window| window == said).expect("the words, somewhere");
    bytes[place + said.len() - 2] = b'8';
    fs::write(&path, bytes).unwrap();
    let before = kept(dir.path());
    let said = says(dir.path(), &["verify", "--json"]).await;
    assert_eq!(said.code, 1);
    let report: Value = serde_json::from_str(&said.out).expect("JSON");
    let finding = &report["findings"][0];
    assert_eq!(
        (&finding["place"], &finding["conversationId"]),
        (&"entry".into(), &conversation.as_str().into())
    );
    assert_eq!(finding["what"], "What the entry says was changed.");
    assert!(finding["seq"].as_u64().is_some_and(|seq| seq > 2));
    assert!(kept(dir.path()) == before);
}

#[tokio::test]
async fn where_there_is_nothing_to_look_at_that_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let said = says(dir.path(), &["verify"]).await;
    assert_eq!(said.code, 2, "{}{}", said.out, said.err);
    assert!(said.err.contains("deskbell.db"), "{}", said.err);
    assert!(kept(dir.path()).is_empty());
}
