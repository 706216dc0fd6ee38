//! How much one person, and one connection, may send.

use deskbell_conformance::Deskbell;
use futures_util::future::join_all;
use serde_json::json;

use crate::ana_and_bo;

#[tokio::test]
async fn the_sixty_first_message_of_a_minute_has_to_wait() {
    let desk = Deskbell::with(|settings| settings.events_per_second = 0).await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    for number in 2..=60 {
        ana.says(&format!("line {number}")).await;
    }
    let phone = ana.on_another_device().await;
    let error = phone.sends("too-much", "line 61").await.unwrap_err();
    let deskbell_load::socketio::AskError::Refused(refusal) = error else { panic!("{error}") };
    assert_eq!(refusal.code, "rate_limited");
    assert!((1..=60_000).contains(&refusal.retry_after_ms.unwrap()), "{:?}", refusal.retry_after_ms);
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
