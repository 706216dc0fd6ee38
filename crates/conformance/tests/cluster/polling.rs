//! A session over polling lives on one node, so the balancer keeps it there by a cookie.

use std::net::SocketAddr;

use deskbell_conformance::{Cluster, Desk, PATIENCE, Role};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Requests that have to find the session, each over a connection of its own.
const ASKS: usize = 12;

/// Somebody who polls, with the cookie they were given.
struct Poller {
    address: SocketAddr,
    path: String,
    cookie: String,
}

impl Poller {
    /// Opens a session and says who it is.
    async fn connected(desk: &Desk, name: &str) -> Self {
        let address = desk.base.trim_start_matches("http://").parse().expect("an address");
        let path = "/socket.io/?EIO=4&transport=polling".to_owned();
        let mut poller = Self { address, path, cookie: String::new() };
        let (head, body) = poller.asks("").await;
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        cookie.split(';').next().expect("a cookie").clone_into(&mut poller.cookie);
        let sid = body.split("\"sid\":\"").nth(1).and_then(|rest| rest.split('"').next());
        poller.path = format!("{}&sid={}", poller.path, sid.expect("a session"));
        poller.says(&format!("40/chat,{}", json!({ "token": desk.token(Role::Customer, name) }))).await;
        poller.hears("40/chat,{\"sid\":\"").await;
        poller
    }

    /// One request over a connection of its own; with nothing to say it listens. Head and body of the answer.
    async fn asks(&self, said: &str) -> (String, String) {
        let method = if said.is_empty() { "GET" } else { "POST" };
        let request = format!(
            "{method} {} HTTP/1.1\r\nHost: deskbell\r\nConnection: close\r\nCookie: {}\r\nContent-Length: {}\r\n\r\n{said}",
            self.path,
            self.cookie,
            said.len()
        );
        let mut line = TcpStream::connect(self.address).await.expect("a balancer");
        line.write_all(request.as_bytes()).await.expect("an open line");
        let mut answer = String::new();
        let read = timeout(PATIENCE, line.read_to_string(&mut answer)).await.expect("an answer in time");
        read.expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a whole answer");
        (head.to_owned(), body.to_owned())
    }

    async fn says(&self, said: &str) {
        let (head, body) = self.asks(said).await;
        assert!(head.starts_with("HTTP/1.1 200"), "{head}: {body}");
    }

    /// Polls until a packet begins like this.
    async fn hears(&self, start: &str) {
        loop {
            let (head, body) = self.asks("").await;
            assert!(head.starts_with("HTTP/1.1 200"), "{head}: {body}");
            if body.split('\u{1e}').any(|packet| packet.starts_with(start)) {
                return;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_over_polling_stays_with_its_node_and_would_be_unknown_at_another() {
    let mut cluster = Cluster::start(3).await;
    let ana = Poller::connected(&cluster.front(), "Ana").await;
    ana.says("42/chat,0[\"join-chat\",{}]").await;
    ana.hears("43/chat,0[{\"ok\":true").await;
    for number in 1..=ASKS {
        ana.says(&format!("42/chat,{number}[\"typing\",{{}}]")).await;
    }
    ana.hears(&format!("43/chat,{ASKS}[")).await;
    // Without a cookie it is the address that keeps it there.
    let Poller { address, path, .. } = ana;
    let nameless = Poller { address, path, cookie: String::new() };
    nameless.says("42/chat,99[\"no-such-event\",{}]").await;
    nameless.hears("43/chat,99[").await;
    let mut unknown = 0;
    for node in cluster.nodes() {
        let straight = Poller { address: node.addr(), path: nameless.path.clone(), cookie: String::new() };
        unknown += usize::from(straight.asks("3").await.1.contains("Session ID unknown"));
    }
    assert_eq!(unknown, 2, "a session is known to one node");
}
