//! What the loop needs of a door: a connection that speaks one dialect.

use std::collections::VecDeque;
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use deskbell_domain::Refusal;
use deskbell_protocol::{Reply, Request};

/// One connection of a live door. The loop owns its time: it is written to and heard only when polled.
pub(crate) trait Line {
    /// How an answer finds its question.
    type Tag: Copy + Send;

    /// Writes on, and with `read` hears what comes. Without, only the transport's own business goes on.
    fn poll(&mut self, cx: &mut Context<'_>, read: bool) -> Poll<Heard<Self::Tag>>;

    /// Whether everything given to write is written, and more would leave at once.
    fn is_ready(&self) -> bool;

    /// Takes a batch of frames to write.
    fn write(&mut self, batch: VecDeque<Bytes>);

    /// Puts an answer into frames of this dialect, handing each to `push`.
    fn answer(&self, tag: Option<Self::Tag>, result: Result<&Reply, &Refusal>, push: &mut dyn FnMut(Bytes));
}

/// What a line has to tell.
#[derive(Debug)]
pub(crate) enum Heard<Tag> {
    /// Somebody asks for something.
    Ask(Ask<Tag>),
    /// Everything is written.
    Ready,
    /// The client leaves, and its transport stays.
    Left,
    /// Nothing more will come.
    Gone(Gone),
}

/// One request as it came off the line.
#[derive(Debug)]
pub(crate) struct Ask<Tag> {
    /// The event's name, for counters; a name that is not known counts as `unknown`.
    pub(crate) name: &'static str,
    /// How to answer; some events want no answer.
    pub(crate) tag: Option<Tag>,
    /// What is asked, or why it is nothing that can be.
    pub(crate) request: Result<Request, Refusal>,
    /// When its frame was read.
    pub(crate) at: Instant,
}

/// Why a transport has nothing more to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gone {
    /// The client said goodbye.
    Left,
    /// The connection broke.
    Lost,
    /// Nobody answered the heartbeat.
    PingTimeout,
    /// A frame was larger than allowed.
    TooLarge,
    /// A text was none.
    NotText,
    /// The transport's own protocol was broken.
    Broken,
    /// Two requests at once where there can be one.
    Overlap,
}

impl Gone {
    /// A stable code, for logs and counters.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Gone::Left => "client_left",
            Gone::Lost => "connection_lost",
            Gone::PingTimeout => "ping_timeout",
            Gone::TooLarge => "payload_too_large",
            Gone::NotText => "not_text",
            Gone::Broken => "protocol_error",
            Gone::Overlap => "overlapping_requests",
        }
    }
}
