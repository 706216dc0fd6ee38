//! Engine.IO v4: one session over whichever transport it has, with its heartbeat.

mod cors;
mod handshake;
mod heart;
mod http;
mod packet;
mod polling;
mod probe;
mod registry;
mod socket;

use std::collections::VecDeque;
use std::task::{Context, Poll};

use axum::extract::ws::Utf8Bytes;
use bytes::Bytes;

pub(crate) use heart::Rhythm;
pub(super) use http::answer;
pub(crate) use registry::{Registry, Sid};

use heart::{Beat, Heart};
use packet::{Kind, PING};
use polling::{Polling, Step};
use socket::{Incoming, Socket};

use crate::meters::Connected;
use crate::session_loop::Gone;

/// What a session heard.
pub(super) enum Heard {
    /// A message, with the Engine.IO type in front of it.
    Message(Utf8Bytes),
    /// A binary message; its content is not kept.
    Binary,
    /// Nothing the protocol knows.
    Malformed,
    /// What was given to write is written, and more can be.
    Ready,
    /// Nothing more will come.
    Gone(Gone),
}

enum Transport {
    Polling(Box<Polling>),
    WebSocket(Box<Socket>),
}

/// One Engine.IO session, owned by the task that serves it.
pub(super) struct Engine {
    transport: Transport,
    heart: Heart,
    /// Whether the last poll left it ready, so that becoming ready is told once.
    was_ready: bool,
    counted: Connected,
}

impl Engine {
    fn over_polling(polling: Polling, rhythm: Rhythm) -> Engine {
        let transport = Transport::Polling(Box::new(polling));
        Engine { transport, heart: Heart::new(rhythm), was_ready: false, counted: Connected::over("polling") }
    }

    fn over_websocket(socket: Socket, rhythm: Rhythm) -> Engine {
        let transport = Transport::WebSocket(Box::new(socket));
        Engine {
            transport,
            heart: Heart::new(rhythm),
            was_ready: false,
            counted: Connected::over("websocket"),
        }
    }

    /// Which transport it has now, for logs.
    pub(super) fn transport(&self) -> &'static str {
        self.counted.transport()
    }

    /// Whether everything given to write is written, and more would leave at once.
    pub(super) fn is_ready(&self) -> bool {
        match &self.transport {
            Transport::Polling(polling) => polling.is_ready(),
            Transport::WebSocket(socket) => socket.is_ready(),
        }
    }

    /// Takes a batch to write.
    pub(super) fn write(&mut self, batch: VecDeque<Bytes>) {
        self.was_ready = false;
        match &mut self.transport {
            Transport::Polling(polling) => polling.push(batch),
            Transport::WebSocket(socket) => socket.write(batch),
        }
    }

    /// Writes on, keeps the heart beating, and with `read` hears what the client says.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, read: bool) -> Poll<Heard> {
        loop {
            match self.heart.poll(cx) {
                Poll::Ready(Beat::Ask) => {
                    self.write([PING].into());
                    continue;
                }
                // Whoever is not listened to at the moment cannot be blamed for silence.
                Poll::Ready(Beat::Silence) if !read && self.is_ready() => continue,
                Poll::Ready(Beat::Silence) => return Poll::Ready(Heard::Gone(Gone::PingTimeout)),
                Poll::Pending => {}
            }
            match self.poll_transport(cx, read) {
                Poll::Ready(Some(heard)) => return Poll::Ready(heard),
                Poll::Ready(None) => {}
                Poll::Pending if !self.was_ready && self.is_ready() => {
                    self.was_ready = true;
                    return Poll::Ready(Heard::Ready);
                }
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// Ready with nothing when there may be more to hear.
    fn poll_transport(&mut self, cx: &mut Context<'_>, read: bool) -> Poll<Option<Heard>> {
        match &mut self.transport {
            Transport::WebSocket(socket) => {
                if let Poll::Ready(Err(gone)) = socket.poll_write(cx) {
                    return Poll::Ready(Some(Heard::Gone(gone)));
                }
                if !read {
                    return Poll::Pending;
                }
                socket.poll_read(cx).map(|incoming| match incoming {
                    Ok(Incoming::Text(text)) => self.hear(text),
                    Ok(Incoming::Binary) => Some(Heard::Binary),
                    Err(gone) => Some(Heard::Gone(gone)),
                })
            }
            Transport::Polling(polling) => polling.poll(cx, read).map(|step| match step {
                Step::Packet(text) => self.hear(text),
                Step::Polled => {
                    self.heart.alive();
                    self.was_ready = false;
                    None
                }
                Step::Upgraded(socket) => {
                    self.transport = Transport::WebSocket(socket);
                    self.counted = Connected::over("websocket");
                    self.was_ready = false;
                    None
                }
                Step::Gone(gone) => Some(Heard::Gone(gone)),
            }),
        }
    }

    fn hear(&mut self, packet: Utf8Bytes) -> Option<Heard> {
        let kind = Kind::of(&packet);
        if kind == Kind::Pong {
            self.heart.answered()
        } else {
            self.heart.alive()
        }
        match kind {
            Kind::Pong | Kind::Noop => None,
            Kind::Message => Some(Heard::Message(packet)),
            Kind::Binary => Some(Heard::Binary),
            Kind::Close => Some(Heard::Gone(Gone::Left)),
            Kind::Other => Some(Heard::Malformed),
        }
    }

    /// Ends the transport in an orderly way, in a bounded time: the last packets are written, then a
    /// WebSocket is closed with the code, a polling client told on its next poll.
    pub(super) async fn close(self, last: impl IntoIterator<Item = Bytes>, code: u16, reason: &'static str) {
        match self.transport {
            Transport::Polling(mut polling) => {
                polling.push(last);
                polling.close().await;
            }
            Transport::WebSocket(mut socket) => {
                socket.push(last);
                socket.close(code, reason).await;
            }
        }
    }
}
