//! Taking connections, each within its bounds, until told to stop.
//!
//! Start reading at [`serve`]; `caller.rs` is one connection, `turned_away.rs`
//! answers those for whom there is no place.

mod caller;
mod turned_away;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::{Router, body::Body, extract::ConnectInfo, http::Request, routing::future::RouteFuture};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics::gauge;
use tokio::net::{TcpListener, TcpSocket, TcpStream, lookup_host};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::guests::Guests;
use crate::places::Places;
use caller::Caller;
use turned_away::TurnedAway;

/// How long the doors are attended at least after they were shut, so that whoever comes hears when to return.
const ATTENDED_FOR: Duration = Duration::from_secs(1);
/// How long they are attended at most while live connections say goodbye.
const ATTENDED_AT_MOST: Duration = Duration::from_secs(4);
/// Connections that the system may keep until they are taken: a whole crowd that returns at once.
const BACKLOG: u32 = 4096;
/// Bytes a request's head may have, and that one connection buffers at most.
const HEAD_MAX_BYTES: usize = 16 * 1024;
/// How long no connection is taken after the system could give none: it is out of descriptors or memory, and
/// asking on and on would only burn the processor.
const BREATH: Duration = Duration::from_millis(100);

/// How many connections are taken, and how long each may hesitate.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Connections that may be open at once; whoever comes beyond is told to come back.
    pub connections: usize,
    /// How many of them may come from one address; 0 for no such bound. A proxy counts as one address. Sessions
    /// over polling, which are no connections, are counted by themselves in the same way.
    pub per_address: usize,
    /// How long a connection may take to send the head of a request, the first or the next.
    pub head_within: Duration,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { connections: 10_000, per_address: 0, head_within: Duration::from_secs(30) }
    }
}

/// Listens on an address such as `127.0.0.1:8080`, or on the first address that a name has.
///
/// # Errors
/// Where nothing can.
pub async fn listen(address: &str) -> io::Result<TcpListener> {
    let mut last = io::Error::new(io::ErrorKind::InvalidInput, "this is no address");
    for address in lookup_host(address).await? {
        let listening = || {
            let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
            #[cfg(not(windows))]
            socket.set_reuseaddr(true)?;
            socket.bind(address)?;
            socket.listen(BACKLOG)
        };
        match listening() {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Serves until `shutdown` ends. Newcomers are then told to come back while live connections end, and it
/// returns when those that are open have finished what they were doing.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    shutdown: impl Future<Output = ()> + Send,
) {
    let guests = Guests::none();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.head_within).max_buf_size(HEAD_MAX_BYTES);
    let (closing, closed) = watch::channel(false);
    let attendance = Attendance {
        // With its state settled here, nothing of it is built for each request.
        router: router.with_state(()),
        places: Places::shown_by(bounds.connections, bounds.per_address, gauge!("deskbell_sockets")),
        turned_away: TurnedAway::default(),
        guests: guests.clone(),
        http,
        closed,
    };
    let ended = async {
        shutdown.await;
        let ((), _impatient) =
            tokio::join!(sleep(ATTENDED_FOR), timeout(ATTENDED_AT_MOST, guests.all_gone()));
    };
    tokio::select! {
        () = attendance.attend(&listener) => {}
        () = ended => {}
    }
    drop(listener);
    closing.send_replace(true);
    // Every connection holds a receiver as long as it serves HTTP.
    drop(attendance);
    closing.closed().await;
    // What was upgraded is no HTTP connection any more, and is not waited for above.
    guests.all_gone().await;
}

struct Attendance {
    router: Router,
    places: Places,
    turned_away: TurnedAway,
    guests: Guests,
    http: http1::Builder,
    closed: watch::Receiver<bool>,
}

impl Attendance {
    async fn attend(&self, listener: &TcpListener) {
        let mut breathless = false;
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    breathless = false;
                    self.receive(stream, peer);
                }
                Err(error) if concerns_one_connection(&error) => {}
                Err(error) => {
                    if !breathless {
                        tracing::warn!(%error, "no connection can be taken; it is tried again and again");
                    }
                    breathless = true;
                    sleep(BREATH).await;
                }
            }
        }
    }

    fn receive(&self, stream: TcpStream, peer: SocketAddr) {
        // An answer of a few bytes leaves at once instead of waiting for more.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
        match self.places.take(peer.ip()) {
            Ok(place) => {
                let visit = Visit {
                    router: self.router.clone(),
                    guests: self.guests.clone(),
                    peer: ConnectInfo(peer),
                };
                let connection = self
                    .http
                    .serve_connection(TokioIo::new(Caller::new(stream, place)), visit)
                    .with_upgrades();
                tokio::spawn(attend_to(connection, self.closed.clone()));
            }
            Err(full) => self.turned_away.tell(stream, full),
        }
    }
}

/// Serves one connection; once the doors are closed it finishes what it was doing.
async fn attend_to(
    connection: http1::UpgradeableConnection<TokioIo<Caller>, Visit>,
    mut closed: watch::Receiver<bool>,
) {
    let mut connection = pin!(connection);
    let shut = async {
        // Without a sender the doors are closed as well.
        let _shut = closed.wait_for(|closed| *closed).await;
    };
    let served = tokio::select! {
        served = connection.as_mut() => served,
        () = shut => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended");
    }
}

/// What every request of one connection is served with.
struct Visit {
    router: Router,
    guests: Guests,
    peer: ConnectInfo<SocketAddr>,
}

impl hyper::service::Service<Request<Incoming>> for Visit {
    type Response = axum::response::Response;
    type Error = Infallible;
    type Future = RouteFuture<Infallible>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(self.peer);
        request.extensions_mut().insert(self.guests.clone());
        tower::Service::call(&mut self.router.clone(), request.map(Body::new))
    }
}

/// Whether only the connection that was to be taken is gone, and the next one may be fine.
fn concerns_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
