//! The upgrade of a polling session to a WebSocket: the new transport is tried before the old one goes.

use std::time::Duration;

use axum::extract::ws::WebSocket;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::packet::{PROBE_PING, PROBE_PONG, UPGRADE};
use super::polling::Visit;
use super::socket::Socket;
use crate::meters;

/// How long an upgrade may take.
const UPGRADE_WITHIN: Duration = Duration::from_secs(10);
/// The close code of an upgrade that did not happen.
const POLICY: u16 = 1008;

/// Tries the new transport and hands it to the session. Whatever goes wrong, the session stays as it was.
pub(super) async fn upgrade(ws: WebSocket, session: mpsc::Sender<Visit>) {
    let mut socket = Socket::new(ws);
    let tried = tokio::select! {
        tried = timeout(UPGRADE_WITHIN, shake_hands(&mut socket, &session)) => tried.ok().flatten(),
        () = session.closed() => None,
    };
    if tried.is_some() {
        let handed_over = session.send(Visit::Upgrade(Box::new(socket))).await.is_ok();
        return meters::upgrade(if handed_over { "completed" } else { "failed" });
    }
    meters::upgrade("failed");
    // A session that ended meanwhile has nobody to tell.
    let _ended = session.send(Visit::ProbeFailed).await;
    socket.close(POLICY, "the upgrade failed").await;
}

async fn shake_hands(socket: &mut Socket, session: &mpsc::Sender<Visit>) -> Option<()> {
    (socket.text().await?.as_str() == PROBE_PING).then_some(())?;
    socket.push([PROBE_PONG]);
    std::future::poll_fn(|cx| socket.poll_write(cx)).await.ok()?;
    session.send(Visit::Probe).await.ok()?;
    (socket.text().await?.as_str() == UPGRADE).then_some(())
}
