//! Ten thousand connections that open and say nothing.

use std::{net::SocketAddr, time::Duration};

use deskbell_conformance::{Desk, PATIENCE};
use deskbell_load::server::Server;
use futures_util::{StreamExt, stream};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::{
    desk,
    machine::{becomes, counted, may_open},
    pair::{ana_and_bo, talk},
    plan,
};

/// Silent connections of each kind; there are four.
const EACH: usize = 2500;
/// How long the server waits for a word, as it is told to here: long enough for all of them to come, however busy
/// the machine is, before the first is sent away, and less than two heartbeats.
const WAITS: Duration = Duration::from_secs(30);
/// What all of them together may cost the server, as the book for operators says.
const BYTES: u64 = 200_000_000;
/// Connections that are opened at a time.
const AT_ONCE: usize = 100;

/// How somebody says nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Silent {
    /// A connection, and not a byte.
    Mute,
    /// The head of a request that never ends.
    MidSentence,
    /// A WebSocket on which nobody says who they are.
    OnWebSocket,
    /// A polling session that nobody enters, and its connection kept alive.
    OnPolling,
}

impl Silent {
    async fn open(self, address: SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let request = match self {
            Self::Mute => return stream,
            Self::MidSentence => "GET /socket.io/ HTTP/1.1\r\nHost: deskbell\r\nX-Thinking: ",
            Self::OnWebSocket => {
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: deskbell\r\nConnection: Upgrade\r\n\
                 Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
                 Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            }
            Self::OnPolling => "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: deskbell\r\n\r\n",
        };
        stream.write_all(request.as_bytes()).await.expect("a request");
        if self != Self::MidSentence {
            // The greeting, after which nobody enters.
            let mut heard = Vec::new();
            while !heard.windows(8).any(|part| part == b"\"upgrade") {
                stream.read_buf(&mut heard).await.expect("a greeting");
            }
        }
        stream
    }
}

async fn open_all(kind: Silent, address: SocketAddr) -> Vec<TcpStream> {
    stream::iter(0..EACH).map(|_| kind.open(address)).buffer_unordered(AT_ONCE).collect().await
}

async fn are_closed(desk: &Desk, silent: Vec<TcpStream>) {
    let closing = silent.into_iter().map(|mut stream| async move {
        // The end of the line, whatever is said before it; a line that is cut has ended as well.
        let _cut = stream.read_to_end(&mut Vec::new()).await;
    });
    let all_closed = stream::iter(closing).buffer_unordered(EACH * 4).collect::<Vec<()>>();
    timeout(WAITS + PATIENCE, all_closed).await.expect("silence that is ended in time");
    becomes(desk, "deskbell_sockets", "", |open| open < 20.0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_that_say_nothing_keep_nobody_from_talking() {
    may_open(4 * EACH as u64);
    let dir = tempfile::tempdir().unwrap();
    let waits = WAITS.as_millis().to_string();
    let settings = [("DESKBELL_REQUEST_HEAD_MS", waits.as_str()), ("DESKBELL_CONNECT_MS", waits.as_str())];
    let server = Server::start(&plan(dir.path(), &settings)).await.unwrap();
    let desk = desk(&server);
    let (mut ana, mut bo) = ana_and_bo(&desk).await;
    let address = server.base().trim_start_matches("http://").parse().unwrap();
    let before = server.resident_bytes().unwrap();

    let mut silent = Vec::new();
    for kind in [Silent::Mute, Silent::MidSentence, Silent::OnPolling, Silent::OnWebSocket] {
        silent.extend(open_all(kind, address).await);
        talk(&mut ana, &mut bo, &format!("{kind:?}")).await;
    }
    let mut cleo = desk.agent("Cleo").await;
    cleo.joins(&ana.conversation).await;
    cleo.says("who has just come is served too").await;
    ana.sees("who has just come is served too").await;
    let open = counted(&desk, "deskbell_sockets", "").await;
    assert!(open >= 4.0 * EACH as f64, "only {open} were open at once");
    let grown = server.resident_bytes().unwrap().saturating_sub(before);
    assert!(grown < BYTES, "{open} silent connections cost {grown} bytes");

    are_closed(&desk, silent).await;
    talk(&mut ana, &mut bo, "quiet again").await;
    let late = |closed| closed == 2.0 * EACH as f64;
    becomes(&desk, "deskbell_connections_closed_total", "connect_timeout", late).await;
}
