//! HTTP long-polling as the transport of an Engine.IO session: requests are visits to the session's task.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, Sleep, sleep, timeout};

use super::packet::{CLOSE, Kind, NOOP, Payload, join};
use super::registry::Seat;
use super::socket::Socket;
use crate::session_loop::Gone;

/// While an upgrade is probed a poll is ended after this long, so that the client can pause polling.
const PROBE_POLL: Duration = Duration::from_millis(100);
/// How long a closing session waits for the poll that will be told.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// One request of a polling client, brought to its session.
pub(super) enum Visit {
    /// A GET that waits for packets.
    Poll(oneshot::Sender<Bytes>),
    /// A POST with packets, told once they are taken.
    Post(Payload, oneshot::Sender<()>),
    /// An upgrade was begun.
    Probe,
    /// An upgrade was given up.
    ProbeFailed,
    /// An upgrade is complete: from now on the session goes over this.
    Upgrade(Box<Socket>),
}

/// What a session hears over this transport.
pub(super) enum Step {
    Packet(Utf8Bytes),
    /// A poll came: the client is there, and packets can be sent.
    Polled,
    Upgraded(Box<Socket>),
    Gone(Gone),
}

pub(super) struct Polling {
    visits: mpsc::Receiver<Visit>,
    /// The session's place among those that can be visited.
    _seat: Seat,
    poll: Option<oneshot::Sender<Bytes>>,
    post: Option<(Payload, oneshot::Sender<()>)>,
    out: VecDeque<Bytes>,
    probing: Option<Pin<Box<Sleep>>>,
    upgraded: Option<Box<Socket>>,
}

impl Polling {
    pub(super) fn new(visits: mpsc::Receiver<Visit>, seat: Seat) -> Polling {
        let out = VecDeque::new();
        Polling { visits, _seat: seat, poll: None, post: None, out, probing: None, upgraded: None }
    }

    pub(super) fn push(&mut self, packets: impl IntoIterator<Item = Bytes>) {
        self.out.extend(packets);
    }

    pub(super) fn is_ready(&self) -> bool {
        self.out.is_empty() && self.poll.is_some()
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>, read: bool) -> Poll<Step> {
        loop {
            if self.answer(cx).is_err() {
                return Poll::Ready(Step::Gone(Gone::Lost));
            }
            if let Some(packet) = self.next_packet(read) {
                return Poll::Ready(Step::Packet(packet));
            }
            if let Some(socket) = self.upgraded.take_if(|_| self.post.is_none()) {
                return Poll::Ready(Step::Upgraded(self.move_to(socket)));
            }
            let Some(visit) = ready!(self.visits.poll_recv(cx)) else {
                return Poll::Ready(Step::Gone(Gone::Lost));
            };
            if let Some(step) = self.admit(visit) {
                return Poll::Ready(step);
            }
        }
    }

    fn admit(&mut self, visit: Visit) -> Option<Step> {
        match visit {
            // Two at once mean that the client lost track; its transport is closed, as the reference does.
            Visit::Poll(_) if self.poll.is_some() => return Some(Step::Gone(Gone::Overlap)),
            Visit::Post(..) if self.post.is_some() => return Some(Step::Gone(Gone::Overlap)),
            Visit::Poll(reply) => {
                self.poll = Some(reply);
                return Some(Step::Polled);
            }
            Visit::Post(payload, taken) => self.post = Some((payload, taken)),
            Visit::Probe => self.probing = Some(Box::pin(sleep(Duration::ZERO))),
            Visit::ProbeFailed => self.probing = None,
            Visit::Upgrade(socket) => self.upgraded = Some(socket),
        }
        None
    }

    /// Answers the poll that waits, when there is something to say. Fails when its client went.
    fn answer(&mut self, cx: &mut Context<'_>) -> Result<(), Gone> {
        let Some(poll) = &mut self.poll else { return Ok(()) };
        if poll.poll_closed(cx).is_ready() {
            return Err(Gone::Lost);
        }
        if self.out.is_empty() {
            let Some(probing) = &mut self.probing else { return Ok(()) };
            if probing.as_mut().poll(cx).is_pending() {
                return Ok(());
            }
            probing.as_mut().reset(Instant::now() + PROBE_POLL);
            self.out.push_back(NOOP);
        }
        let packets = std::mem::take(&mut self.out);
        let answered = self.poll.take().map(|poll| poll.send(join(packets.into_iter())));
        if matches!(answered, Some(Err(_))) { Err(Gone::Lost) } else { Ok(()) }
    }

    fn next_packet(&mut self, read: bool) -> Option<Utf8Bytes> {
        let (payload, _) = self.post.as_mut().filter(|_| read)?;
        let packet = payload.next().map(Utf8Bytes::from);
        if payload.is_empty() {
            // Whoever posted may have gone meanwhile; what was posted counts all the same.
            self.post.take().map(|(_, taken)| taken.send(()));
        }
        packet
    }

    fn move_to(&mut self, mut socket: Box<Socket>) -> Box<Socket> {
        if let Some(poll) = self.poll.take() {
            // A poll that was abandoned meanwhile needs no end.
            let _abandoned = poll.send(NOOP);
        }
        socket.write(std::mem::take(&mut self.out));
        socket
    }

    /// Tells the client on its next poll that the transport is closed, unless it has closed it already.
    pub(super) async fn close(mut self) {
        self.out.push_back(CLOSE);
        // A client that does not come back in time finds its session unknown.
        let _late = timeout(CLOSE_WITHIN, self.tell()).await;
    }

    async fn tell(&mut self) {
        loop {
            if let Some((mut payload, taken)) = self.post.take() {
                let has_left =
                    std::iter::from_fn(|| payload.next().map(Kind::of)).any(|kind| kind == Kind::Close);
                // Nobody listens any more; the client hears why on its next poll.
                let _nobody_waits = taken.send(());
                if has_left {
                    return;
                }
            }
            if let Some(poll) = self.poll.take() {
                let packets = std::mem::take(&mut self.out);
                return drop(poll.send(join(packets.into_iter())));
            }
            match self.visits.recv().await {
                Some(Visit::Poll(poll)) => self.poll = Some(poll),
                Some(Visit::Post(payload, taken)) => self.post = Some((payload, taken)),
                Some(Visit::Probe | Visit::ProbeFailed | Visit::Upgrade(_)) => {}
                None => return,
            }
        }
    }
}
