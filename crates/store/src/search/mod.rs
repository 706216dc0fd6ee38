//! The full-text index: which words are in which messages, notes, subjects and customers, over the whole history.
//!
//! It is no part of what is remembered: it lies in a file of its own (tables of their own on PostgreSQL), follows the
//! change feed by its own position, refers to conversations and seqs, copies no text, and can be thrown away at any
//! time. Both databases keep the same rows and are asked by the same code; [`Index`] is what they do each in their way.
//!
//! Everything that can be found is a document: a message or note by its conversation and seq, a subject (with its
//! description) by its conversation and 0, a customer by name and address. Documents are numbered as they come; for
//! each block of 4096 of them each word has one row that says which of them have it. A search goes through the blocks
//! from the newest, so it costs what it shows and not what there is, and stops between two of them when its time is
//! over. What is erased is taken out of the rows of its block, without knowing its words.
//!
//! Start reading at [`find`](finding::find) and [`index_some`](indexing::index_some); `words.rs` says what a word is.

mod block;
mod finding;
mod indexing;
mod snippet;
mod wanted;
mod words;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc, time::Duration};

use deskbell_domain::{
    ConversationId, ConversationState, CustomerId, Entry, EntryId, Reader,
    customer::Customer,
    entry::{Body, Moderation},
};
use jiff::Timestamp;
use uuid::Uuid;

pub(crate) use self::{
    block::Set,
    finding::{Question, find},
    indexing::{begin_anew, index_some},
    wanted::{Term, Wanted},
};
pub use self::{
    snippet::{SNIPPET_MAX_CHARS, Snippet},
    wanted::QUERY_MAX_CHARS,
};
use crate::{FeedChange, Filter};

/// What somebody searches for. Fields left out do not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchFor {
    /// The words; all have to be there, the last one may have only begun.
    pub q: String,
    /// Which conversations.
    pub filter: Filter,
    /// This conversation only.
    pub conversation: Option<ConversationId>,
    /// Written at this moment or later.
    pub from: Option<Timestamp>,
    /// Written before this moment.
    pub to: Option<Timestamp>,
}

/// What something that was found is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitKind {
    /// A message.
    Message,
    /// An internal note.
    Note,
    /// A conversation's subject or description.
    Subject,
    /// A customer's name or address.
    Customer,
}

impl HitKind {
    const ALL: [Self; 4] = [Self::Message, Self::Note, Self::Subject, Self::Customer];

    /// As it is stored.
    pub(crate) const fn number(self) -> i16 {
        self as i16
    }

    pub(crate) fn of_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// Something that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// In which conversation; of a customer, the one they were in last.
    pub conversation: Arc<ConversationState>,
    /// Which entry, of a message or note.
    pub entry: Option<(EntryId, u64)>,
    /// The part of it with the words.
    pub snippet: Snippet,
    /// When it was written; of a subject or customer, when the conversation or the record was made.
    pub at: Timestamp,
}

/// Part of what is found, and how to ask for the next part.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The newest first.
    pub hits: Vec<Hit>,
    /// To be handed in for what comes after; `None` at the end. Opaque.
    pub next_cursor: Option<String>,
    /// The time was over before the page was full, or the index is far behind.
    pub partial: bool,
}

/// How far the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexProgress {
    /// It has all changes up to this position of the feed.
    pub position: u64,
    /// The newest position.
    pub head: u64,
    /// When the oldest change was made that it does not have.
    pub waits_since: Option<Timestamp>,
    /// Documents numbered so far.
    pub documents: u64,
}

impl IndexProgress {
    /// How long what is newest cannot be found yet.
    pub fn behind(&self, now: Timestamp) -> Duration {
        self.waits_since.and_then(|at| Duration::try_from(now.duration_since(at)).ok()).unwrap_or_default()
    }
}

/// What one round of indexing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indexed {
    /// Somebody else is at it.
    Elsewhere,
    /// There was nothing to do.
    Nothing,
    /// The index went on; there may be more.
    Some,
}

/// Changes behind which answers are said to be partial.
const FAR_BEHIND: u64 = 2000;

/// Where the index is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// Grows each time it is begun anew.
    pub(crate) generation: i64,
    /// It has all changes up to here.
    pub(crate) position: u64,
    /// The newest change it has that is no rehearsal's, and by what that is recognised: an older copy of the
    /// database that was put in place has another change there, or none.
    pub(crate) mark: Option<Mark>,
    /// The next document's number.
    pub(crate) next_doc: i64,
}

/// A change, and its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) position: u64,
    pub(crate) digest: Vec<u8>,
}

/// A conversation or customer, as the index knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Thing {
    /// Its row; 0 before it has one.
    pub(crate) no: i64,
    /// The document of its subject or name, where it has one.
    pub(crate) doc: Option<i64>,
    /// By which another subject or name is recognised.
    pub(crate) digest: Vec<u8>,
    /// Entries up to here are in the index.
    pub(crate) seq: u64,
}

/// A document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Doc {
    pub(crate) doc: i64,
    pub(crate) kind: HitKind,
    pub(crate) seq: u64,
}

/// Sets by block and word.
pub(crate) type Rows = BTreeMap<(i64, String), Set>;

/// What reads the index and, beside it, what is true.
pub(crate) trait Index {
    type Error;

