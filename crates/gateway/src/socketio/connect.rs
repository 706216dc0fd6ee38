//! From an open transport to a connected namespace: who are you?

use std::future::poll_fn;

use deskbell_app::{CameFrom, LiveSession};
use deskbell_domain::Refusal;
use deskbell_protocol::error::ErrorBody;
use deskbell_realtime::CloseReason;
use tokio::time::{Instant, timeout_at};

use super::Door;
use super::encode;
use super::engine::{Heard, Sid};
use super::line::{NAMESPACE, SocketIo};
use super::packet::{ConnectError, Malformed, Packet};
use crate::goodbye::Goodbye;
use crate::meters;

/// Frames that may come before the namespace is connected, refused tokens included.
const FRAMES_BEFORE: usize = 20;

/// Waits for somebody to connect. The answer is the first thing that the client reads.
pub(super) async fn wait(door: &Door, line: &mut SocketIo, from: &CameFrom) -> Result<LiveSession, Goodbye> {
    let deadline = Instant::now() + door.hall.settings().connect_within;
    let mut draining = door.hall.draining();
    for _ in 0..FRAMES_BEFORE {
        let packet = async {
            tokio::select! {
                packet = next_message(line) => packet,
                // Waiting ends with an error only where there is no hall any more.
                _ = draining.wait_for(|draining| *draining) => Err(Goodbye::Closed(CloseReason::ShuttingDown)),
            }
        };
        let message = timeout_at(deadline, packet).await.map_err(|_| Goodbye::Late)??;
        match Packet::decode(message.get(1..).unwrap_or_default()) {
            Ok(Packet::Connect { namespace: NAMESPACE, token }) => {
                let admitted = timeout_at(deadline, Box::pin(admit(door, token, from))).await;
                match admitted.map_err(|_| Goodbye::Late)? {
                    Ok(live) => {
                        line.engine.write([encode::connected(&Sid::random().to_string())].into());
                        meters::attempt("connected");
                        return Ok(live);
                    }
                    Err(refusal) => turn_away(line, &refusal)?,
                }
            }
            Ok(Packet::Connect { namespace, .. }) => {
                meters::attempt("invalid_namespace");
                line.refuse_namespace(namespace);
            }
            Ok(Packet::Event { namespace: NAMESPACE, id: Some(id), .. })
            | Err(Malformed { id: Some(id) }) => {
                let unauthorized = ErrorBody::from(&Refusal::Unauthorized);
                line.engine.write([encode::refused(id, &unauthorized)].into());
            }
            Ok(_) | Err(_) => {}
        }
    }
    Err(Goodbye::Noisy)
}

async fn next_message(line: &mut SocketIo) -> Result<axum::extract::ws::Utf8Bytes, Goodbye> {
    loop {
        match poll_fn(|cx| line.engine.poll(cx, true)).await {
            Heard::Message(message) => return Ok(message),
            Heard::Gone(gone) => return Err(Goodbye::Gone(gone)),
            Heard::Binary | Heard::Malformed => return Err(Goodbye::Noisy),
            Heard::Ready => {}
        }
    }
}

async fn admit(door: &Door, token: Option<String>, from: &CameFrom) -> Result<LiveSession, Refusal> {
    let identity = door.hall.identify(&token.ok_or(Refusal::Unauthorized)?).await?;
    door.hall.check_address(Some(identity.person), Some(from.address))?;
    let live = door.hall.connect(identity, door.format).await?;
    live.note_where_from(from.clone());
    Ok(live)
}

/// A refused token is told and may be tried again. What passes with time ends the transport instead, as the
/// official client does not return by itself after an error.
fn turn_away(line: &mut SocketIo, refusal: &Refusal) -> Result<(), Goodbye> {
    if refusal.retry_after_ms().is_some() {
        meters::attempt("overloaded");
        return Err(Goodbye::Busy);
    }
    meters::attempt("unauthorized");
    let body = ErrorBody::from(&Refusal::Unauthorized);
    let error = ConnectError { message: &body.message, data: Some(&body) };
    line.engine.write([encode::connect_error(NAMESPACE, &error)].into());
    Ok(())
}
