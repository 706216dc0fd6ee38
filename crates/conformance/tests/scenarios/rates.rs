//! How much one person, and one connection, may send.

use std::time::Duration;

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
    for taken in 1..60 {
        let device = if taken % 2 == 0 { &ana } else { &phone };
        device.sends(&format!("m{taken}"), "one more").await.unwrap();
        // No faster than people who hold down a key: what was used must not trickle back meanwhile.
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    let Err(AskError::Refused(refusal)) = ana.sends("m60", "one too many").await else {
        panic!("the sixty-first was taken")
    };
    assert_eq!(refusal.code, "rate_limited");
    assert!((1..=60_000).contains(&refusal.retry_after_ms.unwrap()), "{:?}", refusal.retry_after_ms);
    ana.sends("m58", "one more").await.expect("what was taken is acknowledged again");
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
