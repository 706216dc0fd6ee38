//! The life of one live connection, whatever its door: one task that answers requests in their order while
//! events flow, bounded at both ends.

mod expiry;
mod line;
mod strikes;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use deskbell_app::{Answer, Hall, LiveSession};
use deskbell_domain::Refusal;
use deskbell_realtime::CloseReason;
use tokio::time::{timeout, timeout_at};

use crate::meters::{self, Meters};
use expiry::Expiry;
pub(crate) use line::{Ask, Gone, Heard, Line};
use strikes::Strikes;

/// How long a connection that ends may take to finish what it has accepted.
const FINISH_WITHIN: Duration = Duration::from_secs(5);

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The client left and its transport stays.
    Left,
    /// The transport has nothing more to say.
    Gone(Gone),
    /// The session was closed; everything it still had to say was handed to the line.
    Closed(CloseReason),
}

/// A request being handled. Boxed, so that a connection that idles does not carry its size.
type Handling<'a> = Pin<Box<dyn Future<Output = Result<Answer, Refusal>> + Send + 'a>>;

struct Live<'a, L: Line> {
    hall: &'a Hall,
    live: &'a LiveSession,
    line: &'a mut L,
    /// The request being answered. While there is one the connection is not read: what else the client asks
    /// waits on its own side.
    handling: Option<(Handling<'a>, Ask<L::Tag>)>,
    strikes: Strikes,
    expiry: Expiry,
    /// Why the session is closed and until when it may finish what it has accepted.
    closing: Option<(CloseReason, Instant)>,
    meters: Meters,
}

/// What happened next.
enum Next<Tag> {
    Handled(Result<Answer, Refusal>),
    Batch(Result<VecDeque<Bytes>, CloseReason>),
    Heard(Heard<Tag>),
    Closed(CloseReason),
    Room,
    Expiry,
}

/// Serves a session until it ends. Requests are answered in the order in which they came.
pub(crate) async fn run<L: Line>(hall: &Hall, live: &LiveSession, line: &mut L, meters: Meters) -> Ending {
    let mut this = Live {
        expiry: Expiry::new(hall, live),
        handling: None,
        strikes: Strikes::default(),
        closing: None,
        meters,
        hall,
        live,
        line,
    };
    this.serve().await
}

impl<L: Line> Live<'_, L> {
    async fn serve(&mut self) -> Ending {
        loop {
            let next = match self.closing {
                None => self.next().await,
                // Looked at here as well: what is ready at once is never timed out.
                Some((reason, until)) if Instant::now() >= until => return Ending::Closed(reason),
                Some((reason, until)) => match timeout_at(until.into(), self.next()).await {
                    Ok(next) => next,
                    Err(_) => return Ending::Closed(reason),
                },
            };
            if let Some(ending) = self.go_on(next) {
                if !matches!(ending, Ending::Closed(_)) {
                    // What was accepted is done, even when nobody waits for the answer any more.
                    let _unfinished = timeout(FINISH_WITHIN, Box::pin(self.finish())).await;
                }
                return ending;
            }
        }
    }

    async fn next(&mut self) -> Next<L::Tag> {
        let session = self.live.outbox();
        let is_busy = self.handling.is_some();
        let has_room = session.has_room();
        let read = self.closing.is_none() && has_room && !is_busy;
        let is_ready = self.line.is_ready();
        // The last batches go to the line whenever it can write them, but only behind the last answer.
        let takes_batch = if self.closing.is_some() { !is_busy } else { is_ready };
        let handling = async {
            match &mut self.handling {
                Some((handling, _)) => handling.await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            result = handling => Next::Handled(result),
            batch = session.next_batch(), if takes_batch => Next::Batch(batch),
            reason = session.closed(), if self.closing.is_none() && !is_ready => Next::Closed(reason),
            heard = poll_fn(|cx| self.line.poll(cx, read)) => Next::Heard(heard),
            // A closed session has no use for room, and would be told of it without end.
            () = session.room(), if self.closing.is_none() && !has_room => Next::Room,
            () = self.expiry.due(), if self.closing.is_none() => Next::Expiry,
        }
    }

    fn go_on(&mut self, next: Next<L::Tag>) -> Option<Ending> {
        match next {
            Next::Handled(result) => {
                let (_, ask) = self.handling.take()?;
                self.answer(&ask, result);
                self.expiry.renew(self.hall, self.live);
            }
            Next::Batch(Ok(batch)) => {
                self.meters.sent(batch.len(), batch.iter().map(Bytes::len).sum());
                self.line.write(batch);
            }
            Next::Batch(Err(reason)) | Next::Closed(reason) => return self.begin_to_close(reason),
            Next::Heard(Heard::Ask(ask)) => self.begin(ask),
            Next::Heard(Heard::Left) => return Some(Ending::Left),
            Next::Heard(Heard::Gone(gone)) => return Some(Ending::Gone(gone)),
            Next::Expiry => self.expiry.act(self.hall, self.live),
            Next::Heard(Heard::Ready) | Next::Room => {}
        }
        None
    }

    /// A session that drains finishes what it has accepted; the others end at once.
    fn begin_to_close(&mut self, reason: CloseReason) -> Option<Ending> {
        let is_done = self.handling.is_none();
        if (is_done && self.closing.is_some()) || !reason.drains() {
            return Some(Ending::Closed(reason));
        }
        self.closing.get_or_insert((reason, Instant::now() + FINISH_WITHIN));
        None
    }

    /// Begins to handle a request, or answers at once that it is none.
    fn begin(&mut self, mut ask: Ask<L::Tag>) {
        let request = std::mem::replace(&mut ask.request, Err(Refusal::NotFound));
        match self.live.allow_event().and(request) {
            Ok(request) => {
                self.strikes.make_good();
                self.handling = Some((Box::pin(self.hall.handle(self.live, request)), ask));
            }
            Err(refusal) => {
                if self.strikes.strike() {
                    self.live.outbox().close(CloseReason::Abusive);
                }
                self.answer(&ask, Err(refusal));
            }
        }
    }

    fn answer(&mut self, ask: &Ask<L::Tag>, result: Result<Answer, Refusal>) {
        let code = result.as_ref().map_or_else(|refusal| refusal.code().as_str(), |_| meters::OK);
        let session = self.live.outbox();
        // A session that is closed meanwhile takes no answer; its client asks again.
        let mut push = |frame| {
            session.push_reply(frame);
        };
        match &result {
            Ok(answer) => self.line.answer(ask.tag, Ok(&answer.reply), &mut push),
            Err(refusal) => self.line.answer(ask.tag, Err(refusal), &mut push),
        }
        if let Ok(answer) = result {
            self.hall.settle(answer.after);
        }
        self.meters.answered(ask.name, code, ask.at.elapsed());
    }

    async fn finish(&mut self) {
        if let Some((handling, ask)) = self.handling.take() {
            let result = handling.await;
            self.answer(&ask, result);
        }
    }
}

/// An ask that begins now.
pub(crate) fn ask<Tag>(
    name: &'static str,
    tag: Option<Tag>,
    request: Result<deskbell_protocol::Request, Refusal>,
) -> Ask<Tag> {
    Ask { name, tag, request, at: Instant::now() }
}
