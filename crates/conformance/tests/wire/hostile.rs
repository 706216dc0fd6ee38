//! Input that no honest client sends. None of it reaches anybody else, and little of it ends a connection.

use deskbell_conformance::{Deskbell, Role};
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::{
    Frame,
    coding::{Data, OpCode},
};

use crate::raw::Raw;

async fn unlimited() -> Deskbell {
    Deskbell::with(|settings| {
        settings.events_per_second = 0;
        settings.messages_per_minute = 0;
    })
    .await
}

#[tokio::test]
async fn what_is_malformed_is_answered_and_the_line_lives() {
    let desk = unlimited().await;
    let mut socket = Raw::connected(&desk, Role::Customer, "Ana").await;
    let deep =
        format!(r#"["send-message",{{"conversationId":{}1{}}}]"#, "[".repeat(20_000), "]".repeat(20_000));
    let broken = format!(r#"["send-message",{}"#, "[".repeat(20_000));
    for (id, data) in [
        r#"["send-message",{]"#,
        r#"["send-message""#,
        "[]",
        "[5,{}]",
        "{}",
        "null",
        "",
        "[\"\u{0}\",{}]",
        r#"["connect",{}]"#,
        r#"["disconnect",{}]"#,
        r#"["no-such-event",{}]"#,
        r#"["send-message",[]]"#,
        r#"["send-message","text"]"#,
        r#"["send-message",5]"#,
        r#"["send-message",{}]"#,
        r#"["send-message",{"conversationId":"x","clientId":"a","content":"b"}]"#,
        r#"["send-message",{"conversationId":5,"clientId":"a","content":"b"}]"#,
        r#"["join-chat",{"afterSeq":-1}]"#,
        r#"["join-chat",{"afterSeq":1e400}]"#,
        r#"["typing",{"conversationId":null}]"#,
        &deep,
        &broken,
    ]
    .iter()
    .enumerate()
    {
        socket.says(&format!("42/chat,{id}{data}")).await;
        let answer = socket.acknowledged(id as u64).await;
        assert_eq!(answer["ok"], false, "{data:.60}");
        assert_eq!(answer["error"]["code"], "invalid", "{data:.60}");
        assert!(answer["error"]["message"].as_str().is_some_and(|message| !message.is_empty()));
    }
    socket.is_alive().await;
}

#[tokio::test]
async fn what_cannot_be_answered_is_told_as_an_event() {
    let desk = unlimited().await;
    let mut socket = Raw::connected(&desk, Role::Customer, "Ana").await;
    for text in [
        "",
        "x",
        "ü",
        "0{}",
        "2",
        "2probe",
        "4",
        "49",
        "42",
        "42/chat,",
        "42/chat,{",
        "42[\"typing\",{}]",
        "42/admin,[\"typing\",{}]",
        "44/chat,{}",
        "45/chat,[]",
        "4500-/chat,[]",
        "b",
        "40/chat,{}",
        "bAQID",
        "42/chat,99999999999999999999[\"typing\",{}]",
    ] {
        socket.says(text).await;
        let told = socket.hears(r#"42/chat,["error","#).await;
        let told: Value = serde_json::from_str(&told["42/chat,".len()..]).unwrap();
        assert_eq!(told[1]["code"], "invalid", "{text}");
    }
    for harmless in ["3", "3probe", "6", "43/chat,1[]"] {
        socket.says(harmless).await;
    }
    socket.is_alive().await;
    assert!(!socket.seen.iter().any(|text| text.contains(r#"["error""#)), "{:?}", socket.seen);
}

#[tokio::test]
async fn events_without_acknowledgement_are_done_too() {
    let desk = unlimited().await;
    let mut ana = Raw::connected(&desk, Role::Customer, "Ana").await;
    let joined = ana.asks("join-chat", &json!({})).await;
    let id = &joined["conversation"]["id"];
    ana.says(&format!(
        "42/chat,{}",
        json!(["send_message", { "conversationId": id, "clientId": "1", "content": "hi" }])
    ))
    .await;
    ana.says(r#"42/chat,["send_message",{}]"#).await;
    ana.is_alive().await;
    assert!(!ana.seen.iter().any(|text| text.contains("error")), "a refusal nobody asked for");
    let again = ana.asks("join-chat", &json!({ "conversationId": id })).await;
    assert_eq!(again["entries"].as_array().unwrap().last().unwrap()["content"], "hi");
}

#[tokio::test]
async fn binary_is_refused_with_its_id_and_its_parts_are_swallowed() {
    let desk = unlimited().await;
    let mut socket = Raw::connected(&desk, Role::Customer, "Ana").await;
    socket.says(r#"452-/chat,1["send-message",{"a":{"_placeholder":true,"num":0},"b":{"_placeholder":true,"num":1}}]"#).await;
    for _ in 0..2 {
        socket.ws.send(Message::binary(vec![0, 255])).await.unwrap();
    }
    assert_eq!(socket.acknowledged(1).await["error"]["code"], "invalid");
    socket.is_alive().await;
    assert!(!socket.seen.iter().any(|text| text.contains(r#"["error""#)));
    socket.ws.send(Message::binary(vec![1])).await.unwrap();
    socket.hears(r#"42/chat,["error","#).await;
    socket.is_alive().await;
}

#[tokio::test]
async fn a_message_in_many_fragments_is_one_message() {
    let desk = unlimited().await;
    let mut socket = Raw::connected(&desk, Role::Customer, "Ana").await;
    let text = format!(r#"42/chat,1["no-such-event",{{"a":"{}"}}]"#, "ü".repeat(1000));
    let parts: Vec<_> = text.as_bytes().chunks(7).collect();
    for (index, part) in parts.iter().enumerate() {
        let data = if index == 0 { Data::Text } else { Data::Continue };
        let frame = Frame::message(part.to_vec(), OpCode::Data(data), index + 1 == parts.len());
        socket.ws.send(Message::Frame(frame)).await.unwrap();
        if index == 5 {
            socket.ws.send(Message::Ping("still there?".into())).await.unwrap();
        }
    }
    assert_eq!(socket.acknowledged(1).await["error"]["code"], "invalid");
}

#[tokio::test]
async fn a_frame_too_large_ends_its_own_connection_alone() {
    let desk = unlimited().await;
    let mut bo = Raw::connected(&desk, Role::Agent, "Bo").await;
    let mut whole = Raw::connected(&desk, Role::Customer, "Ana").await;
    let fits = format!("42/chat,1{}", json!(["no-such-event", { "a": "x".repeat(65_000) }]));
    whole.says(&fits).await;
    whole.acknowledged(1).await;
    whole.says(&"x".repeat(65_537)).await;
    assert_eq!(whole.ends().await.0, Some(1009));
    let mut split = Raw::connected(&desk, Role::Customer, "Ana").await;
    for index in 0..3 {
        let data = if index == 0 { Data::Text } else { Data::Continue };
        let frame = Frame::message(vec![b'4'; 30_000], OpCode::Data(data), false);
        // The last one may find the line closed already.
        let _closed = split.ws.send(Message::Frame(frame)).await;
    }
    assert_eq!(split.ends().await.0, Some(1009));
    let claims = Raw::connected(&desk, Role::Customer, "Ana").await;
    let mut stream = claims.into_stream().await.into_inner();
    // A head that promises eight exabytes.
    stream
        .write_all(&[0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0])
        .await
        .unwrap();
    bo.is_alive().await;
    while desk.hall.hub().session_count() > 1 {
        tokio::task::yield_now().await;
    }
    bo.is_alive().await;
}

#[tokio::test]
async fn a_text_that_is_none_and_broken_frames_end_their_connection() {
    let desk = unlimited().await;
    for (frame, code) in [
        (vec![0x81, 0x82, 0, 0, 0, 0, b'4', 0xFF], 1007u16),
        (vec![0x81, 0x01, b'4'], 1002),
        (vec![0x80, 0x81, 0, 0, 0, 0, b'4'], 1002),
        (vec![0xF1, 0x81, 0, 0, 0, 0, b'4'], 1002),
    ] {
        let socket = Raw::connected(&desk, Role::Customer, "Ana").await;
        let mut stream = socket.into_stream().await;
        stream.get_mut().write_all(&frame).await.unwrap();
        let mut ended = None;
        while let Some(Ok(message)) = futures_util::StreamExt::next(&mut stream).await {
            if let Message::Close(close) = message {
                ended = close.map(|close| u16::from(close.code));
            }
        }
        assert_eq!(ended, Some(code), "{frame:x?}");
    }
}

#[tokio::test]
async fn past_the_rate_events_are_limited_in_order_and_nobody_else_notices() {
    let desk = Deskbell::start().await;
    let mut bo = Raw::connected(&desk, Role::Agent, "Bo").await;
    let mut ana = Raw::connected(&desk, Role::Customer, "Ana").await;
    let joined = ana.asks("join-chat", &json!({})).await;
    let id = joined["conversation"]["id"].clone();
    for n in 100..200 {
        ana.says(&format!("42/chat,{n}{}", json!(["typing", { "conversationId": id }]))).await;
    }
    let mut limited = 0;
    for n in 100..200 {
        let answer = ana.acknowledged(n).await;
        if answer["ok"] == false {
            assert_eq!(answer["error"]["code"], "rate_limited");
            assert!(answer["error"]["retryAfterMs"].as_u64() > Some(0));
            limited += 1;
        }
    }
    assert!((60..=81).contains(&limited), "{limited} of 100");
    assert!(
        ana.seen.iter().all(|text| !text.starts_with("43")),
        "answers come in the order of their questions"
    );
    bo.is_alive().await;
}

#[tokio::test]
async fn a_flood_is_told_to_stay_away() {
    let desk = Deskbell::start().await;
    let mut bo = Raw::connected(&desk, Role::Agent, "Bo").await;
    let ana = Raw::connected(&desk, Role::Customer, "Ana").await;
    let (mut sink, mut stream) = futures_util::StreamExt::split(ana.ws);
    let flood = tokio::spawn(async move { while sink.send(Message::text("42/chat,[")).await.is_ok() {} });
    let mut last = Vec::new();
    let mut code = None;
    while let Some(Ok(message)) = futures_util::StreamExt::next(&mut stream).await {
        match message {
            Message::Text(text) => last.push(text.to_string()),
            Message::Close(close) => code = close.map(|close| u16::from(close.code)),
            _ => {}
        }
    }
    flood.await.unwrap();
    assert_eq!(last.last().map(String::as_str), Some("41/chat,"), "stay away");
    assert_eq!(code, Some(1008));
    bo.is_alive().await;
}
