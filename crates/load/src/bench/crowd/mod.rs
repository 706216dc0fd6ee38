//! Thousands of Socket.IO connections driven by one thread, for a few microseconds a message.
//!
//! One poll, one buffer to read into, no task, no timer and no lock: a load that costs more than the server
//! would measure itself. Whoever drives a crowd is called for each text that says something, and answers
//! with frames that were prepared before.

mod ask;
mod frame;
mod line;
#[cfg(test)]
mod tests;

use std::{
    io::{self, Read as _},
    net::SocketAddr,
    time::Duration,
};

use line::{Line, Stage};
use mio::{Events, Poll};

pub(super) use ask::{AskError, join, question};

use crate::socketio::Packet;

/// Bytes read at once; a server's frame must fit.
const READ_BYTES: usize = 512 * 1024;
/// Connections that may have news in one turn.
const EVENTS: usize = 1024;

/// What happened to one connection.
#[derive(Debug)]
pub(super) enum Heard<'a> {
    /// It was let in.
    In,
    /// The server said something: an Engine.IO message, in Socket.IO's terms an event or an answer.
    Text(&'a [u8]),
    /// It is gone, and why.
    Gone(String),
}

/// Many connections to one server. Each has a number, from 0 in the order in which they came.
pub(super) struct Crowd {
    address: SocketAddr,
    poll: Poll,
    lines: Vec<Line>,
    tokens: Vec<String>,
    /// Lent to each turn.
    events: Events,
    scratch: Vec<u8>,
}

impl Crowd {
    /// Nobody yet.
    ///
    /// # Errors
    /// Where the system gives no poll.
    pub(super) fn new(address: SocketAddr) -> io::Result<Self> {
        Ok(Self {
            address,
            poll: Poll::new()?,
            lines: Vec::new(),
            tokens: Vec::new(),
            events: Events::with_capacity(EVENTS),
            scratch: vec![0; READ_BYTES],
        })
    }

    /// One more begins to connect. Their number.
    ///
    /// # Errors
    /// Where the system gives no connection.
    pub(super) fn enter(&mut self, token: String) -> io::Result<usize> {
        let who = self.lines.len();
        self.lines.push(Line::begin(self.address, self.poll.registry(), who)?);
        self.tokens.push(token);
        Ok(who)
    }

    /// Cuts a connection without a word.
    pub(super) fn cut(&mut self, who: usize) {
        let line = &mut self.lines[who];
        // One that is gone already needs no cutting.
        let _gone_already = line.stream.shutdown(std::net::Shutdown::Both);
        line.stage = Stage::Gone;
    }

    /// Somebody whose connection is gone begins again.
    ///
    /// # Errors
    /// Where the system gives no connection.
    pub(super) fn back(&mut self, who: usize) -> io::Result<()> {
        self.lines[who] = Line::begin(self.address, self.poll.registry(), who)?;
        Ok(())
    }

    /// Says prepared frames. What somebody says who is gone is lost; they hear of it in a turn.
    pub(super) fn say(&mut self, who: usize, frames: &[u8]) {
        let line = &mut self.lines[who];
        if line.stage == Stage::In {
            // A connection that broke says so when it is read.
            let _broken = line.write(frames);
        }
    }

