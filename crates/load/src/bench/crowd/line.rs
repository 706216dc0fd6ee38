//! One connection of a crowd: how far it is into the server, and what waits on either side of it.

use std::{
    io::{self, Write as _},
    net::SocketAddr,
};

use mio::{Interest, Registry, Token, net::TcpStream};

use super::frame;
use crate::socketio::NAMESPACE;

/// How far a connection is into the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The system is making the connection.
    Connecting,
    /// The server was asked to speak WebSocket.
    Upgrading,
    /// Engine.IO has to open.
    Opening,
    /// The namespace was asked to let it in.
    Entering,
    /// In.
    In,
    /// Gone, or never there.
    Gone,
}

pub(super) struct Line {
    pub(super) stream: TcpStream,
    pub(super) stage: Stage,
    /// The beginning of a frame whose rest has not arrived.
    pub(super) held: Vec<u8>,
    /// Frames that the system did not take yet.
    unsent: Vec<u8>,
}

impl Line {
    /// Begins to connect.
    pub(super) fn begin(address: SocketAddr, registry: &Registry, who: usize) -> io::Result<Self> {
        let mut stream = TcpStream::connect(address)?;
        registry.register(&mut stream, Token(who), Interest::READABLE | Interest::WRITABLE)?;
        Ok(Self { stream, stage: Stage::Connecting, held: Vec::new(), unsent: Vec::new() })
    }

    /// Goes on where the system says that something may be written.
    pub(super) fn may_write(&mut self, address: SocketAddr) -> io::Result<()> {
        if self.stage == Stage::Connecting {
            if let Some(error) = self.stream.take_error()? {
                return Err(error);
            }
            if self.stream.peer_addr().is_err() {
                return Ok(());
            }
            self.stream.set_nodelay(true)?;
            self.stage = Stage::Upgrading;
            return self.write(upgrade(address).as_bytes());
        }
        if self.unsent.is_empty() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.unsent);
        self.write(&waiting)
    }

    /// Asks to be let into the namespace.
    pub(super) fn ask_in(&mut self, token: &str) -> io::Result<()> {
        self.stage = Stage::Entering;
        let mut frame = Vec::new();
        frame::write(&mut frame, frame::TEXT, format!(r#"40{NAMESPACE},{{"token":"{token}"}}"#).as_bytes());
        self.write(&frame)
    }

    /// Writes whole frames; what the system does not take goes later.
    pub(super) fn write(&mut self, frames: &[u8]) -> io::Result<()> {
        let mut written = 0;
        while self.unsent.is_empty() && written < frames.len() {
            match self.stream.write(&frames[written..]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(bytes) => written += bytes,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.unsent.extend_from_slice(&frames[written..]);
        Ok(())
    }

    /// Reads what the server said to the upgrade. How many bytes that took; none where more has to arrive.
    pub(super) fn upgraded(&mut self, bytes: &[u8]) -> Result<Option<usize>, String> {
        let Some(end) = memchr::memmem::find(bytes, b"\r\n\r\n") else { return Ok(None) };
        if !bytes.starts_with(b"HTTP/1.1 101") {
            let first = bytes.split(|byte| *byte == b'\r').next().unwrap_or_default();
            return Err(format!("the server answered \"{}\"", String::from_utf8_lossy(first)));
        }
        self.stage = Stage::Opening;
        Ok(Some(end + 4))
    }
}

fn upgrade(address: SocketAddr) -> String {
    format!(
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ZGVza2JlbGwgYmVuY2ghIQ==\r\n\r\n"
    )
}
