//! One timeline told again from its beginning: what its head has to be, and where it breaks.

use std::fmt::Display;

use deskbell_domain::{
    AgentId, Audience, ConversationId, Entry, Status,
    entry::{Activity, Body, SenderKind},
};

use super::head::{Head, Last};
use crate::{both::links::Stored, hash};

/// What is wrong with a timeline: at a seq, or in the head.
pub(crate) type Wrong = (Option<u64>, String);

/// A timeline so far.
pub(crate) struct Retold<'a> {
    head: &'a Head,
    /// Entries, counted by their seq.
    pub(crate) seq: u64,
    pub(crate) entries: u64,
    pub(crate) erased: u64,
    /// The hash the next entry follows; `None` after an entry that could not be believed.
    prev: Option<hash::Hash>,
    /// Whether every entry so far is what was written; else the counts below are not worth comparing.
    is_whole: bool,
    customer_seq: u64,
    messages: u64,
    last: Option<Last>,
    /// Whether its place in lists is one that it has had at some time.
    is_placed: bool,
    started: bool,
    status: Status,
    /// `None` where an erased entry would say.
    assignee: Option<Option<AgentId>>,
    resolved_at: Option<i64>,
    closed_at: Option<i64>,
    customer_settled: u64,
    settled: Vec<u64>,
    pub(crate) wrong: Vec<Wrong>,
}

impl<'a> Retold<'a> {
    pub(crate) fn begin(head: &'a Head) -> Self {
        Self {
            head,
            seq: 0,
            entries: 0,
            erased: 0,
            prev: Some(hash::beginning(head.id)),
            is_whole: true,
            customer_seq: 0,
            messages: 0,
            last: None,
            is_placed: head.sort_at == head.created_at,
            started: false,
            status: Status::Open,
            assignee: Some(None),
            resolved_at: None,
            closed_at: None,
            customer_settled: 0,
            settled: vec![0; head.participants.len()],
            wrong: Vec::new(),
        }
    }

    /// Whose timeline it is.
    pub(crate) fn id(&self) -> ConversationId {
        self.head.id
    }

    /// Takes the next entry as it is stored.
    pub(crate) fn take(&mut self, stored: Result<Stored, impl Display>) {
        self.entries += 1;
        let stored = match stored {
            Ok(stored) => stored,
            Err(error) => {
                self.seq += 1;
                self.finds(self.seq, format!("The entry cannot be read: {error}."));
                self.prev = None;
                return;
            }
        };
        let (entry, expected) = (&stored.entry, self.seq + 1);
        if entry.seq > expected {
            let missing = match entry.seq - expected {
                1 => format!("Entry {expected} is missing."),
                _ => format!("Entries {expected} to {} are missing.", entry.seq - 1),
            };
            self.finds(expected, missing);
            self.prev = None;
        }
        self.seq = entry.seq;
        self.check(&stored);
        self.prev = Some(stored.hash);
        self.count(&stored);
    }

    fn check(&mut self, stored: &Stored) {
        let entry = &stored.entry;
        if self.prev.is_some_and(|prev| prev != stored.prev_hash) {
            return self
                .finds(entry.seq, "The entry does not follow the one before: one of the two was changed.");
        }
        let is_changed = match (&stored.salt, &stored.body) {
            (Some(salt), Some(body)) => hash::digest(salt, body) != stored.digest,
            (None, None) => false,
            (Some(_), None) | (None, Some(_)) => true,
        };
        if is_changed {
            return self.finds(entry.seq, "What the entry says was changed.");
        }
        if hash::link(&stored.prev_hash, entry, stored.message_ordinal, &stored.digest) != stored.hash {
            return self.finds(entry.seq, "The entry's place, time, sender, kind or audience was changed.");
        }
        if !self.is_whole {
            return;
        }
        let messages = self.messages + u64::from(is_message(entry));
        if stored.message_ordinal != messages {
            let what = format!(
                "The entry counts {} messages up to it; there are {messages}.",
                stored.message_ordinal
            );
            self.finds(entry.seq, what);
        } else if entry.prev_customer_seq != self.customer_seq {
            let what = format!(
                "The entry names {} as the customer's entry before it; that is {}.",
                entry.prev_customer_seq, self.customer_seq
            );
            self.finds(entry.seq, what);
        }
    }

    fn finds(&mut self, seq: u64, what: impl Into<String>) {
        self.is_whole = false;
        self.wrong.push((Some(seq), what.into()));
    }

    /// Moves the state as the decision did that appended the entry.
    fn count(&mut self, stored: &Stored) {
        let entry = &stored.entry;
        let (is_erased, at) = (stored.body.is_none(), entry.created_at.as_microsecond());
        self.erased += u64::from(is_erased);
        if entry.audience == Audience::Everyone {
            self.customer_seq = entry.seq;
        }
        match &entry.body {
            Body::Message { .. } => self.said(entry, at),
            Body::Note { .. } => {}
            Body::Activity(activity) => self.happened(activity, is_erased, at),
        }
    }

