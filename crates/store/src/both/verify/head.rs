//! A conversation's head as its rows say it, believed in nothing.

use deskbell_domain::{AgentId, ConversationId, CustomerId};

use crate::hash::Hash;

/// What the walk compares with the timeline.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) id: ConversationId,
    pub(crate) customer: Option<CustomerId>,
    pub(crate) status: String,
    pub(crate) assignee: Option<AgentId>,
    pub(crate) hash: Hash,
    pub(crate) seq: u64,
    pub(crate) customer_seq: u64,
    pub(crate) messages: u64,
    pub(crate) last: Option<Last>,
    pub(crate) started: bool,
    pub(crate) needs_reply: bool,
    pub(crate) is_queued: bool,
    pub(crate) resolved_at: Option<i64>,
    pub(crate) closed_at: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) sort_at: i64,
    pub(crate) customer_mark: Mark,
    pub(crate) participants: Vec<(Option<AgentId>, Mark)>,
}

/// What is repeated of the newest message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) seq: u64,
    pub(crate) at: i64,
    pub(crate) sender_kind: String,
    pub(crate) preview: String,
    pub(crate) sender_name: String,
}

/// One person's watermarks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) delivered: u64,
    pub(crate) read: u64,
    pub(crate) settled: u64,
}
