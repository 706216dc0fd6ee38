//! More is asked than the disk takes.

use std::sync::{Mutex, mpsc};

use deskbell_conformance::{Deskbell, Person, contents, has_no_gap};
use deskbell_domain::{ConversationId, Refusal};
use deskbell_load::socketio::AskError;
use futures_util::{StreamExt, stream::FuturesUnordered};
use serde_json::json;
use tokio::{sync::oneshot, task::JoinHandle, time::sleep};

/// Writes that may wait.
const ROOM: usize = 3;
/// Senders who come at once.
const CROWD: usize = 8;

/// A disk that does not answer until it is let go.
struct Stuck {
    go: mpsc::Sender<()>,
    holding: JoinHandle<()>,
}

impl Stuck {
    async fn disk_of(desk: &Deskbell, conversation: &str) -> Self {
        let (go, wait) = mpsc::channel();
        let (inside, entered) = oneshot::channel();
        let (inside, wait) = (Mutex::new(Some(inside)), Mutex::new(wait));
        let (store, id) = (desk.store.clone(), ConversationId(conversation.parse().expect("an id")));
        let holding = tokio::spawn(async move {
            let decide = move |_: &_| {
                if let Some(inside) = inside.lock().expect("a lock").take() {
                    inside.send(()).expect("somebody who waits");
                }
                wait.lock().expect("a lock").recv().expect("a word");
                Err(Refusal::Forbidden)
            };
            store.decide::<(), _>(id, None, decide).await.expect_err("nothing to be decided");
        });
        entered.await.expect("a writer");
        Self { go, holding }
    }

    async fn answers_again(self) {
        self.go.send(()).expect("a writer that waits");
        self.holding.await.expect("an end");
    }
}

async fn crowd(desk: &Deskbell) -> Vec<Person> {
    let mut crowd = Vec::with_capacity(CROWD);
    for number in 0..CROWD {
        let mut person = desk.customer(&format!("Customer {number}")).await;
        person.opens_a_chat().await;
        person.says("hello").await;
        crowd.push(person);
    }
    crowd
}

/// How long somebody was asked to wait.
fn patience(error: &AskError) -> u64 {
    match error {
        AskError::Refused(refusal) if refusal.code == "overloaded" => refusal.retry_after_ms.expect("a time"),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn who_finds_the_queue_full_is_told_at_once_when_to_come_back_and_loses_nothing() {
    let desk = Deskbell::over(|store| (store.writers, store.queue_depth) = (1, ROOM), |_| {}).await;
    let crowd = crowd(&desk).await;
    let stuck = Stuck::disk_of(&desk, &crowd[0].conversation).await;

    let say = async |who: usize| (who, crowd[who].sends("urgent", "is anybody there?").await);
    let mut answers: FuturesUnordered<_> = (0..CROWD).map(say).collect();
    let mut turned_away = Vec::new();
    while turned_away.len() < CROWD - ROOM {
        let (who, answer) = answers.next().await.unwrap();
        let wait = patience(&answer.unwrap_err());
        assert!((250..=10_000).contains(&wait), "{wait}");
        turned_away.push((who, wait));
    }

    let (who, _) = turned_away[0];
    let path = format!("/api/v1/conversations/{}/messages", crowd[who].conversation);
    let rest = crowd[who].http.post(&path, &json!({ "content": "over another door" })).await.unwrap();
    assert_eq!(rest.status, 503);
    assert_eq!(rest.body["code"], "overloaded");
    assert!(rest.body["retryAfterMs"].as_u64().unwrap() >= 250);
    assert!(rest.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    assert_eq!(contents(&crowd[who].reads_the_timeline().await), ["hello"], "whoever reads is served");

    stuck.answers_again().await;
    while let Some((who, answer)) = answers.next().await {
        match answer {
            Ok(entry) => assert_eq!(entry["content"], "is anybody there?"),
            Err(error) => turned_away.push((who, patience(&error))),
        }
    }
    for (who, wait) in turned_away {
        sleep(std::time::Duration::from_millis(wait)).await;
        crowd[who].sends("urgent", "is anybody there?").await.unwrap();
    }
    for person in &crowd {
        let timeline = person.reads_the_timeline().await;
        assert!(has_no_gap(&timeline));
        assert_eq!(contents(&timeline), ["hello", "is anybody there?"]);
    }
}
