//! PostgreSQL dies, is cut off from one node, or is replaced by its standby.

use deskbell_conformance::{Cluster, Desk, PATIENCE, Person};
use deskbell_engines::Postgres;
use tokio::time::{Instant, sleep};

use crate::{
    ana_and_bo,
    outbox::{Outbox, Writing, is_all_there},
    talk,
};

/// Messages that are written before and after something breaks.
const MESSAGES: usize = 60;

/// Ana, Bo and two more customers, who write on both nodes.
async fn everybody(cluster: &mut Cluster) -> (Vec<Outbox>, Person) {
    let desks = [cluster.desk(0), cluster.desk(1)];
    let (ana, bo) = ana_and_bo(&desks[0], &desks[1]).await;
    let mut reader = Person::connect(&desks[0], "Bo", bo.token.clone()).await;
    reader.conversation.clone_from(&ana.conversation);
    let mut outboxes = vec![Outbox::of(ana, &desks[0]), Outbox::of(bo, &desks[1])];
    for (number, desk) in desks.iter().enumerate() {
        let mut other = desk.customer(&format!("Customer {number}")).await;
        other.opens_a_chat().await;
        outboxes.push(Outbox::of(other, desk));
    }
    (outboxes, reader)
}

/// Waits until a node would take a message.
async fn is_ready(desk: &Desk, wanted: bool) {
    let begun = Instant::now();
    while desk.http().get("/readyz").await.is_ok_and(|answer| (answer.status == 200) != wanted) {
        assert!(begun.elapsed() < PATIENCE, "/readyz never said so");
        sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_once_when_postgresql_was_killed_under_load() {
    let mut cluster = Cluster::start(2).await;
    let (outboxes, reader) = everybody(&mut cluster).await;
    let mut writing = Writing::begin(outboxes);
    for _ in 0..2 {
        writing.go_on_for(MESSAGES).await;
        cluster.postgres().kill().expect("a PostgreSQL to kill");
        let (first, second) = (cluster.desk(0), cluster.desk(1));
        tokio::join!(is_ready(&first, false), is_ready(&second, false));
        cluster.postgres().restart().expect("a PostgreSQL that starts");
        tokio::join!(is_ready(&first, true), is_ready(&second, true));
    }
    writing.go_on_for(MESSAGES).await;
    let outboxes = writing.end().await;
    is_all_there(&reader, &outboxes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_a_promotion_when_the_standby_had_to_have_it() {
    let mut cluster = Cluster::start(2).await;
    let mut standby = cluster.postgres().standby().expect("a standby");
    cluster.postgres().set("synchronous_standby_names", "'standby1'").expect("a setting");
    let (outboxes, reader) = everybody(&mut cluster).await;
    let mut writing = Writing::begin(outboxes);
    writing.go_on_for(MESSAGES).await;
    cluster.postgres().kill().expect("a PostgreSQL to kill");
    standby.promote().expect("a promotion");
    standby.set("synchronous_standby_names", "''").expect("a setting");
    cluster.moves_to(standby);
    writing.go_on_for(MESSAGES).await;
    let outboxes = writing.end().await;
    is_all_there(&reader, &outboxes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_cut_off_from_postgresql_says_so_and_catches_up() {
    let mut cluster = Cluster::start(2).await;
    let (first, second) = (cluster.desk(0), cluster.desk(1));
    let (mut ana, mut bo) = ana_and_bo(&first, &second).await;
    let mut cleo = second.agent("Cleo").await;
    cleo.joins(&ana.conversation).await;
    cluster.node(0).postgres_link().cut();
    is_ready(&first, false).await;
    is_ready(&second, true).await;
    bo.says("while they are apart").await;
    cleo.sees("while they are apart").await;
    cluster.node(0).postgres_link().heal();
    is_ready(&first, true).await;
    ana.sees("while they are apart").await;
    talk(&mut ana, &mut bo, "when it has healed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_line_to_postgresql_loses_and_doubles_nothing() {
    let mut cluster = Cluster::over(Postgres::start().expect("a PostgreSQL"), 2).await;
    let (outboxes, reader) = everybody(&mut cluster).await;
    cluster.node(0).postgres_link().slow(std::time::Duration::from_millis(20));
    let mut writing = Writing::begin(outboxes);
    writing.go_on_for(MESSAGES).await;
    // Cut in the middle of whatever is on its way: whether it was committed is not known.
    for _ in 0..3 {
        cluster.node(0).postgres_link().cut();
        cluster.node(0).postgres_link().slow(std::time::Duration::from_millis(20));
        writing.go_on_for(MESSAGES / 2).await;
    }
    let outboxes = writing.end().await;
    is_all_there(&reader, &outboxes).await;
}
