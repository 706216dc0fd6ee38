//! A WebSocket as the transport of an Engine.IO session: each packet is one text message.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Error;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use bytes::Bytes;
use futures_util::{Sink, Stream, StreamExt};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Error as WsError;

use crate::session_loop::Gone;

/// Bytes of the buffer that each connection keeps for reading: what a client says is short, and a longer frame
/// gets the room it needs when it comes.
const READ_BUFFER_BYTES: usize = 512;
/// Bytes a connection gathers before it writes.
const WRITE_BUFFER_BYTES: usize = 4096;
/// How long a goodbye may take on both sides together.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);
/// How long a connection that cannot be read any more is kept, so that the client still reads why.
const LINGER: Duration = Duration::from_millis(500);

/// A WebSocket handshake whose connection will keep little memory and refuse large messages.
pub(super) fn sized(upgrade: WebSocketUpgrade, max_bytes: usize) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_message_size(max_bytes)
        .max_frame_size(max_bytes)
}

/// What came.
pub(super) enum Incoming {
    Text(Utf8Bytes),
    Binary,
}

pub(super) struct Socket {
    ws: WebSocket,
    /// Packets of the batch being written.
    out: VecDeque<Bytes>,
    unflushed: bool,
    /// After an error nothing more can be read.
    broken: bool,
}

impl Socket {
    pub(super) fn new(ws: WebSocket) -> Socket {
        Socket { ws, out: VecDeque::new(), unflushed: false, broken: false }
    }

    pub(super) fn push(&mut self, packets: impl IntoIterator<Item = Bytes>) {
        self.out.extend(packets);
    }

    /// Takes over a batch; with nothing under way it costs no copy.
    pub(super) fn write(&mut self, batch: VecDeque<Bytes>) {
        if self.out.is_empty() {
            self.out = batch;
        } else {
            self.out.extend(batch);
        }
    }

    pub(super) fn is_ready(&self) -> bool {
        self.out.is_empty() && !self.unflushed
    }

    /// Writes all that waits and flushes once.
    pub(super) fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Gone>> {
        while !self.out.is_empty() {
            ready!(Pin::new(&mut self.ws).poll_ready(cx)).map_err(|_| Gone::Lost)?;
            let Some(packet) = self.out.pop_front() else { break };
            // Everything sent here is JSON or a fixed text.
            let text = Utf8Bytes::try_from(packet).map_err(|_| Gone::Lost)?;
            Pin::new(&mut self.ws).start_send(Message::Text(text)).map_err(|_| Gone::Lost)?;
            self.unflushed = true;
        }
        if self.unflushed {
            self.out = VecDeque::new();
            ready!(Pin::new(&mut self.ws).poll_flush(cx)).map_err(|_| Gone::Lost)?;
            self.unflushed = false;
        }
        Poll::Ready(Ok(()))
    }

    pub(super) fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Incoming, Gone>> {
        loop {
            return Poll::Ready(match ready!(Pin::new(&mut self.ws).poll_next(cx)) {
                Some(Ok(Message::Text(text))) => Ok(Incoming::Text(text)),
                Some(Ok(Message::Binary(_))) => Ok(Incoming::Binary),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                Some(Ok(Message::Close(_))) => Err(Gone::Left),
                Some(Err(error)) => {
                    self.broken = true;
                    Err(why(error))
                }
                None => Err(Gone::Lost),
            });
        }
    }

    /// Writes the rest, says goodbye with a code, and waits a little for the answer.
    pub(super) async fn close(mut self, code: u16, reason: &'static str) {
        let goodbye = async {
            let written = std::future::poll_fn(|cx| self.poll_write(cx)).await;
            let close = Message::Close(Some(CloseFrame { code, reason: Utf8Bytes::from_static(reason) }));
            if written.is_err() || self.ws.send(close).await.is_err() {
                return;
            }
            if self.broken {
                sleep(LINGER).await;
            }
            while let Some(Ok(_)) = self.ws.next().await {}
        };
        // A client that does not answer in time is cut off.
        let _late = timeout(CLOSE_WITHIN, goodbye).await;
    }

    /// The next text, for a handshake; none where anything else comes.
    pub(super) async fn text(&mut self) -> Option<Utf8Bytes> {
        match std::future::poll_fn(|cx| self.poll_read(cx)).await {
            Ok(Incoming::Text(text)) => Some(text),
            Ok(Incoming::Binary) | Err(_) => None,
        }
    }
}

fn why(error: Error) -> Gone {
    match error.into_inner().downcast_ref::<WsError>() {
        Some(WsError::Capacity(_)) => Gone::TooLarge,
        Some(WsError::Utf8(_)) => Gone::NotText,
        Some(WsError::Protocol(violation)) => match violation {
            tokio_tungstenite::tungstenite::error::ProtocolError::ResetWithoutClosingHandshake => Gone::Lost,
            _ => Gone::Broken,
        },
        _ => Gone::Lost,
    }
}
