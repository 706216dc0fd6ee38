//! Somebody who does not read what they are sent.

use deskbell_conformance::{Deskbell, has_no_gap};
use deskbell_load::socketio::{Line, Packet, event_text};
use serde_json::json;
use tokio::net::TcpSocket;

use crate::ana_and_bo;

/// Messages of this size, so many at most, do not fit into what a connection may keep waiting.
const BIG: usize = 5000;
const MANY: usize = 2000;

#[tokio::test]
async fn a_reader_that_stopped_reading_is_let_go_and_nobody_else_notices() {
    let desk = Deskbell::with(|settings| {
        settings.messages_per_minute = 0;
        settings.events_per_second = 0;
    })
    .await;
    let (mut ana, mut bo) = ana_and_bo(&desk).await;

    let address = desk.base.strip_prefix("http://").unwrap().parse().unwrap();
    let narrow = TcpSocket::new_v4().unwrap();
    narrow.set_recv_buffer_size(4096).unwrap();
    let tcp = narrow.connect(address).await.unwrap();
    let mut stuck = Line::open_on(tcp, &desk.base, &ana.token).await.unwrap();
    let join = json!({ "conversationId": ana.conversation });
    stuck.send(event_text("join-chat", &join, Some(1)).unwrap()).await.unwrap();
    while !matches!(Packet::read(&stuck.next().await.unwrap()), Packet::Ack(1, _)) {}

    let sessions = desk.hall.hub().session_count();
    let mut entries = Vec::new();
    for number in 0..MANY {
        if desk.hall.hub().session_count() < sessions {
            break;
        }
        let text = format!("{number} {}", "🦀".repeat(BIG - 10));
        bo.says(&text).await;
        entries.push(ana.sees(&text).await);
        if number == 0 {
            entries.push(ana.sees_it("assigned").await);
        }
    }
    assert!(entries.len() < MANY, "nobody was let go");
    assert!(has_no_gap(&entries));

    let gone = loop {
        if let Err(gone) = stuck.next().await {
            break gone;
        }
    };
    assert_ne!(gone, deskbell_load::socketio::Gone::StayAway, "it may come back and resume");
    let mut device = ana.on_another_device().await;
    bo.says("all is well").await;
    device.sees("all is well").await;
    ana.sees("all is well").await;
}
