//! Sessions over HTTP polling.

use deskbell_conformance::{Deskbell, Role};
use serde_json::json;

use crate::raw::{Poller, answer, begin, http};

#[tokio::test]
async fn a_whole_conversation_by_polling() {
    let desk = Deskbell::start().await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    ana.posts("42/chat,0[\"join-chat\",{}]\u{1e}42/chat,1[\"typing\",{}]").await;
    let joined = ana.hears(r#"43/chat,0[{"ok":true,"conversation":"#).await;
    assert!(joined.contains(r#""entries":["#));
    // What came while nobody polled waits.
    ana.posts(r#"42/chat,2["no-such-event",{}]"#).await;
    ana.posts(r#"42/chat,3["no-such-event",{}]"#).await;
    ana.hears("43/chat,3[").await;
}

#[tokio::test]
async fn a_second_poll_at_once_ends_the_session() {
    let desk = Deskbell::start().await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    let first = ana.begins_to_wait().await;
    let second = ana.polls().await;
    assert_eq!(second.status, 400);
    assert_eq!(answer(first).await.body, "1");
    assert_eq!(ana.polls().await.body, r#"{"code":1,"message":"Session ID unknown"}"#);
    assert_eq!(desk.hall.hub().session_count(), 0);
}

#[tokio::test]
async fn a_poll_that_is_cut_off_ends_the_session() {
    let desk = Deskbell::start().await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    while desk.hall.hub().session_count() > 0 {
        let cut = begin(&desk, "GET", &ana.query, "", b"").await;
        let _heard = tokio::time::timeout(std::time::Duration::from_millis(50), cut.readable()).await;
    }
    assert_eq!(ana.posted(b"3").await.status, 400);
}

#[tokio::test]
async fn large_odd_and_endless_posts_hurt_nobody() {
    let desk = Deskbell::start().await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    let large = format!(r#"42/chat,0["x",{{"a":"{}"}}]"#, "x".repeat(65_536));
    assert_eq!(ana.posted(large.as_bytes()).await.status, 413);
    assert_eq!(ana.posted("4\u{1e}".repeat(5000).as_bytes()).await.status, 400);
    assert_eq!(ana.posted(&[b'4', 0xFF]).await.status, 400);
    let put = http(&desk, "PUT", &ana.query, "", b"3").await;
    assert_eq!(put.status, 400);
    ana.posts(r#"42/chat,1["no-such-event",{}]"#).await;
    ana.hears("43/chat,1[").await;
}

#[tokio::test]
async fn binary_packets_are_refused_and_the_session_lives() {
    let desk = Deskbell::start().await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    ana.posts("451-/chat,1[\"typing\",{\"_placeholder\":true,\"num\":0}]\u{1e}bAQID").await;
    let refused = ana.hears("43/chat,1[").await;
    assert!(refused.contains(r#""code":"invalid""#), "{refused}");
    ana.posts("bAQID").await;
    assert!(ana.hears(r#"42/chat,["error","#).await.contains("invalid"));
    ana.posts(r#"42/chat,2["no-such-event",{}]"#).await;
    ana.hears("43/chat,2[").await;
}

#[tokio::test]
async fn five_hundred_events_in_one_post_are_answered_in_order() {
    let desk = Deskbell::with(|settings| settings.events_per_second = 0).await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    let events: Vec<_> =
        (0..500).map(|id| format!("42/chat,{id}{}", json!(["no-such-event", { "n": id }]))).collect();
    let body = events.join("\u{1e}");
    let post = tokio::spawn({
        let ana = Poller { desk: ana.desk.clone(), query: ana.query.clone() };
        async move { ana.posts(&body).await }
    });
    let mut next = 0;
    while next < 500 {
        for packet in ana.polls().await.packets().iter().filter(|packet| packet.starts_with("43/chat,")) {
            assert!(packet.starts_with(&format!("43/chat,{next}[")), "{packet} instead of {next}");
            next += 1;
        }
    }
    post.await.unwrap();
}

#[tokio::test]
async fn who_does_not_answer_the_heartbeat_is_gone() {
    let desk = Deskbell::with(|settings| {
        settings.ping_interval = std::time::Duration::from_millis(200);
        settings.ping_timeout = std::time::Duration::from_millis(200);
    })
    .await;
    let ana = Poller::connected(&desk, Role::Customer, "Ana").await;
    for _ in 0..3 {
        ana.hears("2").await;
    }
    // From now on nobody polls and nobody answers.
    while desk.hall.hub().session_count() > 0 {
        tokio::task::yield_now().await;
    }
}
