//! What a decision is made of: the moment it falls in, and what it changes.

use jiff::{SignedDuration, Timestamp};

use super::{ConversationState, Status};
use crate::{
    Actor, Audience, Entry, EntryId, Refusal, Sender,
    entry::{Activity, Body},
    policy::Permit,
    text::ClientId,
};

/// Entries one operation can append at most: the four fields whose change is told, edited at once.
pub const ENTRIES_PER_OPERATION: usize = 4;

/// Time and chance of one operation. Handed in, so that the same decision can be made twice.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// When it happens.
    pub at: Timestamp,
    /// Identities and salts of the entries it may append.
    pub seeds: [EntrySeed; ENTRIES_PER_OPERATION],
}

/// The chance that one entry needs.
#[derive(Clone, Copy, Debug)]
pub struct EntrySeed {
    /// Its id.
    pub id: EntryId,
    /// The salt over which its body is digested; erased together with the body.
    pub salt: [u8; 16],
}

/// An entry to append, with the salt of its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// The entry, in its place.
    pub entry: Entry,
    /// The salt of its body.
    pub salt: [u8; 16],
}

/// What was decided: the whole next state, the entries to append, and what the asker is told.
///
/// It cannot be made outside this crate, and inside it not without a [`Permit`].
#[derive(Clone, Debug)]
pub struct Decision<R> {
    permit: Permit,
    next: ConversationState,
    entries: Vec<NewEntry>,
    changed: bool,
    reply: R,
}

impl<R> Decision<R> {
    /// What policy allowed.
    pub const fn permit(&self) -> Permit {
        self.permit
    }

    /// The state after it.
    pub const fn next(&self) -> &ConversationState {
        &self.next
    }

    /// The entries to append, in order.
    pub fn entries(&self) -> &[NewEntry] {
        &self.entries
    }

    /// False when the result already held: nothing is written.
    pub const fn changed(&self) -> bool {
        self.changed
    }

    /// What the asker is told.
    pub const fn reply(&self) -> &R {
        &self.reply
    }

    /// Decides once more on the state after this decision, so that both become one: what the second appends
    /// follows what the first did. The second needs an [`Occasion`] of its own: no seed serves two entries.
    ///
    /// # Errors
    /// What the second decision refuses; then neither happens.
    pub fn then<S>(
        mut self,
        decide: impl FnOnce(&ConversationState) -> Result<Decision<S>, Refusal>,
    ) -> Result<Decision<S>, Refusal> {
        let second = decide(&self.next)?;
        debug_assert!(
            second.entries.iter().all(|new| self.entries.iter().all(|old| old.entry.id != new.entry.id)),
            "two entries share a seed: give the second decision an occasion of its own"
        );
        self.entries.extend(second.entries);
        Ok(Decision {
            permit: second.permit,
            next: second.next,
            entries: self.entries,
            changed: self.changed || second.changed,
            reply: second.reply,
        })
    }

    /// Keeps the moment of the last change: a receipt is not a change of the conversation.
    pub(crate) const fn keep_updated_at(&mut self, at: Timestamp) {
        self.next.updated_at = at;
    }

    /// The same decision with another answer.
    pub fn map<S>(self, tell: impl FnOnce(R) -> S) -> Decision<S> {
        Decision {
            permit: self.permit,
            next: self.next,
            entries: self.entries,
            changed: self.changed,
            reply: tell(self.reply),
        }
    }

    /// The next state, the entries and the reply.
    pub fn into_parts(self) -> (ConversationState, Vec<NewEntry>, R) {
        (self.next, self.entries, self.reply)
    }
}

/// A clock that is set back by no more than this does not set a timeline back.
const STEP_BACK: SignedDuration = SignedDuration::from_hours(1);

/// The moment of a change. A timeline's times do not go back by the little that clocks are corrected by, or by
/// which two who ask at once overtake each other. Where the clock was set back by more it was wrong before, and
/// holding on to that would date everything wrong until it is caught up with; order is by seq in any case.
fn not_before(now: Timestamp, last: Timestamp) -> Timestamp {
    if last.duration_since(now) <= STEP_BACK { now.max(last) } else { now }
}