    /// Whether an error only means that the time was over.
    fn is_time_out(error: &Self::Error) -> bool;

    fn state(&self) -> Result<State, Self::Error>;
    /// The newest position of the feed.
    fn head(&self) -> Result<u64, Self::Error>;
    /// Blocks in which something was written in this time, descending.
    fn blocks(&self, from: Option<Timestamp>, to: Option<Timestamp>) -> Result<Vec<i64>, Self::Error>;
    /// Of each of these blocks, the documents with a term.
    fn documents_with(&self, blocks: &[i64], term: &Term) -> Result<BTreeMap<i64, Set>, Self::Error>;
    /// The documents with these numbers, and which conversation or customer each is of.
    fn documents(&self, docs: &[i64]) -> Result<Vec<(Doc, Uuid)>, Self::Error>;
    /// The documents of these conversations.
    fn documents_of(&self, things: &[Uuid], limit: usize) -> Result<Vec<i64>, Self::Error>;

    /// The conversations that the question allows, with the customer of each, where they are few.
    fn few(&self, question: &Question, limit: usize) -> Result<Option<Vec<(Uuid, Uuid)>>, Self::Error>;
    /// Of these conversations, those that the question allows.
    fn among(&self, question: &Question, ids: &[Uuid]) -> Result<Vec<Uuid>, Self::Error>;
    /// The conversation of a customer with the newest message, of those that the question allows.
    fn newest_of(&self, question: &Question, customer: CustomerId) -> Result<Option<Uuid>, Self::Error>;
    fn conversation(&self, id: ConversationId) -> Result<Option<Arc<ConversationState>>, Self::Error>;
    fn customer(&self, id: CustomerId) -> Result<Option<Customer>, Self::Error>;
    /// These conversations, in no order.
    fn conversations(&self, ids: &[Uuid]) -> Result<Vec<Arc<ConversationState>>, Self::Error>;
    /// The entries with these seqs, in no order.
    fn entries_at(&self, places: &[(Uuid, u64)]) -> Result<Vec<Arc<Entry>>, Self::Error>;
    /// Entries after a seq.
    fn entries(&self, id: ConversationId, after: u64, limit: usize) -> Result<Vec<Arc<Entry>>, Self::Error>;
}

/// What writes the index, in a transaction.
pub(crate) trait Writing: Index {
    /// Changes after a position.
    fn changes(&self, position: u64, limit: usize) -> Result<Vec<FeedChange>, Self::Error>;
    /// What a change is recognised by.
    fn digest(&self, position: u64) -> Result<Option<Vec<u8>>, Self::Error>;
    fn thing(&self, id: Uuid) -> Result<Option<Thing>, Self::Error>;
    /// Writes a thing, and returns its row.
    fn put_thing(&self, id: Uuid, thing: &Thing) -> Result<i64, Self::Error>;
    fn remove_thing(&self, no: i64) -> Result<(), Self::Error>;
    fn put_documents(&self, docs: &[(Doc, i64)]) -> Result<(), Self::Error>;
    fn remove_documents(&self, docs: &[i64]) -> Result<(), Self::Error>;
    /// The document of an entry.
    fn document_of(&self, no: i64, seq: u64) -> Result<Option<i64>, Self::Error>;
    /// Adds to what these rows have.
    fn add(&self, rows: &Rows) -> Result<(), Self::Error>;
    /// Every row of a block.
    fn rows_of(&self, block: i64) -> Result<Rows, Self::Error>;
    /// Replaces rows; those with nothing left are removed.
    fn replace(&self, rows: &Rows) -> Result<(), Self::Error>;
    /// Widens the time in which something of a block was written.
    fn put_time(&self, block: i64, first: Timestamp, last: Timestamp) -> Result<(), Self::Error>;
    fn put_state(&self, state: &State) -> Result<(), Self::Error>;
    /// Empties everything but the state.
    fn clear(&self) -> Result<(), Self::Error>;
}

/// What a reader may find an entry by. Agents find what a word filter has masked by what they see of it, and what it
/// holds back not at all: a snippet would show it to whoever has not asked.
pub(crate) fn text_for(body: &Body, reader: Reader) -> Option<Cow<'_, str>> {
    let text = match (body, reader) {
        (Body::Message { moderation: Moderation::Masked(seen), .. }, Reader::Agent) => seen,
        (Body::Message { moderation: Moderation::Held, .. }, Reader::Agent) => return None,
        _ => body.content()?,
    };
    Some(with_names(text, body))
}

/// What an entry says, and what the files are called that it carries.
pub(crate) fn with_names<'a>(text: &'a str, body: &Body) -> Cow<'a, str> {
    if body.attachments().is_empty() {
        return Cow::Borrowed(text);
    }
    let names = body.attachments().iter().map(|file| file.name.as_str());
    let said = Some(text).filter(|text| !text.is_empty()).into_iter();
    Cow::Owned(said.chain(names).collect::<Vec<_>>().join("\n"))
}

/// What a conversation is found by besides its entries.
pub(crate) fn subject_of(state: &ConversationState) -> String {
    [state.subject.as_deref(), state.description.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

/// What a customer is found by.
pub(crate) fn name_of(customer: &Customer) -> String {
    [customer.name.as_deref(), customer.email.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("\n")
}
