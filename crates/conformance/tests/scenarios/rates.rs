//! How much one person, and one connection, may send.

use std::time::Instant;

use deskbell_conformance::Deskbell;
use deskbell_load::socketio::AskError;
use futures_util::future::join_all;
use serde_json::json;

use crate::ana_and_bo;

#[tokio::test]
async fn who_has_sent_sixty_messages_in_a_minute_has_to_wait() {
    let desk = Deskbell::with(|settings| settings.events_per_second = 0).await;
    let (ana, mut bo) = ana_and_bo(&desk).await;
    let phone = ana.on_another_device().await;
    let started = Instant::now();
    let mut taken = 1;
    let refusal = loop {
        let device = if taken % 2 == 0 { &ana } else { &phone };
        match device.sends(&format!("m{taken}"), "one more").await {
            Ok(_) => taken += 1,
            Err(AskError::Refused(refusal)) => break refusal,
            Err(error) => panic!("{error}"),
        }
    };
    assert_eq!(refusal.code, "rate_limited");
    assert!((1..=60_000).contains(&refusal.retry_after_ms.unwrap()), "{:?}", refusal.retry_after_ms);
    let regained = started.elapsed().as_secs() + 1;
    assert!((60..=60 + regained).contains(&taken), "{taken} taken");
    bo.says("the other side writes on").await;
    ana.does("message-read", json!({ "upToSeq": 1 })).await;
}

#[tokio::test]
async fn twenty_events_a_second_are_taken_and_more_are_refused() {
    let desk = Deskbell::start().await;
    let (ana, bo) = ana_and_bo(&desk).await;
    let (mut taken, mut refused) = (0, 0);
    let asking = (0..60).map(|_| ana.asks("stop-typing", json!({})));
    for answer in join_all(asking).await {
        match answer {
            Ok(_) => taken += 1,
            Err(error) => {
                assert_eq!(error.code(), Some("rate_limited"));
                refused += 1;
            }
        }
    }
    assert!((18..=25).contains(&taken), "{taken} taken, {refused} refused");
    bo.does("stop-typing", json!({})).await;
}
