//! Clients that do not read what they are sent.

use deskbell_conformance::{Desk, PATIENCE, Person};
use deskbell_load::{
    server::Server,
    socketio::{Line, Packet, event_text},
};
use serde_json::json;
use tokio::{net::TcpSocket, time::timeout};

use crate::{
    desk,
    machine::{becomes, counted},
    pair::{ana_and_bo, talk},
    plan,
};

/// A heartbeat that notices soon.
const RHYTHM: [(&str, &str); 2] =
    [("DESKBELL_PING_INTERVAL_MS", "1000"), ("DESKBELL_PING_TIMEOUT_MS", "3000")];
/// What one such client may cost the server: its outbox is full at 16 MiB of answers it asked for.
const BYTES: u64 = 96 * 1024 * 1024;
/// Long messages, of which a page is large.
const LONG: usize = 5000;
const PAGE: usize = 50;

/// Somebody on one more device, whose line takes next to nothing unless it is read.
async fn narrow(desk: &Desk, person: &Person) -> Line {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("a small buffer");
    let address = desk.base.trim_start_matches("http://").parse().expect("an address");
    let tcp = socket.connect(address).await.expect("a connection");
    let mut line = Line::open_on(tcp, &desk.base, &person.token).await.expect("to be let in");
    line.send(join(person)).await.expect("a line");
    while !matches!(Packet::read(&line.next().await.expect("an answer")), Packet::Ack(1, _)) {}
    line
}

fn join(person: &Person) -> String {
    event_text("join-chat", &json!({ "conversationId": person.conversation }), Some(1)).expect("JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_and_asks_and_never_reads_is_let_go_and_nobody_else_notices() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(&plan(dir.path(), &RHYTHM)).await.unwrap();
    let desk = desk(&server);
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    for number in 0..PAGE {
        let text = format!("{number} {}", "🦀".repeat(LONG - 10));
        bo.says(&text).await;
        ana.sees(&text).await;
    }
    let mut deaf = narrow(&desk, &ana).await;
    let before = server.resident_bytes().unwrap();
    let question = join(&ana);
    // It ends when the server has closed the line on it.
    let asking = async { while deaf.send(question.clone()).await.is_ok() {} };
    let talking = async {
        for number in 0.. {
            talk(&mut ana, &mut bo, &format!("exchange {number}")).await;
            let grown = server.resident_bytes().unwrap().saturating_sub(before);
            assert!(grown < BYTES, "it cost {grown} bytes");
        }
    };
    tokio::select! {
        asked = timeout(PATIENCE, asking) => asked.expect("an end of the line"),
        () = talking => {}
    }
    let closed = "deskbell_connections_closed_total";
    becomes(&desk, closed, "reason", |count| count == 1.0).await;
    let (full, silent) =
        (counted(&desk, closed, "slow_consumer").await, counted(&desk, closed, "ping_timeout").await);
    assert_eq!(full + silent, 1.0, "let go for another reason than that it did not read");
    talk(&mut ana, &mut bo, "and on").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_reading_is_let_go_and_nobody_else_notices() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(&plan(dir.path(), &[])).await.unwrap();
    let desk = desk(&server);
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let stuck = narrow(&desk, &ana).await;
    let before = server.resident_bytes().unwrap();
    for number in 0.. {
        if counted(&desk, "deskbell_connections_closed_total", "slow_consumer").await > 0.0 {
            break;
        }
        assert!(number < 100, "it was never let go");
        for _ in 0..10 {
            bo.says(&"🦀".repeat(LONG)).await;
        }
        talk(&mut ana, &mut bo, &format!("exchange {number}")).await;
    }
    let grown = server.resident_bytes().unwrap().saturating_sub(before);
    assert!(grown < BYTES, "it cost {grown} bytes");
    drop(stuck);
    let mut device = ana.on_another_device().await;
    bo.says("all is well").await;
    device.sees("all is well").await;
}
