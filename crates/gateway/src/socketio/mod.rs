//! The Socket.IO door: Engine.IO v4 by polling and WebSocket, Socket.IO v5, the namespace `/chat`.
//!
//! Start reading at [`serve`] (the life of one connection), then `connect.rs` (who is it?) and `line.rs`
//! (what is said). `engine/` is the transport below, `packet.rs` and `encode.rs` are the words.

mod connect;
mod encode;
mod engine;
mod line;
mod packet;

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::routing::any;
use deskbell_app::Hall;
use deskbell_realtime::Format;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::goodbye::Goodbye;
use crate::guests::Guest;
use crate::meters::{self, Meters};
use crate::session_loop::{self, Ending};
use engine::{Engine, Registry, Rhythm};
use line::SocketIo;

/// Connections that may be open without having said who they are, over the whole node.
const OPENING_MAX: usize = 20_000;

/// What every connection of this door needs. Cheap to clone.
#[derive(Clone)]
struct Door {
    hall: Hall,
    format: Format,
    registry: Registry,
    opening: Arc<Semaphore>,
    /// What every connection counts.
    meters: Meters,
}

impl Door {
    fn rhythm(&self) -> Rhythm {
        let settings = self.hall.settings();
        Rhythm { interval: settings.ping_interval, timeout: settings.ping_timeout }
    }

    /// A place among those that have not said who they are; none while there are too many.
    fn opening(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.opening).try_acquire_owned().ok()
    }
}

/// The door, to be mounted at the root.
pub(crate) fn router(hall: Hall) -> Router {
    let format = hall.hub().register_format(encode::event);
    let opening = Arc::new(Semaphore::new(OPENING_MAX));
    let door = Door { hall, format, registry: Registry::default(), opening, meters: Meters::new() };
    Router::new()
        .route("/socket.io/", any(engine::answer))
        .route("/socket.io", any(engine::answer))
        .with_state(door)
}

/// The life of one connection, from its open packet to its end.
async fn serve(door: Door, engine: Engine, opening: OwnedSemaphorePermit, guest: Option<Guest>) {
    let opened = Instant::now();
    let mut line = SocketIo::new(engine);
    let mut opening = Some(opening);
    let mut side = "nobody";
    let goodbye = loop {
        let live = match Box::pin(connect::wait(&door, &mut line)).await {
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
        opening = door.opening();
        if opening.is_none() {
            break Goodbye::Busy;
        }
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
