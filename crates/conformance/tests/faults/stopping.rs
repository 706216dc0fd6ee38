//! Told to stop while everybody writes.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use deskbell_conformance::{Desk, Person, Role};
use deskbell_load::{server::Server, socketio::Gone};
use futures_util::future::join_all;
use serde_json::json;
use tokio::sync::watch;

use crate::{crowd::Device, desk, plan};

const CONVERSATIONS: usize = 12;
/// Messages on the way at a time, on each line.
const BURST: usize = 4;
/// Messages that are acknowledged before it is told to stop.
const UNDER_WAY: usize = 500;
/// What it promises.
const STOPS_WITHIN: Duration = Duration::from_secs(10);

/// Writes until the line goes. What was acknowledged, how many were sent, and how the line ended.
async fn write(
    desk: &Desk,
    token: &str,
    conversation: &str,
    name: &str,
    count: &watch::Sender<usize>,
) -> (BTreeSet<String>, usize, Gone) {
    let mut device = Device::connect(desk, token).await;
    let mut acknowledged = BTreeSet::new();
    let (mut sent, mut takes_more) = (0, true);
    let gone = loop {
        if takes_more && sent < acknowledged.len() + BURST {
            let text = format!("{name}-{sent}");
            let message = json!({ "conversationId": conversation, "clientId": text, "content": text });
            sent += 1;
            // What has come before the line went is still read.
            takes_more = device.asks("send-message", &message).await.is_ok();
            continue;
        }
        match device.next().await {
            Ok((Ok(_), answer)) if answer["ok"] == true => {
                let id = answer["message"]["clientId"].as_str().expect("an entry");
                acknowledged.insert(id.to_owned());
                count.send_modify(|count| *count += 1);
            }
            Ok((Ok(_), refused)) => panic!("{name} was refused: {refused}"),
            Ok(_) => {}
            Err(gone) => break gone,
        }
    };
    (acknowledged, sent, gone)
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_under_load_it_acknowledges_what_it_took_and_everybody_returns() {
    let dir = tempfile::tempdir().unwrap();
    let plan = plan(dir.path(), &[]);
    let server = Server::start(&plan).await.unwrap();
    let first = desk(&server);
    let mut customers: Vec<Person> = Vec::new();
    for number in 0..CONVERSATIONS {
        let mut customer = first.customer(&format!("Customer {number}")).await;
        customer.opens_a_chat().await;
        customer.says("hello").await;
        customers.push(customer);
    }
    let count = watch::Sender::new(0);
    let agent = first.token(Role::Agent, "Bo");
    let writing = join_all(customers.iter().flat_map(|customer| {
        let id = &customer.conversation;
        [(&customer.token, "customer"), (&agent, "agent")]
            .map(|(token, name)| write(&first, token, id, name, &count))
    }));
    let stopping = async {
        count.subscribe().wait_for(|count| *count >= UNDER_WAY).await.unwrap();
        let told = Instant::now();
        let status = server.terminate().await.unwrap();
        (status, told.elapsed())
    };
    let (written, (status, took)) = tokio::join!(writing, stopping);
    assert!(status.success() && took < STOPS_WITHIN, "{status} after {took:?}");
    for (_, _, gone) in &written {
        assert!(!matches!(gone, Gone::StayAway | Gone::Denied { .. }), "told to stay away: {gone}");
    }

    let server = Server::start(&plan).await.unwrap();
    let desk = desk(&server);
    for (customer, sides) in customers.into_iter().zip(written.chunks(2)) {
        let customer = customer.loses_the_line().comes_back_to(&desk).await;
        let timeline = customer.reads_the_timeline().await;
        for (side, (acknowledged, sent, _)) in ["customer", "agent"].into_iter().zip(sides) {
            let prefix = format!("{side}-");
            let of_side = timeline.iter().filter(|entry| entry["sender"]["type"] == side);
            let stored: Vec<_> = of_side.filter_map(|entry| entry["clientId"].as_str()).collect();
            let burst: Vec<_> =
                stored.iter().filter(|id| id.starts_with(&prefix)).map(|id| (*id).to_owned()).collect();
            let in_order: Vec<_> = (0..burst.len()).map(|number| format!("{side}-{number}")).collect();
            assert_eq!(burst, in_order, "each once, in the order in which it was sent");
            assert!(burst.len() <= *sent);
            let told: BTreeSet<_> = burst.into_iter().collect();
            assert_eq!(&told, acknowledged, "what was taken was acknowledged, and nothing else");
        }
    }
    assert!(server.terminate().await.unwrap().success());
}
