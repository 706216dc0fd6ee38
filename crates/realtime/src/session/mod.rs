//! One live connection: who it is, where it is subscribed, and what waits to be written to it.

mod close_reason;
mod outbox;
mod subscription;

use std::collections::VecDeque;

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::Notify;

pub use close_reason::CloseReason;
pub use outbox::Bounds;

use crate::{Envelope, Event, Format, Person, SessionId, SubscribeError, Topic};
use outbox::{Outbox, Overflow};
use subscription::{Ended, HeldEvent, Subscriptions, Verdict};

/// One live connection, shared by the hub (which fills its outbox) and a door (which empties it).
///
/// Frames leave in the order they entered, replies and events alike. Nothing here waits for the client: a
/// session whose outbox is full is closed as [`CloseReason::SlowConsumer`], and nobody else notices.
#[derive(Debug)]
pub struct Session {
    id: SessionId,
    person: Person,
    format: Format,
    bounds: Bounds,
    state: Mutex<State>,
    /// Rung when a first frame waits, when there is room again and when the session closes. Always all
    /// waiters are woken, as a writer and a reader may wait for different news.
    bell: Notify,
}

#[derive(Debug, Default)]
struct State {
    outbox: Outbox,
    subscriptions: Subscriptions,
    closed: Option<CloseReason>,
    tickets: u64,
}

impl Session {
    pub(crate) fn new(person: Person, format: Format, bounds: Bounds) -> Session {
        let (state, bell) = (Mutex::default(), Notify::new());
        Session { id: SessionId::next(), person, format, bounds, state, bell }
    }

    /// This connection.
    pub fn id(&self) -> SessionId {
        self.id
    }

    /// Whose connection it is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The wire format of its door.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Queues a frame made for this session alone, such as an acknowledgement. Says whether it was taken:
    /// a closed session takes nothing, except that one that drains takes replies until it is empty.
    pub fn push_reply(&self, frame: Bytes) -> bool {
        self.change(|state| {
            if state.closed.is_some_and(|reason| !reason.drains()) {
                return false;
            }
            let pushed = state.outbox.push_reply(frame, &self.bounds);
            state.shut_if_full(pushed)
        })
    }

    /// Queues an event for this session alone, in its own format and in order with its replies.
    pub fn push_event(&self, event: &Event) -> bool {
        self.push_reply((self.format.encode)(event))
    }

    /// Waits for something to write and takes all of it, in order; never returns an empty batch.
    ///
    /// Fails with the reason once the session is closed and has nothing left to write. Dropping the future
    /// loses nothing. The batch in a writer's hands is outside the bounds, so a session keeps at most twice
    /// what they allow.
    pub async fn next_batch(&self) -> Result<VecDeque<Bytes>, CloseReason> {
        self.when(|state| {
            if state.outbox.is_empty() {
                return state.closed.map(Err);
            }
            Some(Ok(state.outbox.take()))
        })
        .await
    }

    /// Waits until the session is closed, for whatever reason; a door gives up a stuck write then.
    pub async fn closed(&self) -> CloseReason {
        self.when(|state| state.closed).await
    }

    /// Why the session was closed, if it was.
    pub fn close_reason(&self) -> Option<CloseReason> {
        self.state.lock().closed
    }

    /// Whether a door should read another request of this client: not while many replies still wait.
    pub fn has_room(&self) -> bool {
        self.state.lock().outbox.has_room(&self.bounds)
    }

    /// Waits until [`has_room`](Session::has_room), or until the session is closed.
    pub async fn room(&self) {
        self.when(|state| (state.closed.is_some() || state.outbox.has_room(&self.bounds)).then_some(()))
            .await;
    }

    /// Closes the session: from now on no event enters the outbox. The first reason stands.
    ///
    /// What waits is still written or dropped at once, as [`CloseReason::drains`] says. It keeps its place
    /// in the hub until its [`SessionGuard`](crate::SessionGuard) is dropped.
    pub fn close(&self, reason: CloseReason) {
        self.change(|state| state.shut(reason));
    }

    pub(crate) fn subscribe(&self, topic: &Topic) -> Result<(), SubscribeError> {
        let mut state = self.state.lock();
        state.subscription(topic, &self.bounds)?.establish();
        Ok(())
    }

    /// Starts a hold and returns its ticket.
    pub(crate) fn hold(&self, topic: &Topic) -> Result<u64, SubscribeError> {
        let mut state = self.state.lock();
        let ticket = state.tickets + 1;
        state.subscription(topic, &self.bounds)?.hold(ticket);
        state.tickets = ticket;
        Ok(ticket)
    }

