//! Come back or stay away: how connections end.

use std::time::Duration;

use deskbell_conformance::{Deskbell, Role};
use serde_json::{Value, json};

use crate::raw::{Poller, Raw, WEBSOCKET, answer};

#[tokio::test]
async fn a_token_that_ends_is_announced_and_then_kept() {
    let desk = Deskbell::start().await;
    let mut ana = Raw::open(&desk, WEBSOCKET).await;
    ana.connects(&desk.token_for(Role::Customer, "Ana", Duration::from_secs(2))).await;
    let expiring = ana.hears(r#"42/chat,["token-expiring",{"expiresAt":""#).await;
    assert!(expiring.ends_with(r#"Z"}]"#), "{expiring}");
    let (code, texts) = ana.ends().await;
    assert_eq!(code, Some(1013), "come back");
    assert!(!texts.iter().any(|text| text.starts_with("41")), "the official client would stay away");
}

#[tokio::test]
async fn a_newer_token_keeps_the_connection() {
    let desk = Deskbell::start().await;
    let mut ana = Raw::open(&desk, WEBSOCKET).await;
    ana.connects(&desk.token_for(Role::Customer, "Ana", Duration::from_secs(2))).await;
    ana.hears(r#"42/chat,["token-expiring""#).await;
    let foreign = ana.asks("refresh-token", &json!({ "token": desk.token(Role::Customer, "Bea") })).await;
    assert_eq!(foreign["error"]["code"], "forbidden");
    let bad = ana.asks("refresh-token", &json!({ "token": "no" })).await;
    assert_eq!(bad["error"]["code"], "unauthorized");
    let lasting = desk.token_for(Role::Customer, "Ana", Duration::from_secs(62));
    let renewed = ana.asks("refresh-token", &json!({ "token": lasting })).await;
    assert_eq!(renewed["ok"], true);
    let announced = ana.hears(r#"42/chat,["token-expiring""#).await;
    let announced: Value = serde_json::from_str(&announced["42/chat,".len()..]).unwrap();
    assert_eq!(announced[1]["expiresAt"], renewed["expiresAt"]);
    ana.is_alive().await;
}

#[tokio::test]
async fn a_server_that_stops_finishes_what_it_accepted_and_says_come_back() {
    let desk = Deskbell::with(|settings| {
        settings.events_per_second = 0;
        settings.messages_per_minute = 0;
    })
    .await;
    let poller = Poller::connected(&desk, Role::Customer, "Bea").await;
    let mut ana = Raw::connected(&desk, Role::Customer, "Ana").await;
    let id = ana.asks("join-chat", &json!({})).await["conversation"]["id"].clone();
    for n in 100..120 {
        let message =
            json!(["send-message", { "conversationId": id, "clientId": format!("{n}"), "content": "hi" }]);
        ana.says(&format!("42/chat,{n}{message}")).await;
    }
    ana.acknowledged(100).await;
    let polling = poller.begins_to_wait().await;
    let stopping = tokio::spawn(desk.stop());
    let (code, texts) = ana.ends().await;
    assert_eq!(code, Some(1012));
    assert!(!texts.iter().any(|text| text.starts_with("41")));
    let acknowledged = texts.iter().filter(|text| text.starts_with("43/chat,1")).count();
    assert!(
        texts.iter().all(|text| !text.contains(r#""ok":false"#)),
        "{acknowledged} and refusals: {texts:?}"
    );
    assert_eq!(answer(polling).await.packets(), ["1"]);
    stopping.await.unwrap();
}

#[tokio::test]
async fn who_does_not_answer_the_heartbeat_is_gone_and_who_does_stays() {
    let desk = Deskbell::with(|settings| {
        settings.ping_interval = Duration::from_millis(200);
        settings.ping_timeout = Duration::from_millis(300);
    })
    .await;
    let mut silent = Raw::connected(&desk, Role::Customer, "Ana").await;
    let mut lively = Raw::connected(&desk, Role::Customer, "Bea").await;
    let staying = async {
        for _ in 0..5 {
            lively.hears("2").await;
            lively.says("3").await;
        }
    };
    let (ended, ()) = tokio::join!(silent.ends(), staying);
    assert_eq!(ended.0, Some(1013));
    assert!(ended.1.contains(&"2".to_owned()));
    assert_eq!(desk.hall.hub().session_count(), 1);
}

#[tokio::test]
async fn what_was_said_before_the_line_was_cut_is_done() {
    let desk = Deskbell::with(|settings| {
        settings.events_per_second = 0;
        settings.messages_per_minute = 0;
    })
    .await;
    let mut ana = Raw::connected(&desk, Role::Customer, "Ana").await;
    let id = ana.asks("join-chat", &json!({})).await["conversation"]["id"].clone();
    for n in 0..20 {
        let message =
            json!(["send-message", { "conversationId": id, "clientId": format!("{n}"), "content": "hi" }]);
        ana.says(&format!("42/chat,{message}")).await;
    }
    ana.ws.close(None).await.unwrap();
    while desk.hall.hub().session_count() > 0 {
        tokio::task::yield_now().await;
    }
    let mut ana = Raw::connected(&desk, Role::Customer, "Ana").await;
    let joined = ana.asks("join-chat", &json!({ "conversationId": id })).await;
    let messages = joined["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "message");
    assert_eq!(messages.count(), 20);
}

#[tokio::test]
async fn who_reads_too_slowly_is_closed_and_nobody_else_waits() {
    let desk = Deskbell::with(|settings| {
        settings.events_per_second = 0;
        settings.messages_per_minute = 0;
    })
    .await;
    let mut bo = Raw::connected(&desk, Role::Agent, "Bo").await;
    let mut ana = Raw::connected(&desk, Role::Customer, "Ana").await;
    let id = ana.asks("join-chat", &json!({})).await["conversation"]["id"].clone();
    let hello = json!({ "conversationId": id, "clientId": "0", "content": "hi" });
    assert_eq!(ana.asks("send-message", &hello).await["ok"], true);
    assert_eq!(bo.asks("join-chat", &json!({ "conversationId": id })).await["ok"], true);
    // From here on Ana reads nothing.
    let text = "x".repeat(5000);
    let mut n = 0;
    while desk.hall.hub().session_count() > 1 {
        n += 1;
        let message = json!({ "conversationId": id, "clientId": format!("bo{n}"), "content": text });
        assert_eq!(bo.asks("send-message", &message).await["ok"], true);
        assert!(n < 10_000, "a slow consumer is never closed");
    }
    bo.is_alive().await;
}
