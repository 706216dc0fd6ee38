//! Those for whom there is no place: told so politely, a few at a time.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::http::{HeaderValue, Request, StatusCode, header};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics::counter;
use parking_lot::Mutex;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::places::Full;
use crate::refusal::{come_back, problem};

/// How many are told at once. Each holds a descriptor meanwhile; whoever comes beyond is closed without a word.
pub(super) const TOLD_AT_ONCE: usize = 32;
/// How long somebody may take to say what they wanted and to read that there is no place.
const TOLD_WITHIN: Duration = Duration::from_secs(2);
/// Between two lines in the log that say so.
const LOGGED_EVERY: Duration = Duration::from_secs(10);

/// Those who are being told. Cheap to clone.
#[derive(Clone)]
pub(super) struct TurnedAway {
    telling: Arc<Semaphore>,
    unlogged: Arc<AtomicU64>,
    logged: Arc<Mutex<Option<Instant>>>,
}

impl Default for TurnedAway {
    fn default() -> TurnedAway {
        let telling = Arc::new(Semaphore::new(TOLD_AT_ONCE));
        TurnedAway { telling, unlogged: Arc::default(), logged: Arc::default() }
    }
}

impl TurnedAway {
    /// Tells a client to come back later, beside everything else.
    pub(super) fn tell(&self, stream: TcpStream, why: Full) {
        counter!("deskbell_connections_turned_away_total", "reason" => why.code()).increment(1);
        self.log(why);
        let Ok(permit) = Arc::clone(&self.telling).try_acquire_owned() else { return };
        tokio::spawn(async move {
            // Whoever does not listen is not told.
            let _impatient = timeout(TOLD_WITHIN, answer(stream)).await;
            drop(permit);
        });
    }

    fn log(&self, why: Full) {
        let count = self.unlogged.fetch_add(1, Ordering::Relaxed) + 1;
        let mut logged = self.logged.lock();
        if logged.is_none_or(|at| at.elapsed() >= LOGGED_EVERY) {
            *logged = Some(Instant::now());
            self.unlogged.store(0, Ordering::Relaxed);
            tracing::warn!(reason = why.code(), count, "connections are turned away");
        }
    }
}

/// Waits for what they want, as an answer before the question is lost when the connection closes.
async fn answer(stream: TcpStream) {
    let busy = service_fn(|_: Request<Incoming>| async {
        let mut response = problem(&come_back(), StatusCode::SERVICE_UNAVAILABLE);
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        Ok::<_, Infallible>(response)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(TOLD_WITHIN).keep_alive(false);
    // They may be gone by now.
    let _gone = http.serve_connection(TokioIo::new(stream), busy).await;
}
