//! One connection: let in by its token, then answered in order.

use std::{cell::RefCell, rc::Rc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use tokio::{net::TcpStream, sync::mpsc, time};
use tokio_tungstenite::{
    WebSocketStream, accept_async_with_config,
    tungstenite::{Error, Message, Utf8Bytes, protocol::WebSocketConfig},
};

use crate::{
    packet::{self, Packet, Payload},
    talk::{Person, Talk},
};

/// Bytes a frame may have.
const FRAME_MAX: usize = 65_536;
/// Bytes read at once, kept for as long as a connection is there.
const READ_BYTES: usize = 2048;
/// Between two heartbeats.
const PING_EVERY: Duration = Duration::from_secs(25);
/// Events that may wait for a slow listener.
const HEARS_MAX: usize = 256;

/// What all connections share.
pub(crate) struct Door {
    pub(crate) key: DecodingKey,
    pub(crate) talk: RefCell<Talk>,
}

#[derive(Deserialize)]
struct Claims {
    sub: Rc<str>,
    name: Option<Rc<str>>,
    role: String,
}

struct Session {
    door: Rc<Door>,
    number: u64,
    hears: mpsc::Sender<Utf8Bytes>,
    person: Option<Person>,
    joined: Vec<String>,
}

/// Serves a connection until it ends.
pub(crate) async fn serve(door: Rc<Door>, stream: TcpStream) {
    let number = u64::from(stream.peer_addr().map_or(0, |address| address.port()));
    let (hears, mut heard) = mpsc::channel(HEARS_MAX);
    let mut session = Session { door, number, hears, person: None, joined: Vec::new() };
    // A connection that breaks needs no word: whoever cares comes back.
    let _ended = converse(&mut session, stream, &mut heard).await;
    let mut talk = session.door.talk.borrow_mut();
    for conversation in &session.joined {
        talk.leave(conversation, session.number);
    }
}

async fn converse(
    session: &mut Session,
    stream: TcpStream,
    heard: &mut mpsc::Receiver<Utf8Bytes>,
) -> Result<(), Error> {
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BYTES)
        .max_message_size(Some(FRAME_MAX))
        .max_frame_size(Some(FRAME_MAX));
    let mut line = accept_async_with_config(stream, Some(config)).await?;
    let number = session.number;
    let open = format!(
        r#"0{{"sid":"{number}","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":{FRAME_MAX}}}"#
    );
    line.send(Message::text(open)).await?;
    let mut ping_at = time::Instant::now() + PING_EVERY;
    loop {
        tokio::select! {
            message = line.next() => match message {
                Some(Ok(Message::Text(text))) => answer(session, &mut line, &text).await?,
                Some(Ok(Message::Close(_))) | None => return Ok(()),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
            },
            Some(event) = heard.recv() => {
                line.feed(Message::Text(event)).await?;
                while let Ok(event) = heard.try_recv() {
                    line.feed(Message::Text(event)).await?;
                }
                line.flush().await?;
            }
            () = time::sleep_until(ping_at) => {
                ping_at = time::Instant::now() + PING_EVERY;
                line.send(Message::text("2")).await?;
            }
        }
    }
}

async fn answer(
    session: &mut Session,
    line: &mut WebSocketStream<TcpStream>,
    text: &str,
) -> Result<(), Error> {
    let reply = match packet::read(text) {
        Some(Packet::Connect(auth)) => session.enter(&auth.token),
        Some(Packet::Ask(number, name, payload)) => session.ask(number, &name, &payload),
        Some(Packet::Other) | None => return Ok(()),
    };
    line.send(Message::text(reply)).await
}

impl Session {
    fn enter(&mut self, token: &str) -> String {
        let validation = Validation::new(Algorithm::HS256);
        let Ok(token) = jsonwebtoken::decode::<Claims>(token, &self.door.key, &validation) else {
            let refusal = r#"{"message":"The token is not valid.","data":{"code":"unauthorized"}}"#;
            return format!("44/chat,{refusal}");
        };
        let Claims { sub, name, role } = token.claims;
        self.person = Some(Person {
            session: self.number,
            name: name.unwrap_or_else(|| Rc::clone(&sub)),
            sub,
            customer: role == "customer",
            hears: self.hears.clone(),
        });
        format!(r#"40/chat,{{"sid":"{}"}}"#, self.number)
    }

    fn ask(&mut self, number: u64, name: &str, payload: &Payload<'_>) -> String {
        let answered = self.person.as_ref().and_then(|person| {
            let mut talk = self.door.talk.borrow_mut();
            match name {
                "join-chat" => talk.join(person, payload),
                "send-message" => talk.send(person, payload),
                // There is no list of conversations here to be kept narrow.
                "watch-conversations" => Some(r#""watching":true"#.to_owned()),
                _ => None,
            }
        });
        let Some(answered) = answered else {
            let refusal = r#"{"code":"not_found","message":"There is no such conversation."}"#;
            return format!(r#"43/chat,{number}[{{"ok":false,"error":{refusal}}}]"#);
        };
        if name == "join-chat" {
            self.joined.extend(conversation_of(&answered));
        }
        format!(r#"43/chat,{number}[{{"ok":true,{answered}}}]"#)
    }
}

/// The id in what a join answers.
fn conversation_of(answered: &str) -> Option<String> {
    let id = answered.strip_prefix(r#""conversation":{"id":""#)?;
    Some(id[..id.find('"')?].to_owned())
}
