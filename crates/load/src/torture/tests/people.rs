//! People against a server that is none: it lets everybody in and then says what a test wants.

use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use tokio::{net::TcpListener, time::timeout};
use tokio_tungstenite::{accept_async, tungstenite::Message};

use super::super::{
    checker::Fault,
    reader::Eyes,
    record::Side,
    stage::{Heads, Phase, Stage, dice},
    writer::Pen,
};
use crate::token::Mint;

/// How long the people here wait for an end, and how long a test waits for theirs.
const REST: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(20);

/// Where such a server is. It says the first text when somebody is let in, and the other one, with the question's
/// number in the place of its `#`, after each question.
async fn server(welcome: &'static str, answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((tcp, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut line = accept_async(tcp).await.unwrap();
                while let Some(Ok(Message::Text(text))) = line.next().await {
                    let number: String = text
                        .strip_prefix("42/chat,")
                        .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect())
                        .unwrap_or_default();
                    let said = if text.starts_with("40") {
                        vec![r#"40/chat,{"sid":"x"}"#.to_owned(), welcome.to_owned()]
                    } else {
                        vec![answer.replace('#', &number)]
                    };
                    for text in said.into_iter().filter(|text| !text.is_empty()) {
                        let _left = line.send(Message::text(text)).await;
                    }
                }
            });
        }
    });
    base
}

fn mint() -> Mint {
    Mint::new(b"a secret")
}

#[tokio::test]
async fn whoever_is_refused_for_ever_waits_as_told_and_comes_to_an_end() {
    let refuses = r#"43/chat,#[{"ok":false,"error":{"code":"overloaded","message":"","retryAfterMs":200}}]"#;
    let stage = Stage::new(&server("", refuses).await, REST);
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
    let stage = Stage::new(&server("", "").await, REST);
    let mut pen = Pen::agent(0, "c".into(), &mint(), dice(1, 1));
    pen.mean_something();
    stage.enter(Phase::Rest);
    assert!(timeout(PATIENCE, pen.write(stage)).await.expect("an end").is_err());
}

#[tokio::test]
async fn what_nobody_can_read_is_a_finding() {
    let stage = Stage::new(&server(r#"42/chat,["new-message",{"seq":"seven"}]"#, "").await, REST);
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