    /// Waits for news at most this long, and hands over each piece in order.
    ///
    /// # Errors
    /// Where the system cannot wait.
    pub(super) fn turn(
        &mut self,
        wait: Duration,
        hear: &mut impl FnMut(&mut Self, usize, Heard<'_>),
    ) -> io::Result<()> {
        let mut events = std::mem::replace(&mut self.events, Events::with_capacity(0));
        let waited = self.poll.poll(&mut events, Some(wait));
        for event in &events {
            let who = event.token().0;
            if event.is_writable()
                && self.lines[who].stage != Stage::Gone
                && let Err(error) = self.lines[who].may_write(self.address)
            {
                self.lose(who, error.to_string(), hear);
            }
            if event.is_readable() || event.is_read_closed() {
                self.read(who, event.is_read_closed(), hear);
            }
        }
        self.events = events;
        match waited {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
            waited => waited,
        }
    }

    fn lose(&mut self, who: usize, why: String, hear: &mut impl FnMut(&mut Self, usize, Heard<'_>)) {
        if self.lines[who].stage != Stage::Gone {
            self.cut(who);
            hear(self, who, Heard::Gone(why));
        }
    }

    fn read(&mut self, who: usize, closed: bool, hear: &mut impl FnMut(&mut Self, usize, Heard<'_>)) {
        let mut scratch = std::mem::take(&mut self.scratch);
        while !matches!(self.lines[who].stage, Stage::Gone | Stage::Connecting) {
            let line = &mut self.lines[who];
            let kept = line.held.len();
            scratch[..kept].copy_from_slice(&line.held);
            line.held.clear();
            let room = scratch.len() - kept;
            let bytes = match line.stream.read(&mut scratch[kept..]) {
                Ok(0) if room == 0 => {
                    self.lose(who, "the server sent more at once than this load reads".into(), hear);
                    break;
                }
                Ok(0) => {
                    self.lose(who, "the server closed the connection".into(), hear);
                    break;
                }
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    line.held.extend_from_slice(&scratch[..kept]);
                    break;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    line.held.extend_from_slice(&scratch[..kept]);
                    continue;
                }
                Err(error) => {
                    self.lose(who, error.to_string(), hear);
                    break;
                }
            };
            if let Err(why) = self.take(who, &scratch[..kept + bytes], hear) {
                self.lose(who, why, hear);
            }
            // A Unix system that filled less than the buffer has no more; asking again would cost a call.
            if cfg!(unix) && bytes < room && !closed {
                break;
            }
        }
        self.scratch = scratch;
    }

    fn take(
        &mut self,
        who: usize,
        bytes: &[u8],
        hear: &mut impl FnMut(&mut Self, usize, Heard<'_>),
    ) -> Result<(), String> {
        let mut at = 0;
        if self.lines[who].stage == Stage::Upgrading {
            match self.lines[who].upgraded(bytes)? {
                Some(taken) => at = taken,
                None => {
                    self.lines[who].held.extend_from_slice(bytes);
                    return Ok(());
                }
            }
        }
        while let Some(frame) = frame::read(&bytes[at..])? {
            at += frame.taken;
            match frame.kind {
                frame::TEXT => self.hear_text(who, frame.payload, hear)?,
                frame::PING => {
                    let mut pong = Vec::new();
                    frame::write(&mut pong, frame::PONG, frame.payload);
                    self.lines[who].write(&pong).map_err(|error| error.to_string())?;
                }
                frame::CLOSE => return Err(closed_with(frame.payload)),
                _ => {}
            }
            if matches!(self.lines[who].stage, Stage::Gone | Stage::Connecting) {
                return Ok(());
            }
        }
        self.lines[who].held.extend_from_slice(&bytes[at..]);
        Ok(())
    }

    fn hear_text(
        &mut self,
        who: usize,
        text: &[u8],
        hear: &mut impl FnMut(&mut Self, usize, Heard<'_>),
    ) -> Result<(), String> {
        let line = &mut self.lines[who];
        match (line.stage, text) {
            (_, b"2") => {
                let mut pong = Vec::new();
                frame::write(&mut pong, frame::TEXT, b"3");
                line.write(&pong).map_err(|error| error.to_string())
            }
            (Stage::In, text) if text.starts_with(b"42") || text.starts_with(b"43") => {
                hear(self, who, Heard::Text(text));
                Ok(())
            }
            (Stage::Opening, text) if text.starts_with(b"0") => {
                line.ask_in(&self.tokens[who]).map_err(|error| error.to_string())
            }
            (stage, text) => match Packet::read(&String::from_utf8_lossy(text)) {
                Packet::Connected if stage == Stage::Entering => {
                    line.stage = Stage::In;
                    hear(self, who, Heard::In);
                    Ok(())
                }
                Packet::Denied(body) => Err(format!("the server let them not in: {body}")),
                Packet::Close | Packet::Disconnected => Err("the server said goodbye".into()),
                _ => Ok(()),
            },
        }
    }
}

fn closed_with(payload: &[u8]) -> String {
    match payload {
        [high, low, ..] => format!("the server closed with code {}", u16::from_be_bytes([*high, *low])),
        _ => "the server closed".into(),
    }
}
