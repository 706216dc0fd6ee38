//! The HTTP requests of Engine.IO: opening a session, polling it, posting to it, upgrading it.

use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use deskbell_domain::Refusal;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::handshake::{Aim, Error, TransportName, aim, open_packet};
use super::packet::Payload;
use super::polling::{Polling, Visit};
use super::registry::Sid;
use super::socket::{Socket, sized};
use super::{Engine, cors, probe};
use crate::guests::{Guest, Guests};
use crate::meters;
use crate::refusal::{come_back, problem};
use crate::socketio::{Door, serve};

/// Packets one POST may bring.
const PACKETS_MAX: usize = 1024;
/// How long the body of a POST may take.
const BODY_WITHIN: Duration = Duration::from_secs(30);
/// Milliseconds after which somebody who found the door shut tries again.
const SHUT_RETRY_MS: u64 = 1000;
/// What a polling transport can become.
const UPGRADES: [&str; 1] = ["websocket"];

/// Answers one request of the protocol.
pub(in crate::socketio) async fn answer(State(door): State<Door>, request: Request) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let mut response = if request.method() == Method::OPTIONS {
        cors::preflight()
    } else {
        Box::pin(go(door, request)).await.unwrap_or_else(|error| {
            meters::attempt(error.outcome());
            error.into_response()
        })
    };
    cors::allow(origin, response.headers_mut());
    response
}

async fn go(door: Door, request: Request) -> Result<Response, Error> {
    match aim(request.method(), request.uri(), wants_upgrade(request.headers()))? {
        Aim::Open(_) if door.hall.is_draining() => {
            Ok(refused("shutting_down", &Refusal::Overloaded { retry_after_ms: SHUT_RETRY_MS }))
        }
        Aim::Open(TransportName::Polling) => {
            Ok(open_polling(door, request).unwrap_or_else(|outcome| refused(outcome, &come_back())))
        }
        Aim::Open(TransportName::WebSocket) => open_websocket(door, request).await,
        Aim::Visit(transport, sid) => {
            let session = sid.and_then(|sid| door.registry.find(sid)).ok_or(Error::UnknownSid)?;
            match (transport, request.method()) {
                (TransportName::WebSocket, _) => upgrade(&door, session, request).await,
                (TransportName::Polling, &Method::GET) => poll(session).await,
                (TransportName::Polling, &Method::POST) => post(&door, session, request).await,
                (TransportName::Polling, _) => Err(Error::BadRequest),
            }
        }
    }
}

fn open_polling(door: Door, request: Request) -> Result<Response, &'static str> {
    let (parts, _) = request.into_parts();
    let address = door.address(&parts);
    let place = door.polling.take(address).map_err(|_| "too_many_polling")?;
    let opening = door.opening.take(address).map_err(|_| "too_many_opening")?;
    let (rhythm, max) = (door.rhythm(), door.hall.settings().frame_max_bytes);
    let (seat, visits) = door.registry.open(place);
    let packet = open_packet(seat.sid, &UPGRADES, rhythm, max);
    let engine = Engine::over_polling(Polling::new(visits, seat), rhythm);
    meters::attempt("opened");
    let from = door.came_from(&parts);
    tokio::spawn(serve(door, engine, opening, from, guest(&parts)));
    Ok(packets(packet))
}

async fn open_websocket(door: Door, request: Request) -> Result<Response, Error> {
    let (parts, body) = request.into_parts();
    let Ok(opening) = door.opening.take(door.address(&parts)) else {
        return Ok(refused("too_many_opening", &come_back()));
    };
    let (guest, from) = (guest(&parts), door.came_from(&parts));
    let request = Request::from_parts(parts, body);
    let (rhythm, max) = (door.rhythm(), door.hall.settings().frame_max_bytes);
    let upgrade = handshake(request, max).await?;
    meters::attempt("opened");
    Ok(upgrade.on_upgrade(move |ws| {
        let mut engine = Engine::over_websocket(Socket::new(ws), rhythm);
        engine.write([open_packet(Sid::random(), &[], rhythm, max)].into());
        serve(door, engine, opening, from, guest)
    }))
}

async fn upgrade(door: &Door, session: mpsc::Sender<Visit>, request: Request) -> Result<Response, Error> {
    let upgrade = handshake(request, door.hall.settings().frame_max_bytes).await?;
    Ok(upgrade.on_upgrade(move |ws| probe::upgrade(ws, session)))
}

async fn handshake(request: Request, max: usize) -> Result<WebSocketUpgrade, Error> {
    let (mut parts, _) = request.into_parts();
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await;
    upgrade.map(|upgrade| sized(upgrade, max)).map_err(|_| Error::BadRequest)
}

async fn poll(session: mpsc::Sender<Visit>) -> Result<Response, Error> {
    let (reply, replied) = oneshot::channel();
    session.send(Visit::Poll(reply)).await.map_err(|_| Error::UnknownSid)?;
    drop(session);
    replied.await.map(packets).map_err(|_| Error::BadRequest)
}

async fn post(door: &Door, session: mpsc::Sender<Visit>, request: Request) -> Result<Response, Error> {
    let max = door.hall.settings().frame_max_bytes;
    let Ok(read) = timeout(BODY_WITHIN, to_bytes(request.into_body(), max)).await else {
        return Ok(StatusCode::REQUEST_TIMEOUT.into_response());
    };
    // A body that broke off in the middle has nobody who reads this answer.
    let Ok(body) = read else { return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response()) };
    let text = String::from_utf8(body.into()).map_err(|_| Error::BadRequest)?;
    let payload = Payload::new(text, PACKETS_MAX).ok_or(Error::BadRequest)?;
    let (taken, all_taken) = oneshot::channel();
    session.send(Visit::Post(payload, taken)).await.map_err(|_| Error::UnknownSid)?;
    all_taken.await.map_err(|_| Error::BadRequest)?;
    // The reference says so too: a browser offers plain text for download.
    Ok(([(header::CONTENT_TYPE, "text/html"), (header::CACHE_CONTROL, "no-store")], "ok").into_response())
}

fn packets(payload: Bytes) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=UTF-8"), (header::CACHE_CONTROL, "no-store")];
    (headers, payload).into_response()
}

/// Come back later; never an error of the protocol, after which some clients stay away.
fn refused(outcome: &'static str, refusal: &Refusal) -> Response {
    meters::attempt(outcome);
    problem(refusal, StatusCode::SERVICE_UNAVAILABLE)
}

fn wants_upgrade(headers: &HeaderMap) -> bool {
    let upgrade = headers.get(header::UPGRADE).and_then(|upgrade| upgrade.to_str().ok());
    upgrade.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket"))
}

fn guest(parts: &Parts) -> Option<Guest> {
    parts.extensions.get::<Guests>().map(Guests::arrive)
}
