//! Taking connections until told to stop.

use std::{future::Future, io, net::SocketAddr, time::Duration};

use axum::{Extension, Router, serve::ListenerExt as _};
use tokio::{
    net::TcpListener,
    time::{sleep, timeout},
};

use crate::guests::Guests;

/// How long the doors are attended at least after they were shut, so that whoever comes hears when to return.
const ATTENDED_FOR: Duration = Duration::from_secs(1);
/// How long they are attended at most while live connections say goodbye.
const ATTENDED_AT_MOST: Duration = Duration::from_secs(4);

/// Serves until `shutdown` ends. Newcomers are then told to come back while live connections end, and it
/// returns when those that are open have finished what they were doing.
///
/// # Errors
/// Where the listener breaks.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // An answer of a few bytes leaves at once instead of waiting for more.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let guests = Guests::none();
    let service = router.layer(Extension(guests.clone())).into_make_service_with_connect_info::<SocketAddr>();
    let leaving = guests.clone();
    let closed = async move {
        shutdown.await;
        tokio::join!(sleep(ATTENDED_FOR), timeout(ATTENDED_AT_MOST, leaving.all_gone())).0
    };
    axum::serve(listener, service).with_graceful_shutdown(closed).await?;
    // What was upgraded is no HTTP connection any more, and is not waited for above.
    guests.all_gone().await;
    Ok(())
}
