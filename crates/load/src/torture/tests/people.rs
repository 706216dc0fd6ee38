//! People against a server that is none.

use std::{sync::Arc, time::Duration};

use tokio::time::timeout;

use super::super::{
    checker::Fault,
    reader::Eyes,
    record::Side,
    stage::{Heads, Phase, Stage, dice},
    writer::Pen,
};
use crate::{socketio::pretend::server, token::Mint};

/// How long the people here wait for an end, and how long a test waits for theirs.
const REST: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(20);

fn mint() -> Mint {
    Mint::new(b"a secret")
}

#[tokio::test]
async fn whoever_is_refused_for_ever_waits_as_told_and_comes_to_an_end() {
    let stage = Stage::new(&server(0, "", |question| question.refused_for(200)).await, REST);
    let mut pen = Pen::agent(0, "c".into(), &mint(), dice(1, 1));
    pen.mean_something();
    stage.enter(Phase::Rest);
    let ended = timeout(PATIENCE, pen.write(Arc::clone(&stage))).await.expect("an end");
    let why = ended.err().expect("not everything acknowledged").to_string();
    let times: u32 =
        why.split_once("refused ").unwrap().1.split_once(' ').unwrap().0.parse().expect("a number of times");
    assert!((1..=6).contains(&times), "five waits in a second: {why}");
    assert!(why.contains("overloaded"), "{why}");
}

#[tokio::test]
async fn whoever_is_never_answered_comes_to_an_end() {
    let stage = Stage::new(&server(0, "", |_| Vec::new()).await, REST);
    let mut pen = Pen::agent(0, "c".into(), &mint(), dice(1, 1));
    pen.mean_something();
    stage.enter(Phase::Rest);
    assert!(timeout(PATIENCE, pen.write(stage)).await.expect("an end").is_err());
}

#[tokio::test]
async fn what_nobody_can_read_is_a_finding() {
    let nonsense = r#"42/chat,["new-message",{"seq":"seven"}]"#;
    let stage = Stage::new(&server(0, nonsense, |_| Vec::new()).await, REST);
    let eyes = Eyes::new(Side::Customer, 7, &mint(), dice(1, 1));
    stage.enter(Phase::Rest);
    let reading = tokio::spawn(eyes.read(Arc::clone(&stage)));
    let seen = async {
        while stage.unreadable().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, seen).await.expect("a finding");
    stage.expect(Heads::new());
    reading.await.unwrap().expect("nothing to be read");
    let found = stage.unreadable();
    assert_eq!(found[0].fault, Fault::Unreadable);
    assert!(found[0].what.starts_with("told to customer-7: "), "{found:?}");
}
