//! A small client for the Socket.IO door: Engine.IO v4 over WebSocket, Socket.IO v5, namespace `/chat`.
//!
//! [`Line`] is one connection and nothing else: no task, no queue, for whoever drives thousands of them.
//! [`Client`] puts a task behind a line, matches acknowledgements to questions and hands events over in order.
//! Neither comes back by itself after a cut: the caller knows best when and with which cursor.

mod client;
mod gone;
mod line;
mod packet;
#[cfg(test)]
pub(crate) mod pretend;

pub use client::{AskError, Client, EVENTS_HELD, Event, Events};
pub use gone::Gone;
pub use line::{Line, NAMESPACE};
pub use packet::{Packet, event_text};
