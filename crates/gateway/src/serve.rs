//! Taking connections until told to stop.

use std::{future::Future, io, net::SocketAddr};

use axum::{Extension, Router, serve::ListenerExt as _};
use tokio::net::TcpListener;

use crate::guests::Guests;

/// Serves until `shutdown` ends, then takes no new connections and returns when those that are open have
/// finished what they were doing, live connections included.
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
    axum::serve(listener, service).with_graceful_shutdown(shutdown).await?;
    // What was upgraded is no HTTP connection any more, and is not waited for above.
    guests.all_gone().await;
    Ok(())
}
