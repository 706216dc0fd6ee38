//! Sessions over polling need no connection of their own: one connection must not open them without end.

use std::{net::SocketAddr, time::Duration};

use deskbell_conformance::PATIENCE;
use deskbell_load::server::Server;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::{Instant, sleep, timeout},
};

use crate::{
    desk,
    pair::{ana_and_bo, talk},
    plan,
};

/// Connections there may be, and thus sessions over polling.
const PLACES: usize = 40;
/// Sessions that one connection asks for.
const ASKED: usize = 100;

/// A connection that is used again and again.
struct Kept(TcpStream);

impl Kept {
    async fn open(from: &str, address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(from.parse().expect("an address")).expect("an address of this machine");
        Self(socket.connect(address).await.expect("a connection"))
    }

    /// Opens a session; what is answered, head and body, in small letters.
    async fn opens(&mut self) -> String {
        let request = "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: deskbell\r\n\r\n";
        self.0.write_all(request.as_bytes()).await.expect("a connection that is kept");
        let mut answer = Vec::new();
        while !is_whole(&answer) {
            let read = timeout(PATIENCE, self.0.read_buf(&mut answer)).await.expect("an answer in time");
            assert!(read.expect("a connection that is kept") > 0, "it was closed");
        }
        String::from_utf8(answer).expect("text").to_lowercase()
    }

    /// How many of those asked for are opened; the others are told to come back.
    async fn opens_some(&mut self) -> usize {
        let mut opened = 0;
        for _ in 0..ASKED {
            let answer = self.opens().await;
            if answer.starts_with("http/1.1 200 ") {
                opened += 1;
                continue;
            }
            assert!(answer.starts_with("http/1.1 503 ") && answer.contains("retry-after: "), "{answer}");
            assert!(
                answer.contains("\"code\":\"overloaded\"") && answer.contains("retryafterms"),
                "{answer}"
            );
        }
        opened
    }

    /// Asks until a session is opened again.
    async fn is_let_in(&mut self) {
        let until = Instant::now() + PATIENCE;
        while !self.opens().await.starts_with("http/1.1 200 ") {
            assert!(Instant::now() < until, "nobody is let in any more");
            sleep(Duration::from_millis(100)).await;
        }
    }
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.expect("a length").parse::<usize>().expect("a number")
}

fn address(server: &Server) -> SocketAddr {
    server.base().trim_start_matches("http://").parse().expect("an address")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_connection_cannot_open_sessions_without_end() {
    let dir = tempfile::tempdir().unwrap();
    let places = PLACES.to_string();
    let settings = [("DESKBELL_CONNECTIONS_MAX", places.as_str()), ("DESKBELL_CONNECT_MS", "10000")];
    let server = Server::start(&plan(dir.path(), &settings)).await.unwrap();
    let (mut ana, mut bo) = ana_and_bo(&desk(&server)).await;
    let mut kept = Kept::open("127.0.0.1:0", address(&server)).await;
    assert_eq!(kept.opens_some().await, PLACES);
    talk(&mut ana, &mut bo, "nobody notices").await;
    kept.is_let_in().await;
    assert!(server.terminate().await.unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_cannot_open_the_sessions_of_others() {
    let dir = tempfile::tempdir().unwrap();
    let settings = [("DESKBELL_CONNECTIONS_PER_ADDRESS", "5"), ("DESKBELL_CONNECT_MS", "10000")];
    let server = Server::start(&plan(dir.path(), &settings)).await.unwrap();
    let mut kept = Kept::open("127.0.0.1:0", address(&server)).await;
    assert_eq!(kept.opens_some().await, 5);
    let mut other = Kept::open("127.0.0.2:0", address(&server)).await;
    assert!(other.opens().await.starts_with("http/1.1 200 "));
    assert!(server.terminate().await.unwrap().success());
}
