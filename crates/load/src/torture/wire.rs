//! Entries and frames as they stand on the wire, read into the record's own words.

use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use super::record::{Entry, Kind, Text};
use crate::socketio::{Gone, Packet, event_text};

/// An entry on the wire.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WireEntry {
    pub(super) conversation_id: Text,
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
    pub(super) fn seq(&self) -> u64 {
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
pub(super) enum Heard {
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
pub(super) struct Page {
    pub(super) conversation: Id,
    pub(super) entries: Vec<WireEntry>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Id {
    pub(super) id: Text,
}

/// An acknowledgement.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    ok: bool,
    pub(super) message: Option<WireEntry>,
    pub(super) conversation: Option<Id>,
    error: Option<Refusal>,
}

#[derive(Debug, Deserialize)]
struct Refusal {
    code: Text,
}

impl Answer {
    /// The code, where it is a refusal.
    pub(super) fn refusal(&self) -> Option<Text> {
        if self.ok {
            return None;
        }
        Some(self.error.as_ref().map_or_else(|| "without a code".into(), |error| error.code.clone()))
    }
}

/// Reads a frame.
pub(super) fn hear(text: &str) -> Result<Heard, Gone> {
    read(text).map_err(|error| broken(&error))
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
pub(super) fn ask(name: &str, payload: &Value, number: u64) -> Result<String, Gone> {
    event_text(name, payload, Some(number)).map_err(|error| broken(&error))
}

fn broken(error: &serde_json::Error) -> Gone {
    Gone::Broken(format!("an unreadable frame: {error}"))
}
