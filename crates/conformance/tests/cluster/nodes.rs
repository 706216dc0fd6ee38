//! Nodes die, freeze and are replaced one after the other.

use std::time::Duration;

use deskbell_conformance::{Cluster, Person, Role};
use deskbell_load::{http::Answer, socketio::Gone};
use serde_json::json;

use crate::{
    ana_and_bo,
    outbox::{Outbox, Writing, is_all_there},
};

/// Messages that are written before and after something breaks.
const MESSAGES: usize = 60;
/// How long a message may take while nodes are replaced in order. A balancer sees within half a second that a node is
/// ready or not; the machine that tests run on is busy.
const BEARABLE: Duration = Duration::from_secs(8);

/// Customers, each with an agent, who all come through the balancer.
async fn pairs(cluster: &Cluster, count: usize) -> (Vec<Outbox>, Vec<Person>) {
    let front = cluster.front();
    let (mut outboxes, mut readers) = (Vec::new(), Vec::new());
    for number in 0..count {
        let mut customer = front.customer(&format!("Customer {number}")).await;
        customer.opens_a_chat().await;
        customer.says("hello").await;
        let mut agent = front.agent(&format!("Agent {number}")).await;
        agent.joins(&customer.conversation).await;
        let mut reader = agent.connects_again().await;
        reader.conversation.clone_from(&customer.conversation);
        readers.push(reader);
        outboxes.extend([customer, agent].map(|person| Outbox::of(person, &front)));
    }
    (outboxes, readers)
}

async fn are_all_there(readers: Vec<Person>, outboxes: &[Outbox]) {
    for reader in readers {
        is_all_there(&reader, outboxes).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_on_a_node_that_died_goes_on_at_another() {
    let mut cluster = Cluster::start(3).await;
    let (outboxes, readers) = pairs(&cluster, 3).await;
    let mut writing = Writing::begin(outboxes);
    writing.go_on_for(MESSAGES).await;
    cluster.node(0).kill().await.expect("a node to kill");
    writing.go_on_for(MESSAGES).await;
    cluster.node(0).start().await.expect("a node that starts");
    cluster.node(1).kill().await.expect("a node to kill");
    writing.go_on_for(MESSAGES).await;
    let outboxes = writing.end().await;
    are_all_there(readers, &outboxes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_notices_that_all_nodes_are_replaced_one_after_the_other() {
    let mut cluster = Cluster::start(3).await;
    let (outboxes, readers) = pairs(&cluster, 3).await;
    let mut writing = Writing::begin(outboxes);
    for number in 0..cluster.size() {
        writing.go_on_for(MESSAGES / 2).await;
        let ended = cluster.node(number).terminate().await.expect("a node that stops in time");
        assert!(ended.is_some_and(|status| status.success()), "{ended:?}");
        cluster.node(number).start().await.expect("a node that starts");
    }
    writing.go_on_for(MESSAGES / 2).await;
    let outboxes = writing.end().await;
    for outbox in &outboxes {
        assert!(outbox.longest < BEARABLE, "a message took {:?}", outbox.longest);
    }
    are_all_there(readers, &outboxes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_was_frozen_tells_nobody_what_they_may_not_know_any_more() {
    let mut cluster = Cluster::start(2).await;
    let ada = cluster.desk(0).person(Role::Admin, "Ada").await;
    let (mut ana, mut bo) = ana_and_bo(&cluster.desk(0), &cluster.desk(1)).await;
    let bos = format!("/api/v1/agents/{}", bo.id().await);
    cluster.node(1).freeze().expect("a node to freeze");
    let changed = ada.http.patch(&bos, json!({ "active": false })).await.and_then(Answer::ok);
    changed.expect("a changed account");
    ana.says("a word Bo must not read").await;
    cluster.node(1).thaw().expect("a node to thaw");
    assert_eq!(bo.is_sent_away().await, Gone::StayAway);
    assert!(!bo.heard_of("must not read"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_frozen_node_had_taken_is_there_once_when_it_thaws() {
    let mut cluster = Cluster::start(2).await;
    let desks = [cluster.desk(0), cluster.desk(1)];
    let (ana, bo) = ana_and_bo(&desks[0], &desks[1]).await;
    let mut reader = Person::connect(&desks[0], "Bo", bo.token.clone()).await;
    reader.conversation.clone_from(&ana.conversation);
    let people = [ana, bo].into_iter().zip(&desks);
    let mut writing = Writing::begin(people.map(|(person, desk)| Outbox::of(person, desk)));
    for _ in 0..3 {
        writing.go_on_for(MESSAGES / 2).await;
        cluster.node(1).freeze().expect("a node to freeze");
        // Ana alone goes on.
        writing.go_on_for(MESSAGES / 2).await;
        cluster.node(1).thaw().expect("a node to thaw");
    }
    writing.go_on_for(MESSAGES / 2).await;
    let outboxes = writing.end().await;
    is_all_there(&reader, &outboxes).await;
}