    /// Ends a hold, moving what it kept back into the outbox. Says whether the subscription went with it.
    ///
    /// One lock covers all of it, so a concurrent publish comes wholly before or wholly after.
    pub(crate) fn end_hold(&self, topic: &Topic, ticket: u64, after: Option<u64>) -> bool {
        self.change(|state| {
            let ended = state.subscriptions.get_mut(topic).map(|sub| sub.end_hold(ticket, after));
            match ended {
                None | Some(Ended::Nothing) => false,
                Some(Ended::Live(events)) => {
                    state.flush(topic, events);
                    false
                }
                Some(Ended::Abandoned(events)) => {
                    state.forget(&events);
                    state.subscriptions.remove(topic);
                    true
                }
            }
        })
    }

    pub(crate) fn unsubscribe(&self, topic: &Topic) {
        let mut state = self.state.lock();
        if let Some(mut subscription) = state.subscriptions.remove(topic) {
            state.forget(&subscription.drop_hold());
        }
    }

    /// Puts an envelope into the outbox, unless the session has had it or is left out. Says whether it was
    /// taken or held.
    pub(crate) fn deliver(&self, envelope: &Envelope) -> bool {
        self.take(envelope.topic(), envelope.seq(), envelope.frame_for(self))
    }

    /// Counts an event that the session is left out of as had.
    pub(crate) fn pass(&self, topic: &Topic, seq: Option<u64>) {
        self.take(topic, seq, None);
    }

    fn take(&self, topic: &Topic, seq: Option<u64>, frame: Option<&Bytes>) -> bool {
        self.change(|state| {
            if state.closed.is_some() {
                return false;
            }
            // A publish under way may reach a session that has just unsubscribed.
            let Some(subscription) = state.subscriptions.get_mut(topic) else { return false };
            let pushed = match (subscription.accept(seq, frame), frame) {
                (Verdict::Live, Some(frame)) => state.outbox.push_event(frame.clone(), &self.bounds),
                (Verdict::Held, frame) => state.outbox.hold(frame.map_or(0, Bytes::len), &self.bounds),
                (Verdict::Skip | Verdict::Live, _) => return false,
            };
            state.shut_if_full(pushed) && frame.is_some()
        })
    }

    /// Takes the session out of use and hands back what it was subscribed to.
    pub(crate) fn retire(&self) -> Vec<Topic> {
        self.change(|state| {
            state.shut(CloseReason::Disconnected);
            let subscriptions = std::mem::take(&mut state.subscriptions);
            subscriptions.topics().cloned().collect()
        })
    }

    async fn when<R>(&self, mut ready: impl FnMut(&mut State) -> Option<R>) -> R {
        loop {
            // Made before looking: from here on no ring of the bell is missed.
            let rung = self.bell.notified();
            if let Some(result) = self.change(&mut ready) {
                return result;
            }
            rung.await;
        }
    }

    /// Changes the state under its lock and rings the bell afterwards when somebody may wait for the change.
    fn change<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        let mut state = self.state.lock();
        let before = state.news(&self.bounds);
        let result = change(&mut state);
        let after = state.news(&self.bounds);
        drop(state);
        if before.iter().zip(after).any(|(before, after)| after && !before) {
            self.bell.notify_waiters();
        }
        result
    }
}

impl State {
    /// The facts somebody may be waiting for: frames to write, room to read, the end.
    fn news(&self, bounds: &Bounds) -> [bool; 3] {
        [!self.outbox.is_empty(), self.outbox.has_room(bounds), self.closed.is_some()]
    }

    fn subscription(
        &mut self,
        topic: &Topic,
        bounds: &Bounds,
    ) -> Result<&mut subscription::Subscription, SubscribeError> {
        if self.closed.is_some() {
            return Err(SubscribeError::Closed);
        }
        self.subscriptions.get_or_insert(topic, bounds.topics).ok_or(SubscribeError::TooManyTopics)
    }

    fn flush(&mut self, topic: &Topic, events: Vec<HeldEvent>) {
        let Some(subscription) = self.subscriptions.get_mut(topic) else { return };
        for event in events {
            let news = subscription.is_news(&event);
            match event.frame {
                Some(frame) if news => self.outbox.queue_held(frame),
                frame => self.outbox.drop_held(frame.map_or(0, |frame| frame.len())),
            }
        }
    }

    fn forget(&mut self, events: &[HeldEvent]) {
        for event in events {
            self.outbox.drop_held(event.frame.as_ref().map_or(0, Bytes::len));
        }
    }

    fn shut_if_full(&mut self, pushed: Result<(), Overflow>) -> bool {
        if pushed.is_err() {
            self.shut(CloseReason::SlowConsumer);
        }
        pushed.is_ok()
    }

    fn shut(&mut self, reason: CloseReason) {
        if self.closed.is_some() {
            return;
        }
        self.closed = Some(reason);
        for subscription in self.subscriptions.iter_mut() {
            subscription.drop_hold();
        }
        self.outbox.forget_held();
        if !reason.drains() {
            self.outbox.take();
        }
    }
}
