//! Whether anybody is still there: the server asks, the client answers.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

/// When a client is asked, and how long it may take to answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rhythm {
    /// From an answer to the next question.
    pub(crate) interval: Duration,
    /// From a question to the end of patience.
    pub(crate) timeout: Duration,
}

/// What the time has come for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beat {
    /// A ping has to be sent.
    Ask,
    /// No answer came in time.
    Silence,
}

/// The heartbeat of one connection.
#[derive(Debug)]
pub(super) struct Heart {
    rhythm: Rhythm,
    next: Pin<Box<Sleep>>,
    asked: bool,
}

impl Heart {
    pub(super) fn new(rhythm: Rhythm) -> Heart {
        Heart { rhythm, next: Box::pin(sleep(rhythm.interval)), asked: false }
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Beat> {
        ready!(self.next.as_mut().poll(cx));
        self.wait(self.rhythm.timeout);
        let beat = if self.asked { Beat::Silence } else { Beat::Ask };
        self.asked = true;
        Poll::Ready(beat)
    }

    /// The client answered.
    pub(super) fn answered(&mut self) {
        self.asked = false;
        self.wait(self.rhythm.interval);
    }

    /// The client said something else: it is there, and its answer may be behind what it says.
    pub(super) fn alive(&mut self) {
        if self.asked {
            self.wait(self.rhythm.timeout);
        }
    }

    fn wait(&mut self, time: Duration) {
        self.next.as_mut().reset(Instant::now() + time);
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn asks_and_loses_patience() {
        let second = Duration::from_secs(1);
        let start = Instant::now();
        let mut heart = Heart::new(Rhythm { interval: second * 25, timeout: second * 20 });
        let beat = async |heart: &mut Heart| (poll_fn(|cx| heart.poll(cx)).await, start.elapsed().as_secs());
        assert_eq!(beat(&mut heart).await, (Beat::Ask, 25));
        tokio::time::advance(second * 5).await;
        heart.answered();
        assert_eq!(beat(&mut heart).await, (Beat::Ask, 55));
        tokio::time::advance(second * 19).await;
        heart.alive();
        assert_eq!(beat(&mut heart).await, (Beat::Silence, 94));
    }
}