/// A change in the making.
pub(crate) struct Change<'a> {
    permit: Permit,
    occasion: &'a Occasion,
    at: Timestamp,
    sender: Sender,
    pub(crate) next: ConversationState,
    entries: Vec<NewEntry>,
}

impl<'a> Change<'a> {
    /// Begins with the state as it is.
    pub(crate) fn begin(
        permit: Permit,
        actor: &Actor,
        occasion: &'a Occasion,
        state: &ConversationState,
    ) -> Self {
        let at = not_before(occasion.at, state.updated_at);
        Self { permit, occasion, at, sender: actor.sender(), next: state.clone(), entries: Vec::new() }
    }

    /// Appends an activity by the acting person.
    pub(crate) fn happened(&mut self, activity: Activity) {
        let audience = activity.audience();
        self.append(audience, None, Body::Activity(activity));
    }

    /// Appends an entry in its place and moves the heads.
    pub(crate) fn append(&mut self, audience: Audience, client_id: Option<ClientId>, body: Body) -> Entry {
        let seed = self.occasion.seeds[self.entries.len()];
        let seq = self.next.head_seq + 1;
        let entry = Entry {
            id: seed.id,
            conversation_id: self.next.id,
            seq,
            prev_customer_seq: self.next.customer_head_seq,
            audience,
            sender: self.sender.clone(),
            client_id,
            body,
            created_at: self.at,
        };
        self.next.head_seq = seq;
        if audience == Audience::Everyone {
            self.next.customer_head_seq = seq;
        }
        self.entries.push(NewEntry { entry: entry.clone(), salt: seed.salt });
        entry
    }

    /// Moves the state machine and what follows from it.
    ///
    /// # Errors
    /// `conversation_closed` from closed, `conflict` where the machine has no such step.
    pub(crate) fn become_status(&mut self, next: Status) -> Result<(), Refusal> {
        let from = self.next.status;
        if from == Status::Closed {
            return Err(Refusal::ConversationClosed);
        }
        if !from.may_become(next) {
            return Err(Refusal::Conflict("The conversation's status does not allow this."));
        }
        self.next.status = next;
        match next {
            Status::Resolved => self.next.resolved_at = Some(self.at),
            Status::Closed => self.next.closed_at = Some(self.at),
            Status::Open | Status::Active => self.next.resolved_at = None,
        }
        if !from.is_live() && next.is_live() {
            self.begin_stretch();
        }
        self.settle_queue();
        Ok(())
    }

    /// From here on it is live.
    pub(crate) fn begin_stretch(&mut self) {
        self.next.live_since = Some(self.at);
        self.next.replied_at = None;
    }

    /// A live conversation that is no draft is either held by somebody or in the queue, never both. Its place in
    /// the line is that of when it first entered it.
    pub(crate) fn settle_queue(&mut self) {
        let next = &mut self.next;
        if !next.status.is_live() {
            next.line_at = None;
            next.asked_at = None;
            next.desk = next.desk.settled();
        }
        let waits = next.status.is_live() && next.assignee.is_none() && next.started;
        next.queued_at = waits.then(|| *next.line_at.get_or_insert(self.at));
        if waits {
            next.desk.snooze = None;
        } else {
            next.desk.offer = None;
            next.desk.declined.clear();
        }
    }

    /// When it happens.
    pub(crate) const fn at(&self) -> Timestamp {
        self.at
    }

    /// Ends it.
    pub(crate) fn decide<R>(mut self, reply: R) -> Decision<R> {
        self.next.updated_at = self.at;
        Decision { permit: self.permit, next: self.next, entries: self.entries, changed: true, reply }
    }

    /// Ends it with something that no entry tells of, and that is no change of the conversation to who reads it.
    pub(crate) fn decide_aside<R>(self, reply: R) -> Decision<R> {
        Decision { permit: self.permit, next: self.next, entries: self.entries, changed: true, reply }
    }

    /// Ends it without writing anything: the result already held.
    pub(crate) fn unchanged<R>(self, reply: R) -> Decision<R> {
        Decision { permit: self.permit, next: self.next, entries: Vec::new(), changed: false, reply }
    }
}
