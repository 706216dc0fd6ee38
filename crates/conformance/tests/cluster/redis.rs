//! Redis is away, for all nodes or for one: messages arrive all the same, seconds later at the worst.

use std::time::Duration;

use deskbell_conformance::{Cluster, Person};
use tokio::time::Instant;

use crate::{ana_and_bo, talk};

/// How long a message may take to another node without Redis; the machine that tests run on is busy.
const WITHIN: Duration = Duration::from_secs(8);

async fn talks_slowly(ana: &mut Person, bo: &mut Person, about: &str) {
    let begun = Instant::now();
    talk(ana, bo, about).await;
    assert!(begun.elapsed() < WITHIN * 2, "an exchange took {:?}", begun.elapsed());
}

/// Whether each heard every entry once and in order.
async fn heard_all_once(people: [&mut Person; 2]) {
    for person in people {
        person.catches_up().await;
        let mut seqs: Vec<_> = person
            .heard("new-message")
            .into_iter()
            .map(|entry| entry["seq"].as_u64().expect("a seq"))
            .collect();
        let heard = seqs.clone();
        seqs.sort_unstable();
        seqs.dedup();
        assert_eq!(heard, seqs, "{} heard them doubled or out of order", person.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_arrive_while_redis_is_dead_and_at_once_when_it_is_back() {
    let mut cluster = Cluster::start(2).await;
    let (mut ana, mut bo) = ana_and_bo(&cluster.desk(0), &cluster.desk(1)).await;
    talk(&mut ana, &mut bo, "before").await;
    cluster.redis().kill().expect("a Redis to kill");
    talks_slowly(&mut ana, &mut bo, "while it is dead").await;
    // Who comes meanwhile is let in and sees everything.
    let mut cleo = cluster.desk(1).agent("Cleo").await;
    let joined = cleo.joins(&ana.conversation).await;
    assert!(joined.to_string().contains("while it is dead!"));
    cluster.redis().restart().expect("a Redis that starts");
    talks_slowly(&mut ana, &mut bo, "when it is back").await;
    // The lines to Redis heal by themselves, so that even what is never stored passes again.
    is_seen_typing(&ana, &mut bo).await;
    heard_all_once([&mut ana, &mut bo]).await;
}

async fn is_seen_typing(ana: &Person, bo: &mut Person) {
    let begun = Instant::now();
    loop {
        ana.does("typing", serde_json::json!({})).await;
        ana.does("stop-typing", serde_json::json!({})).await;
        bo.catches_up().await;
        if !bo.heard("typing").is_empty() {
            return;
        }
        assert!(begun.elapsed() < deskbell_conformance::PATIENCE, "typing never passed again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_alone_without_redis_still_hears_and_is_heard() {
    let mut cluster = Cluster::start(2).await;
    let (mut ana, mut bo) = ana_and_bo(&cluster.desk(0), &cluster.desk(1)).await;
    cluster.node(0).redis_link().cut();
    talks_slowly(&mut ana, &mut bo, "while it is cut").await;
    cluster.node(0).redis_link().hold();
    talks_slowly(&mut ana, &mut bo, "while it is silent").await;
    cluster.node(0).redis_link().heal();
    talks_slowly(&mut ana, &mut bo, "when it has healed").await;
    heard_all_once([&mut ana, &mut bo]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_redis_delays_nobody_who_writes() {
    let mut cluster = Cluster::start(2).await;
    let (mut ana, mut bo) = ana_and_bo(&cluster.desk(0), &cluster.desk(1)).await;
    cluster.redis().freeze();
    let begun = Instant::now();
    ana.says("is anybody there?").await;
    assert!(begun.elapsed() < WITHIN, "an acknowledgement waited for Redis: {:?}", begun.elapsed());
    bo.sees("is anybody there?").await;
    cluster.redis().thaw();
    talks_slowly(&mut ana, &mut bo, "when it has thawed").await;
    heard_all_once([&mut ana, &mut bo]).await;
}
