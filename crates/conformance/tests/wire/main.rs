//! The Socket.IO door byte by byte: a plain WebSocket and plain HTTP against it, as no polite client would.

mod ending;
mod handshake;
mod hostile;
mod polling;
mod raw;
mod transcript;
mod upgrade;
