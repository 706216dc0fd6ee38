//! Bytes in, bytes out: a WebSocket that says what it is told to, and HTTP requests by hand.

use std::collections::VecDeque;
use std::time::Duration;

use deskbell_conformance::{Desk, PATIENCE, Role};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Message, protocol::Role as Side};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

pub(crate) const POLLING: &str = "EIO=4&transport=polling";
pub(crate) const WEBSOCKET: &str = "EIO=4&transport=websocket";

/// A WebSocket on which every text is an Engine.IO packet.
pub(crate) struct Raw {
    pub(crate) ws: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Texts that came while waiting for others.
    pub(crate) seen: VecDeque<String>,
    next_id: u64,
}

impl Raw {
    /// A WebSocket whose open packet has not been read.
    pub(crate) async fn open(desk: &Desk, query: &str) -> Raw {
        let url = format!("{}/socket.io/?{query}", desk.base.replace("http", "ws"));
        let (ws, _) = connect_async(url).await.expect("a websocket");
        Raw { ws, seen: VecDeque::new(), next_id: 0 }
    }

    /// Somebody connected to `/chat`.
    pub(crate) async fn connected(desk: &Desk, role: Role, name: &str) -> Raw {
        let mut raw = Raw::open(desk, WEBSOCKET).await;
        raw.hears("0{").await;
        raw.connects(&desk.token(role, name)).await;
        raw.hears(r#"40/chat,{"sid":""#).await;
        raw
    }

    pub(crate) async fn connects(&mut self, token: &str) {
        self.says(&format!("40/chat,{}", json!({ "token": token }))).await;
    }

    pub(crate) async fn says(&mut self, text: &str) {
        self.ws.send(Message::text(text)).await.expect("a line that is open");
    }

    /// Waits for a text that begins like this; what comes before it is kept in `seen`, pings are answered.
    pub(crate) async fn hears(&mut self, start: &str) -> String {
        loop {
            let text = match self.next().await {
                Ok(text) => text,
                Err(end) => {
                    panic!("waited for {start}, but the line ended with {end:?}; seen {:#?}", self.seen)
                }
            };
            if text.starts_with(start) {
                return text;
            }
            if text == "2" {
                self.says("3").await;
            }
            self.seen.push_back(text);
        }
    }

    /// Reads on until a text that holds this is among those seen.
    pub(crate) async fn has_seen(&mut self, part: &str) {
        while !self.seen.iter().any(|text| text.contains(part)) {
            let next = self.next().await.expect("a line that is open");
            self.seen.push_back(next);
        }
    }

    /// The next text, or the code with which the line ended; none where it was cut.
    pub(crate) async fn next(&mut self) -> Result<String, Option<u16>> {
        loop {
            match timeout(PATIENCE, self.ws.next()).await.expect("something to come") {
                Some(Ok(Message::Text(text))) => return Ok(text.to_string()),
                Some(Ok(Message::Close(close))) => return Err(close.map(|close| close.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    /// Sends an event and waits for its acknowledgement.
    pub(crate) async fn asks(&mut self, event: &str, payload: &Value) -> Value {
        self.next_id += 1;
        let id = self.next_id;
        self.says(&format!("42/chat,{id}{}", json!([event, payload]))).await;
        self.acknowledged(id).await
    }

    pub(crate) async fn acknowledged(&mut self, id: u64) -> Value {
        let start = format!("43/chat,{id}[");
        let text = self.hears(&start).await;
        let args: Value = serde_json::from_str(&text[start.len() - 1..]).expect("JSON");
        args[0].clone()
    }

    /// Makes sure the line is alive, behind everything said so far.
    pub(crate) async fn is_alive(&mut self) {
        let refused = self.asks("no-such-event", &json!({})).await;
        assert_eq!(refused["error"]["code"], "invalid");
    }

    /// Waits for the end. Its close code, and the texts before it.
    pub(crate) async fn ends(&mut self) -> (Option<u16>, Vec<String>) {
        let mut texts = Vec::new();
        loop {
            match self.next().await {
                Ok(text) => texts.push(text),
                Err(code) => return (code, texts),
            }
        }
    }

    /// The connection itself, for frames that no WebSocket library writes.
    pub(crate) async fn into_stream(self) -> WebSocketStream<TcpStream> {
        let MaybeTlsStream::Plain(stream) = self.ws.into_inner() else { panic!("a plain connection") };
        WebSocketStream::from_raw_socket(stream, Side::Client, None).await
    }
}

/// The answer to an HTTP request.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Response {
    pub(crate) fn packets(&self) -> Vec<&str> {
        assert_eq!(self.status, 200, "{self:?}");
        self.body.split('\u{1e}').collect()
    }
}

/// One request on a connection of its own.
pub(crate) async fn http(desk: &Desk, method: &str, query: &str, headers: &str, body: &[u8]) -> Response {
    let stream = begin(desk, method, query, headers, body).await;
    timeout(PATIENCE, answer(stream)).await.expect("an answer")
}

/// A request whose answer is not waited for.
pub(crate) async fn begin(desk: &Desk, method: &str, query: &str, headers: &str, body: &[u8]) -> TcpStream {
    let address = desk.base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let head = format!(
        "{method} /socket.io/?{query} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Length: {}\r\n{headers}\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.expect("a request");
    // Who refuses a large body early does not read all of it.
    let _refused_early = stream.write_all(body).await;
    stream
}

pub(crate) async fn answer(mut stream: TcpStream) -> Response {
    let mut bytes = Vec::new();
    // A connection that is cut after the answer still holds the answer.
    let _cut = stream.read_to_end(&mut bytes).await;
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head[9..12].parse().expect("a status");
    Response { status, head: head.to_lowercase(), body: body.to_owned() }
}

/// A session over polling.
pub(crate) struct Poller {
    pub(crate) desk: Desk,
    pub(crate) query: String,
}

impl Poller {
    pub(crate) async fn open(desk: &Desk) -> Poller {
        let opened = http(desk, "GET", POLLING, "", b"").await;
        let open: Value = serde_json::from_str(&opened.packets()[0][1..]).expect("an open packet");
        let sid = open["sid"].as_str().expect("a sid").to_owned();
        Poller { desk: desk.clone(), query: format!("{POLLING}&sid={sid}") }
    }

    /// Somebody connected to `/chat`, with the answer read.
    pub(crate) async fn connected(desk: &Desk, role: Role, name: &str) -> Poller {
        let poller = Poller::open(desk).await;
        poller.posts(&format!("40/chat,{}", json!({ "token": desk.token(role, name) }))).await;
        let first = poller.polls().await;
        assert!(first.body.starts_with(r#"40/chat,{"sid":""#), "{first:?}");
        poller
    }

    pub(crate) async fn posts(&self, body: &str) {
        let posted = self.posted(body.as_bytes()).await;
        assert_eq!((posted.status, posted.body.as_str()), (200, "ok"));
    }

    pub(crate) async fn posted(&self, body: &[u8]) -> Response {
        http(&self.desk, "POST", &self.query, "Content-Type: text/plain\r\n", body).await
    }

    pub(crate) async fn polls(&self) -> Response {
        http(&self.desk, "GET", &self.query, "", b"").await
    }

    /// A poll that really waits: what waited for it before is let go of.
    pub(crate) async fn begins_to_wait(&self) -> TcpStream {
        loop {
            let poll = begin(&self.desk, "GET", &self.query, "", b"").await;
            if timeout(Duration::from_millis(300), poll.readable()).await.is_err() {
                return poll;
            }
            answer(poll).await;
        }
    }

    /// Polls until a packet begins like this.
    pub(crate) async fn hears(&self, start: &str) -> String {
        loop {
            let polled = self.polls().await;
            for packet in polled.packets() {
                if packet == "2" {
                    self.posts("3").await;
                }
                if packet.starts_with(start) {
                    return packet.to_owned();
                }
            }
        }
    }
}
