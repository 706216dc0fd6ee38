//! Socket.IO as a line of the session loop.

use std::collections::VecDeque;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use deskbell_domain::Refusal;
use deskbell_protocol::error::ErrorBody;
use deskbell_protocol::request::REQUEST_NAMES;
use deskbell_protocol::{EventName, Reply, Request};

use super::encode;
use super::engine::{self, Engine};
use super::packet::{AckId, ConnectError, Malformed, Packet, fold};
use crate::session_loop::{Heard, Line, ask};

/// The namespace everything happens in.
pub(super) const NAMESPACE: &str = "/chat";

/// Refusals of other namespaces that are queued whether or not the client reads.
const NAMESPACES_REFUSED_MAX: u32 = 16;

/// The event that tells of a frame which could not even be answered.
const ERROR: &str = "error";

/// One connection whose namespace is connected.
pub(super) struct SocketIo {
    pub(super) engine: Engine,
    /// Binary parts that were announced and still come; they are refused with their packet.
    attachments: u32,
    /// Connections to other namespaces that were refused so far.
    namespaces_refused: u32,
}

/// How an answer finds its question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// The acknowledgement with this id.
    Ack(AckId),
    /// None: the frame was malformed, and only an event can tell.
    Malformed,
}

impl SocketIo {
    pub(super) fn new(engine: Engine) -> SocketIo {
        SocketIo { engine, attachments: 0, namespaces_refused: 0 }
    }

    /// What a message says, or nothing when it says nothing to anybody.
    fn hear(&mut self, message: &str) -> Option<Heard<Tag>> {
        match Packet::decode(message.get(1..).unwrap_or_default()) {
            Ok(Packet::Event { namespace: NAMESPACE, id, name, payload }) => {
                let name = fold(&name);
                let request = Request::decode(&name, payload.as_bytes());
                Some(Heard::Ask(ask(known(&name), id.map(Tag::Ack), request)))
            }
            Ok(Packet::Disconnect { namespace: NAMESPACE }) => Some(Heard::Left),
            Ok(Packet::Binary { namespace: NAMESPACE, id, attachments }) => {
                self.attachments = attachments;
                Some(Heard::Ask(ask("unknown", Some(id.map_or(Tag::Malformed, Tag::Ack)), Err(binary()))))
            }
            Ok(Packet::Ack) => None,
            Ok(Packet::Connect { namespace, .. }) if namespace != NAMESPACE => {
                self.refuse_namespace(namespace);
                Some(Heard::Ask(ask("unknown", None, Err(malformed()))))
            }
            Ok(_) => Some(unreadable(None)),
            Err(Malformed { id }) => Some(unreadable(id)),
        }
    }

    /// Says that there is no such namespace. A client that asks on and on without reading is told no more.
    pub(super) fn refuse_namespace(&mut self, namespace: &str) {
        if self.engine.is_ready() || self.namespaces_refused < NAMESPACES_REFUSED_MAX {
            self.namespaces_refused += 1;
            let error = ConnectError::<()> { message: "Invalid namespace", data: None };
            self.engine.write([encode::connect_error(namespace, &error)].into());
        }
    }
}

impl Line for SocketIo {
    type Tag = Tag;

    fn poll(&mut self, cx: &mut Context<'_>, read: bool) -> Poll<Heard<Tag>> {
        loop {
            let heard = match ready!(self.engine.poll(cx, read)) {
                engine::Heard::Message(text) => self.hear(&text),
                engine::Heard::Binary if self.attachments > 0 => {
                    self.attachments -= 1;
                    None
                }
                engine::Heard::Binary => {
                    Some(Heard::Ask(ask("unknown", Some(Tag::Malformed), Err(binary()))))
                }
                engine::Heard::Malformed => Some(unreadable(None)),
                engine::Heard::Ready => Some(Heard::Ready),
                engine::Heard::Gone(gone) => Some(Heard::Gone(gone)),
            };
            if let Some(heard) = heard {
                return Poll::Ready(heard);
            }
        }
    }

    fn is_ready(&self) -> bool {
        self.engine.is_ready()
    }

    fn write(&mut self, batch: VecDeque<Bytes>) {
        self.engine.write(batch);
    }

    fn answer(&self, tag: Option<Tag>, result: Result<&Reply, &Refusal>, push: &mut dyn FnMut(Bytes)) {
        match (tag, result) {
            (tag, Ok(reply)) => {
                let object = encode::json(reply);
                if let Some(Tag::Ack(id)) = tag {
                    push(encode::done(id, &object));
                }
                if matches!(reply, Reply::Joined(_)) {
                    push(encode::named(EventName::ChatHistory.as_str(), &object));
                }
            }
            (Some(Tag::Ack(id)), Err(refusal)) => push(encode::refused(id, &ErrorBody::from(refusal))),
            (Some(Tag::Malformed), Err(refusal)) => {
                push(encode::named(ERROR, &encode::json(&ErrorBody::from(refusal))));
            }
            (None, Err(_)) => {}
        }
    }
}

fn known(name: &str) -> &'static str {
    REQUEST_NAMES.into_iter().find(|known| *known == name).unwrap_or("unknown")
}

fn unreadable(id: Option<AckId>) -> Heard<Tag> {
    let tag = id.map_or(Tag::Malformed, Tag::Ack);
    Heard::Ask(ask("unknown", Some(tag), Err(malformed())))
}

fn malformed() -> Refusal {
    Refusal::invalid("frame", "This frame is not an event with a name and an object.")
}

fn binary() -> Refusal {
    Refusal::invalid("frame", "Binary content is not taken here.")
}
