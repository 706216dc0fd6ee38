//! Entries and frames as they stand on the wire, read into the record's own words.

use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use super::record::{Entry, Kind, Text};
use crate::socketio::{Gone, Packet, event_text};

/// An entry on the wire.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WireEntry {
    pub(crate) conversation_id: Text,
    id: Text,
    seq: u64,
    prev_seq: u64,
    kind: WireKind,
    sender: Sender,
    client_id: Option<Text>,
    content: Option<Text>,
    activity: Option<Activity>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum WireKind {
    Message,
    Note,
    Activity,
}

#[derive(Debug, Deserialize)]
struct Sender {
    name: Text,
}

#[derive(Debug, Deserialize)]
struct Activity {
    #[serde(rename = "type")]
    kind: Text,
}

impl WireEntry {
    pub(crate) fn seq(&self) -> u64 {
        self.seq
    }
}

impl From<WireEntry> for Entry {
    fn from(wire: WireEntry) -> Self {
        let kind = match wire.kind {
            WireKind::Message => Kind::Message,
            WireKind::Note => Kind::Note,
            WireKind::Activity => Kind::Activity(wire.activity.map_or_else(|| "".into(), |what| what.kind)),
        };
        Self {
            seq: wire.seq,
            prev_seq: wire.prev_seq,
            id: wire.id,
            kind,
            author: wire.sender.name,
            client_id: wire.client_id,
            content: wire.content,
        }
    }
}

/// What a frame tells somebody in torture.
pub(crate) enum Heard {
    /// An entry, as it happens.
    Live(WireEntry),
    /// A page that was asked for.
    Page(Page),
    /// An answer, to the question of this number.
    Answer(u64, Answer),
    /// Nothing that matters here.
    Other,
}

/// A page of a conversation.
#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    pub(crate) conversation: Id,
    pub(crate) entries: Vec<WireEntry>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Id {
    pub(crate) id: Text,
}

/// An acknowledgement.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    ok: bool,
    pub(crate) message: Option<WireEntry>,
    pub(crate) conversation: Option<Id>,
    error: Option<Refusal>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Refusal {
    code: Text,
    retry_after_ms: Option<u64>,
}

impl Answer {
    /// The code, where it is a refusal.
    pub(crate) fn refusal(&self) -> Option<Text> {
        if self.ok {
            return None;
        }
        Some(self.error.as_ref().map_or_else(|| "without a code".into(), |error| error.code.clone()))
    }

    /// After how many milliseconds to ask again, where the server said so.
    pub(crate) fn retry_after_ms(&self) -> Option<u64> {
        self.error.as_ref().and_then(|error| error.retry_after_ms)
    }
}

/// Reads a frame.
///
/// # Errors
/// [`Gone::Unreadable`]: whoever cannot read what they are told leaves the line, and says so.
pub(crate) fn hear(text: &str) -> Result<Heard, Gone> {
    read(text).map_err(|error| Gone::Unreadable(error.to_string()))
}

fn read(text: &str) -> serde_json::Result<Heard> {
    Ok(match Packet::read(text) {
        Packet::Event(array) => {
            let (name, payload): (&str, &RawValue) = serde_json::from_str(array)?;
            match name {
                "new-message" | "activity" => Heard::Live(serde_json::from_str(payload.get())?),
                "chat-history" => Heard::Page(serde_json::from_str(payload.get())?),
                _ => Heard::Other,
            }
        }
        Packet::Ack(number, array) => {
            let (answer,) = serde_json::from_str(array)?;
            Heard::Answer(number, answer)
        }
        _ => Heard::Other,
    })
}

/// The frame of a question.
pub(crate) fn ask(name: &str, payload: &Value, number: u64) -> Result<String, Gone> {
    event_text(name, payload, Some(number)).map_err(|error| Gone::Broken(error.to_string()))
}