    fn said(&mut self, entry: &Entry, at: i64) {
        self.messages += 1;
        self.is_placed |= self.head.sort_at == at;
        let sender_kind = match entry.sender.kind {
            SenderKind::Customer(_) => "customer",
            SenderKind::Agent(_) => "agent",
            SenderKind::System => "system",
        };
        self.last = Some(Last {
            seq: entry.seq,
            at,
            sender_kind: sender_kind.into(),
            preview: entry.body.preview().unwrap_or_default(),
            sender_name: entry.sender.name.clone(),
        });
        match entry.sender.kind {
            SenderKind::Customer(_) => self.started = true,
            SenderKind::Agent(_) if self.status == Status::Open => self.status = Status::Active,
            SenderKind::Agent(_) | SenderKind::System => {}
        }
        let customer = self.head.customer.map(SenderKind::Customer);
        let settles = |read, own| entry.seq <= read || own == Some(entry.sender.kind);
        self.customer_settled += u64::from(settles(self.head.customer_mark.read, customer));
        for (settled, (agent, mark)) in self.settled.iter_mut().zip(&self.head.participants) {
            *settled += u64::from(settles(mark.read, agent.map(SenderKind::Agent)));
        }
    }

    fn happened(&mut self, activity: &Activity, is_erased: bool, at: i64) {
        match activity {
            Activity::Assigned { to, .. } => {
                self.assignee = (!is_erased).then_some(Some(to.id));
                if self.status == Status::Open {
                    self.status = Status::Active;
                }
            }
            Activity::Unassigned { .. } => self.assignee = Some(None),
            // Without its body it does not say whether a person or a team was meant.
            Activity::Transferred { .. } if is_erased => self.assignee = None,
            Activity::Transferred { to, .. } => {
                self.assignee = Some(to.as_ref().map(|to| to.id));
                if to.is_some() && self.status == Status::Open {
                    self.status = Status::Active;
                }
            }
            Activity::Resolved { .. } => (self.status, self.resolved_at) = (Status::Resolved, Some(at)),
            Activity::Reopened => (self.status, self.resolved_at) = (Status::Active, None),
            Activity::Closed { .. } => (self.status, self.closed_at) = (Status::Closed, Some(at)),
            Activity::Created
            | Activity::Escalated { .. }
            | Activity::Snoozed { .. }
            | Activity::Unsnoozed
            | Activity::Merged { .. }
            | Activity::Rated { .. }
            | Activity::SubjectChanged { .. }
            | Activity::PriorityChanged { .. }
            | Activity::CategoryChanged { .. }
            | Activity::LabelsChanged { .. } => {}
        }
    }

    /// Compares the end with the head.
    pub(crate) fn end(mut self) -> Self {
        let head = self.head;
        if self.seq < head.seq {
            let what = format!("The timeline ends here; its conversation says it goes on to {}.", head.seq);
            self.finds(self.seq + 1, what);
        } else if self.seq > head.seq {
            let what = format!("The timeline goes on to {}; its conversation says it ends here.", self.seq);
            self.finds(head.seq, what);
        } else if self.prev.is_some_and(|prev| prev != head.hash) {
            self.finds(self.seq, "The newest entry is not the one its conversation ended with.");
        }
        if self.is_whole {
            let wrong = self.differences();
            self.wrong.extend(wrong.into_iter().map(|what| (None, what)));
        }
        self
    }

    fn differences(&self) -> Vec<String> {
        let head = self.head;
        let mut wrong = Vec::new();
        let mut same = |is_so: bool, what: &str| {
            if !is_so {
                wrong.push(format!("Its {what} is not what its timeline says."));
            }
        };
        same(head.customer_seq == self.customer_seq, "newest seq for the customer");
        same(head.messages == self.messages, "count of messages");
        same(head.last == self.last, "newest message");
        same(head.started == self.started, "mark as a draft");
        let needs_reply = self.last.as_ref().is_some_and(|last| last.sender_kind == "customer");
        same(head.needs_reply == needs_reply, "mark that it needs a reply");
        same(head.status == self.status.as_str(), "status");
        same(self.assignee.is_none_or(|assignee| assignee == head.assignee), "assignee");
        same(head.resolved_at == self.resolved_at, "time of being resolved");
        same(head.closed_at == self.closed_at, "time of being closed");
        let waits = self.status.is_live() && head.assignee.is_none() && self.started;
        same(head.is_queued == waits, "place in the queue");
        // It follows the newest message in its own time, and may not have come further than any of those before,
        // which a clock that was corrected may have put at a later moment.
        same(self.is_placed, "place in lists");
        let mark = head.customer_mark;
        same(mark.settled == self.customer_settled, "customer's count of what is read");
        same(mark.read <= mark.delivered && mark.delivered <= self.customer_seq, "customer's watermark");
        for (settled, (_, mark)) in self.settled.iter().zip(&head.participants) {
            same(mark.settled == *settled, "agent's count of what is read");
            same(mark.read <= mark.delivered && mark.delivered <= self.seq, "agent's watermark");
        }
        wrong
    }
}

fn is_message(entry: &Entry) -> bool {
    matches!(entry.body, Body::Message { .. })
}
