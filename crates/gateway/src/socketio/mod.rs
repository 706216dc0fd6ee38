//! The Socket.IO door: Engine.IO v4 by polling and WebSocket, Socket.IO v5, the namespace `/chat`.
//!
//! Start reading at [`serve`] (the life of one connection), then `connect.rs` (who is it?) and `line.rs`
//! (what is said). `engine/` is the transport below, `packet.rs` and `encode.rs` are the words.

mod connect;
mod encode;
mod engine;
mod line;
mod packet;

use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

use axum::Router;
use axum::http::header;
use axum::http::request::Parts;
use axum::routing::any;
use deskbell_app::{CameFrom, Hall};
use deskbell_realtime::Format;

use crate::entrance::Options;
use crate::goodbye::Goodbye;
use crate::guests::Guest;
use crate::meters::{self, Meters};
use crate::origin::Origin;
use crate::places::{Place, Places};
use crate::session_loop::{self, Ending};
use engine::{Engine, Registry, Rhythm};
use line::SocketIo;

/// Connections that may be open without having said who they are, over the whole node.
const OPENING_MAX: usize = 20_000;
/// How many of them one address may have, so that nobody has them all.
const OPENING_PER_ADDRESS: usize = OPENING_MAX / 2;
/// Sessions over polling, over the whole node: they need no connection of their own, only memory.
const POLLING_MAX: usize = 50_000;
/// How many of them one address may have, where it may have so many connections.
const POLLING_PER_ADDRESS: usize = 10_000;

/// Characters kept of what a browser calls itself.
const USER_AGENT_CHARS: usize = 300;

/// What every connection of this door needs. Cheap to clone.
#[derive(Clone)]
struct Door {
    hall: Hall,
    format: Format,
    registry: Registry,
    opening: Places,
    polling: Places,
    trust_proxy: bool,
    /// What every connection counts.
    meters: Meters,
}

impl Door {
    fn rhythm(&self) -> Rhythm {
        let settings = self.hall.settings();
        Rhythm { interval: settings.ping_interval, timeout: settings.ping_timeout }
    }

    /// What somebody's places are counted by.
    fn address(&self, parts: &Parts) -> IpAddr {
        Origin::read(parts, self.trust_proxy).address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }

    /// From where somebody opens a session.
    fn came_from(&self, parts: &Parts) -> CameFrom {
        let named = parts.headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok());
        let user_agent = named.map(|name| name.chars().take(USER_AGENT_CHARS).collect());
        CameFrom { address: self.address(parts), user_agent }
    }
}

/// The door, to be mounted at the root.
pub(crate) fn router(hall: Hall, options: &Options) -> Router {
    let bounds = &options.bounds;
    let per_address = match bounds.per_address {
        0 => POLLING_PER_ADDRESS,
        few => few.min(POLLING_PER_ADDRESS),
    };
    let door = Door {
        format: hall.hub().register_format(encode::event),
        hall,
        registry: Registry::default(),
        opening: Places::new(OPENING_MAX, OPENING_PER_ADDRESS),
        polling: Places::new(bounds.connections.min(POLLING_MAX), per_address),
        trust_proxy: options.trust_proxy,
        meters: Meters::new(),
    };
    Router::new()
        .route("/socket.io/", any(engine::answer))
        .route("/socket.io", any(engine::answer))
        .with_state(door)
}

/// The life of one connection, from its open packet to its end.
async fn serve(door: Door, engine: Engine, opening: Place, from: CameFrom, guest: Option<Guest>) {
    let opened = Instant::now();
    let address = opening.address();
    let mut line = SocketIo::new(engine);
    let mut opening = Some(opening);
    let mut side = "nobody";
    let goodbye = loop {
        let live = match Box::pin(connect::wait(&door, &mut line, &from)).await {
            Ok(live) => live,
            Err(goodbye) => break goodbye,
        };
        drop(opening.take());
        side = live.side();
        let session = live.outbox().id().get();
        tracing::info!(door = "socketio", transport = line.engine.transport(), side, session, "connected");
        match session_loop::run(&door.hall, &live, &mut line, door.meters.clone()).await {
            Ending::Left => {}
            Ending::Gone(gone) => break Goodbye::Gone(gone),
            Ending::Closed(reason) => break Goodbye::Closed(reason),
        }
        opening = match door.opening.take(address) {
            Ok(place) => Some(place),
            Err(_) => break Goodbye::Busy,
        };
    };
    meters::closed(goodbye.code(), opened.elapsed());
    let seconds = opened.elapsed().as_secs_f64();
    let transport = line.engine.transport();
    tracing::info!(door = "socketio", transport, side, reason = goodbye.code(), seconds, "connection closed");
    let last = goodbye.stays_away().then_some(encode::DISCONNECT);
    // Boxed, as what an idle connection keeps has room for every way it may go on.
    Box::pin(line.engine.close(last, goodbye.close_code(), goodbye.code())).await;
    drop(guest);
}
