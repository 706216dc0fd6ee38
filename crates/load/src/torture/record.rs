//! What everybody did and saw in one conversation, and what was read back in the end. Nothing but data.

use std::sync::Arc;

use serde::Serialize;

/// Text that many places of a record share.
pub type Text = Arc<str>;

/// What an entry is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Written to the other side.
    Message,
    /// Written for colleagues; customers never see it.
    Note,
    /// Something that happened, by the name of its type.
    Activity(Text),
}

/// An entry as the server showed it to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub seq: u64,
    /// The place before it that this reader may see.
    pub prev_seq: u64,
    /// Which entry.
    pub id: Text,
    /// What it is.
    pub kind: Kind,
    /// Who wrote or caused it, by name.
    pub author: Text,
    /// The author's own name for it.
    pub client_id: Option<Text>,
    /// The text.
    pub content: Option<Text>,
}

/// Something that somebody meant to say, whether or not it got through.
#[derive(Clone, Debug)]
pub struct Intent {
    /// The author's own name for it.
    pub client_id: Text,
    /// A message or a note.
    pub kind: Kind,
    /// The text.
    pub content: Text,
    /// How often it went onto the line.
    pub sent: u32,
    /// Every acknowledgement that came, the first and those of what was sent again.
    pub acknowledged: Vec<Entry>,
    /// The code of every refusal that came.
    pub refused: Vec<Text>,
}

/// Somebody who writes in the conversation.
#[derive(Clone, Debug)]
pub struct Writer {
    /// Who.
    pub name: Text,
    /// What they meant to say, in that order.
    pub intents: Vec<Intent>,
}

/// On which side of the desk somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// A customer, who sees no notes.
    Customer,
    /// An agent, who sees everything.
    Agent,
}

/// Somebody who reads the conversation on one device, through every cut of its line.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Who.
    pub name: Text,
    /// What they may see.
    pub side: Side,
    /// Every entry they were shown, in that order.
    pub saw: Vec<Entry>,
}

/// One conversation: what was done in it, what was seen of it, and what is stored.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Which.
    pub id: Text,
    /// Who wrote.
    pub writers: Vec<Writer>,
    /// Who read while it went on.
    pub readers: Vec<Reader>,
    /// The whole timeline as an agent reads it in the end.
    pub stored: Vec<Entry>,
    /// The same as its customer reads it.
    pub stored_for_customer: Vec<Entry>,
}

impl Conversation {
    /// The timeline as that side reads it in the end.
    pub fn timeline(&self, side: Side) -> &[Entry] {
        match side {
            Side::Customer => &self.stored_for_customer,
            Side::Agent => &self.stored,
        }
    }
}
