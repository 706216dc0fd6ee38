//! Coming in: what the first packets must be, and what is turned away.

use std::time::Duration;

use deskbell_conformance::{Deskbell, Role};
use serde_json::Value;

use crate::raw::{POLLING, Poller, Raw, WEBSOCKET, http};

#[tokio::test]
async fn a_session_opens_with_what_the_client_must_know() {
    let desk = Deskbell::start().await;
    let opened = http(&desk, "GET", POLLING, "", b"").await;
    assert!(opened.head.contains("content-type: text/plain; charset=utf-8"), "{}", opened.head);
    assert!(opened.head.contains("cache-control: no-store"));
    let mut open: Value = serde_json::from_str(opened.body.strip_prefix('0').unwrap()).unwrap();
    assert_eq!(open["sid"].take().as_str().unwrap().len(), 22, "128 bits");
    let expected = r#"{"maxPayload":65536,"pingInterval":25000,"pingTimeout":20000,"sid":null,"upgrades":["websocket"]}"#;
    assert_eq!(open, serde_json::from_str::<Value>(expected).unwrap());
    let mut socket = Raw::open(&desk, WEBSOCKET).await;
    assert!(socket.hears("0").await.contains(r#""upgrades":[]"#));
}

#[tokio::test]
async fn errors_are_those_of_the_reference() {
    let desk = Deskbell::start().await;
    let unknown = format!("{POLLING}&sid=AAAAAAAAAAAAAAAAAAAAAA");
    for (method, query, code, message) in [
        ("GET", "EIO=4&transport=pigeon", 0, "Transport unknown"),
        ("GET", "EIO=4", 0, "Transport unknown"),
        ("GET", unknown.as_str(), 1, "Session ID unknown"),
        ("POST", unknown.as_str(), 1, "Session ID unknown"),
        ("GET", "EIO=4&transport=polling&sid=x", 1, "Session ID unknown"),
        ("POST", POLLING, 2, "Bad handshake method"),
        ("PUT", POLLING, 2, "Bad handshake method"),
        ("GET", WEBSOCKET, 3, "Bad request"),
        ("GET", "EIO=3&transport=polling", 5, "Unsupported protocol version"),
        ("GET", "transport=polling", 5, "Unsupported protocol version"),
    ] {
        let refused = http(&desk, method, query, "", b"").await;
        let expected = format!(r#"{{"code":{code},"message":"{message}"}}"#);
        assert_eq!((refused.status, refused.body), (400, expected), "{method} {query}");
    }
}

#[tokio::test]
async fn pages_of_other_origins_may_poll_without_credentials() {
    let desk = Deskbell::start().await;
    let origin = "Origin: https://shop.example\r\n";
    let asked = http(&desk, "OPTIONS", POLLING, origin, b"").await;
    let opened = http(&desk, "GET", POLLING, origin, b"").await;
    let refused = http(&desk, "GET", "EIO=4", origin, b"").await;
    assert_eq!([asked.status, opened.status, refused.status], [204, 200, 400]);
    for answer in [&asked, &opened, &refused] {
        assert!(answer.head.contains("access-control-allow-origin: https://shop.example"), "{}", answer.head);
        assert!(answer.head.contains("vary: origin"));
        assert!(!answer.head.contains("credentials"));
    }
    assert!(asked.head.contains("access-control-allow-headers: content-type"));
    assert!(asked.head.contains("access-control-allow-methods: get, post"));
}

#[tokio::test]
async fn without_a_good_token_nobody_is_connected_and_one_may_try_again() {
    let desk = Deskbell::start().await;
    let mut socket = Raw::open(&desk, WEBSOCKET).await;
    let expired = desk.token_for(Role::Customer, "Ana", Duration::ZERO);
    let expired = format!(r#"40/chat,{{"token":"{expired}"}}"#);
    for connect in ["40/chat,", r#"40/chat,{"token":5}"#, r#"40/chat,{"token":"no"}"#, "40/chat,[", &expired]
    {
        socket.says(connect).await;
        let error = socket.hears("44/chat,").await;
        let error: Value = serde_json::from_str(&error[8..]).unwrap();
        assert_eq!(error["data"]["code"], "unauthorized", "{connect}");
        assert_eq!(error["message"], error["data"]["message"]);
    }
    socket.connects(&desk.token(Role::Customer, "Ana")).await;
    socket.hears("40/chat,").await;
    socket.is_alive().await;
}

#[tokio::test]
async fn there_is_one_namespace() {
    let desk = Deskbell::start().await;
    let mut socket = Raw::open(&desk, WEBSOCKET).await;
    socket.says("40").await;
    assert_eq!(socket.hears("44").await, r#"44{"message":"Invalid namespace"}"#);
    socket.says("40/admin,{}").await;
    assert_eq!(socket.hears("44").await, r#"44/admin,{"message":"Invalid namespace"}"#);
    socket.connects(&desk.token(Role::Agent, "Bo")).await;
    socket.hears("40/chat,").await;
    socket.says("40/admin,{}").await;
    assert_eq!(socket.hears("44").await, r#"44/admin,{"message":"Invalid namespace"}"#);
    socket.is_alive().await;
}

#[tokio::test]
async fn an_event_before_the_token_is_not_for_the_unknown() {
    let desk = Deskbell::start().await;
    let mut socket = Raw::open(&desk, WEBSOCKET).await;
    socket.says(r#"42/chat,1["join-chat",{}]"#).await;
    assert_eq!(socket.acknowledged(1).await["error"]["code"], "unauthorized");
    for _ in 0..30 {
        socket.says(r#"42/chat,["join-chat",{}]"#).await;
    }
    assert_eq!(socket.ends().await.0, Some(1008), "who only talks is shown out");
}

#[tokio::test]
async fn the_first_thing_heard_is_that_one_is_connected() {
    let desk = Deskbell::start().await;
    for (role, name) in [(Role::Customer, "Ana"), (Role::Agent, "Bo")] {
        let mut socket = Raw::open(&desk, WEBSOCKET).await;
        socket.connects(&desk.token(role, name)).await;
        // Said before anything was heard, and not lost.
        socket.says(r#"42/chat,7["no-such-event",{}]"#).await;
        socket.acknowledged(7).await;
        let seen: Vec<_> = socket.seen.iter().map(|text| &text[..8]).collect();
        assert_eq!(seen[1], "40/chat,");
        assert!(seen.iter().position(|text| *text == r#"42/chat,"#) > Some(1), "presence follows: {seen:?}");
    }
}

#[tokio::test]
async fn who_leaves_the_namespace_may_come_back_over_the_same_line() {
    let desk = Deskbell::start().await;
    let mut socket = Raw::connected(&desk, Role::Customer, "Ana").await;
    socket.says("41/chat,").await;
    socket.connects(&desk.token(Role::Customer, "Bea")).await;
    socket.hears("40/chat,").await;
    socket.is_alive().await;
    assert_eq!(desk.hall.hub().session_count(), 1);
}

#[tokio::test]
async fn nobody_waits_for_the_silent_forever() {
    let desk = Deskbell::start().await;
    let mut socket = Raw::open(&desk, WEBSOCKET).await;
    let poller = Poller::open(&desk).await;
    let (ended, polled) = tokio::join!(socket.ends(), poller.polls());
    assert_eq!(ended.0, Some(1013));
    assert_eq!(polled.packets(), ["1"]);
    assert_eq!(poller.polls().await.status, 400, "the session is gone");
}

#[tokio::test]
async fn a_server_that_goes_down_says_when_to_come_back() {
    let desk = Deskbell::start().await;
    desk.hall.send_everybody_home();
    for query in [POLLING, WEBSOCKET] {
        let upgrade = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
        let headers = if query == WEBSOCKET { upgrade } else { "" };
        let answer = http(&desk, "GET", query, headers, b"").await;
        assert_eq!(answer.status, 503);
        assert!(answer.head.contains("retry-after: 1"), "{}", answer.head);
    }
}
