//! A server that is killed with -9 in the middle of a conversation.

use std::collections::{HashMap, hash_map::Entry::Vacant};

use deskbell_conformance::{Person, Server, free_port, has_no_gap, seqs};
use deskbell_load::socketio::AskError;
use deskbell_store::{Store, VerifyOptions};
use serde_json::Value;

use crate::ana_and_bo;

const UNLIMITED: [(&str, &str); 2] =
    [("DESKBELL_MESSAGES_PER_MINUTE", "0"), ("DESKBELL_EVENTS_PER_SECOND", "0")];
const KILLS: usize = 4;

/// Somebody's outbox: what they wrote, and what the server said it has.
#[derive(Default)]
struct Outbox {
    written: usize,
    acknowledged: HashMap<String, Value>,
}

impl Outbox {
    /// Writes until the line is gone, beginning with whatever is not acknowledged.
    async fn writes_until_cut(&mut self, person: &Person) {
        for number in 0.. {
            let client_id = format!("{}-{number}", person.name);
            if self.acknowledged.contains_key(&client_id) {
                continue;
            }
            self.written = self.written.max(number + 1);
            match person.sends(&client_id, &text_of(&client_id)).await {
                Ok(entry) => self.acknowledged.insert(client_id, entry),
                Err(AskError::Gone(_)) => return,
                Err(error) => panic!("{} was refused: {error}", person.name),
            };
        }
    }

    /// Sends once more what was written and never acknowledged.
    async fn resends_the_rest(&mut self, person: &Person) {
        for number in 0..self.written {
            let client_id = format!("{}-{number}", person.name);
            if let Vacant(place) = self.acknowledged.entry(client_id) {
                let sent = person.sends(place.key(), &text_of(place.key())).await;
                place.insert(sent.expect("a message that is taken"));
            }
        }
    }
}

fn text_of(client_id: &str) -> String {
    format!("this is {client_id}")
}

#[tokio::test]
async fn what_was_shown_as_sent_is_there_once_after_every_kill() {
    let dir = tempfile::tempdir().unwrap();
    let port = free_port();
    let mut server = Server::start(dir.path(), port, &UNLIMITED).await;
    let (mut ana, mut bo) = ana_and_bo(&server).await;
    let (mut anas, mut bos) = (Outbox::default(), Outbox::default());
    for _ in 0..KILLS {
        let mut watcher = ana.on_another_device().await;
        let killing = async {
            for _ in 0..40 {
                watcher.hears("new-message").await;
            }
            server.kill().await;
        };
        tokio::join!(anas.writes_until_cut(&ana), bos.writes_until_cut(&bo), killing);
        server = Server::start(dir.path(), port, &UNLIMITED).await;
        ana = ana.loses_the_line().comes_back_to(&server).await;
        bo = bo.loses_the_line().comes_back_to(&server).await;
        bo.joins(&bo.conversation.clone()).await;
    }
    anas.resends_the_rest(&ana).await;
    bos.resends_the_rest(&bo).await;

    let stored = bo.reads_the_timeline().await;
    assert_eq!(seqs(&stored), (1..=stored.len() as u64).collect::<Vec<_>>(), "dense, whatever happened");
    assert!(has_no_gap(&ana.reads_the_timeline().await));
    for (name, outbox) in [("Ana", &anas), ("Bo", &bos)] {
        assert!(outbox.written > 20, "{name} wrote only {}", outbox.written);
        for number in 0..outbox.written {
            let client_id = format!("{name}-{number}");
            let copies: Vec<_> = stored.iter().filter(|entry| entry["clientId"] == *client_id).collect();
            assert_eq!(copies.len(), 1, "{client_id} is there {} times", copies.len());
            assert_eq!(copies[0]["content"], text_of(&client_id));
            assert_eq!(copies[0]["seq"], outbox.acknowledged[&client_id]["seq"]);
            assert_eq!(copies[0]["id"], outbox.acknowledged[&client_id]["id"]);
        }
    }
    let extra = stored.iter().filter(|entry| entry["kind"] == "message").count();
    assert_eq!(extra, anas.written + bos.written + 1, "nothing from nowhere");

    server.kill().await;
    let path = dir.path().join("deskbell.db");
    let verified = Store::verify(&path, &VerifyOptions::default(), &mut |_| {}).unwrap();
    assert_eq!((verified.entries, verified.findings), (stored.len() as u64, Vec::new()));
}
