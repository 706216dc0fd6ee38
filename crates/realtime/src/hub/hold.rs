//! Joining a stream between its history and its live end.

use std::sync::Arc;

use crate::{Hub, Session, Topic};

/// Keeps a session's events on one topic back while its history is read; made by
/// [`Hub::subscribe_held`](crate::Hub::subscribe_held).
///
/// Read the page, queue the reply that carries it, then [`release`](Hold::release). Dropping it instead
/// gives the join up: a subscription that was live before is live again with nothing lost, a new one goes.
#[derive(Debug)]
#[must_use = "events are kept back until it is released"]
pub struct Hold {
    hub: Hub,
    session: Arc<Session>,
    topic: Topic,
    ticket: u64,
    after: Option<u64>,
}

impl Hold {
    pub(super) fn new(hub: Hub, session: Arc<Session>, topic: Topic, ticket: u64) -> Hold {
        Hold { hub, session, topic, ticket, after: None }
    }

    /// The topic it holds.
    pub fn topic(&self) -> &Topic {
        &self.topic
    }

    /// Goes live after the place the session has been brought to: the last of its page, or the head of the
    /// stream when the page held everything, and never past the head, as nothing below is delivered again.
    ///
    /// What was kept back beyond that place enters the outbox in order, and so does everything later; what
    /// the session has had, from this page, an earlier one or live, is not repeated. Joining again to page
    /// older history therefore changes nothing live.
    pub fn release(mut self, after_seq: u64) {
        self.after = Some(after_seq);
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if self.after.is_some() {
            self.session.end_hold(&self.topic, self.ticket, self.after);
        } else {
            self.hub.give_up(&self.session, &self.topic, self.ticket);
        }
    }
}
