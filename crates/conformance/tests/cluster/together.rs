//! Nodes that do the same at the same moment.

use std::{collections::HashSet, time::Duration};

use deskbell_conformance::{Cluster, Person};
use tokio::{task::JoinSet, time::Instant};

use crate::{
    ana_and_bo,
    outbox::{Outbox, Writing, is_all_there},
    talk,
};

/// Devices that begin at once on each node.
const DEVICES: usize = 4;
/// Messages that are written while everybody writes at once.
const MESSAGES: usize = 300;
/// Customers who write without a pause.
const BUSY: usize = 12;
/// How long an exchange may take on a node whose line is slow; the machine that tests run on is busy.
const BEARABLE: Duration = Duration::from_secs(8);

#[tokio::test(flavor = "multi_thread")]
async fn however_many_nodes_are_asked_at_once_a_customer_has_one_chat() {
    let mut cluster = Cluster::start(2).await;
    let desks = [cluster.desk(0), cluster.desk(1)];
    for round in 0..3 {
        let name = format!("Ana {round}");
        let mut opening = JoinSet::new();
        for desk in desks.iter().cycle().take(DEVICES * desks.len()) {
            let mut device = desk.customer(&name).await;
            opening.spawn(async move {
                device.opens_a_chat().await;
                device.conversation
            });
        }
        let chats: HashSet<String> = opening.join_all().await.into_iter().collect();
        assert_eq!(chats.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_on_all_nodes_at_once_is_one_timeline_which_everybody_sees_in_order() {
    let mut cluster = Cluster::start(3).await;
    let desks = [cluster.desk(0), cluster.desk(1), cluster.desk(2)];
    let (ana, bo) = ana_and_bo(&desks[0], &desks[1]).await;
    let mut watchers = Vec::new();
    for desk in &desks {
        let mut watcher = desk.agent("Cleo").await;
        watcher.joins(&ana.conversation).await;
        watchers.push(watcher);
    }
    let mut dan = desks[2].agent("Dan").await;
    dan.joins(&ana.conversation).await;
    let mut reader = Person::connect(&desks[0], "Bo", bo.token.clone()).await;
    reader.conversation.clone_from(&ana.conversation);

    let writers = [ana, bo, dan].into_iter().zip(&desks);
    let mut writing = Writing::begin(writers.map(|(person, desk)| Outbox::of(person, desk)));
    writing.go_on_for(MESSAGES).await;
    let outboxes = writing.end().await;
    is_all_there(&reader, &outboxes).await;

    let timeline = reader.reads_the_timeline().await;
    let last = timeline.last().expect("an entry")["seq"].clone();
    for watcher in &mut watchers {
        let mut heard = vec![watcher.hears_an_entry().await];
        while heard.last().expect("an entry")["seq"] != last {
            heard.push(watcher.hears_an_entry().await);
        }
        assert!(deskbell_conformance::has_no_gap(&heard), "{:?}", deskbell_conformance::seqs(&heard));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn however_much_is_written_on_another_node_people_of_a_slow_one_hear_each_other() {
    let mut cluster = Cluster::start(2).await;
    let (slow, busy) = (cluster.desk(0), cluster.desk(1));
    let (mut ana, mut bo) = ana_and_bo(&slow, &slow).await;
    let mut outboxes = Vec::new();
    for number in 0..BUSY {
        let mut customer = busy.customer(&format!("Customer {number}")).await;
        customer.opens_a_chat().await;
        outboxes.push(Outbox::of(customer, &busy));
    }
    // Each row of the feed takes the slow node longer than the busy one takes to write another.
    cluster.node(0).postgres_link().slow(Duration::from_millis(10));
    let mut writing = Writing::begin(outboxes);
    writing.go_on_for(MESSAGES).await;
    for round in 0..3 {
        let begun = Instant::now();
        talk(&mut ana, &mut bo, &format!("can you hear me {round}")).await;
        assert!(begun.elapsed() < BEARABLE, "an exchange took {:?}", begun.elapsed());
        writing.go_on_for(MESSAGES / 2).await;
    }
    writing.end().await;
}
