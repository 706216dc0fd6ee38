//! Indexing: a round takes some changes of the feed and is one transaction, so wherever it is cut off it goes on.
//! A round that finds something done already does it no second time.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use deskbell_domain::{ConversationId, CustomerId, Entry, entry::Body};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    Doc, HitKind, Indexed, Mark, Rows, Set, State, Thing, Writing, block::place_of, name_of, subject_of,
    with_names, words::terms,
};
use crate::{FeedChange, Moved};

/// Changes one round takes at most.
const CHANGES: usize = 200;
/// Entries one round reads, about.
const ENTRIES: usize = 2000;
/// Documents of a conversation or customer that is gone which are taken out at once.
const REMOVED_AT_ONCE: usize = 4096;

/// One round, in a transaction that the caller has begun and ends.
pub(crate) fn index_some<W: Writing>(index: &W) -> Result<Indexed, W::Error> {
    let state = index.state()?;
    if !is_of_this_feed(index, &state)? {
        begin_anew(index, &state)?;
        return Ok(Indexed::Some);
    }
    let changes = index.changes(state.position, CHANGES)?;
    if changes.is_empty() {
        return Ok(Indexed::Nothing);
    }
    let mut round = Round {
        index,
        state,
        rows: Rows::new(),
        times: BTreeMap::new(),
        room: ENTRIES,
        seen: BTreeSet::new(),
    };
    for change in &changes {
        if !round.take(change)? {
            break;
        }
    }
    round.end(&changes)?;
    Ok(Indexed::Some)
}

/// Throws everything away; the next round begins with the oldest change.
pub(crate) fn begin_anew<W: Writing>(index: &W, state: &State) -> Result<(), W::Error> {
    index.clear()?;
    index.put_state(&State { generation: state.generation + 1, ..State::default() })
}

/// Whether the feed is the one that was followed so far: an older copy of the database may have been put in place.
fn is_of_this_feed<W: Writing>(index: &W, state: &State) -> Result<bool, W::Error> {
    match &state.mark {
        Some(mark) => Ok(index.digest(mark.position)?.as_ref() == Some(&mark.digest)),
        None => Ok(state.position <= index.head()?),
    }
}

struct Round<'a, W: Writing> {
    index: &'a W,
    state: State,
    rows: Rows,
    times: BTreeMap<i64, (Timestamp, Timestamp)>,
    /// Entries that may still be read.
    room: usize,
    /// Conversations and customers whose subject or name has been looked at.
    seen: BTreeSet<Uuid>,
}

impl<W: Writing> Round<'_, W> {
    /// Takes a change; false where it was not taken as a whole and the next round goes on with it.
    fn take(&mut self, change: &FeedChange) -> Result<bool, W::Error> {
        // Whatever a rehearsal touched stands apart and is never looked at.
        let touched = &change.touched;
        for moved in &touched.conversations {
            if self.room == 0 || !self.conversation(moved)? {
                return Ok(false);
            }
        }
        for (id, seq) in &touched.erased {
            self.erased(*id, *seq)?;
        }
        for id in &touched.removed {
            self.gone(id.0)?;
        }
        for id in &touched.customers {
            self.customer(*id)?;
        }
        self.state.position = change.position;
        Ok(true)
    }

    /// False where there are more entries than there is room.
    fn conversation(&mut self, moved: &Moved) -> Result<bool, W::Error> {
        let id = moved.conversation_id;
        let mut thing = self.index.thing(id.0)?.unwrap_or_default();
        let before = thing.clone();
        if self.seen.insert(id.0) {
            self.room = self.room.saturating_sub(1);
            let state = self.index.conversation(id)?;
            // What is gone or no conversation yet is not found.
            let Some(state) = state.filter(|state| !state.is_draft() && !state.rehearsal) else {
                self.seen.remove(&id.0);
                return Ok(true);
            };
            self.describe(&mut thing, id.0, HitKind::Subject, &subject_of(&state), state.created_at)?;
        }
        let mut whole = true;
        while thing.seq < moved.head_seq {
            // No further than this change goes: documents are in the order in which they were written.
            let left = usize::try_from(moved.head_seq - thing.seq).unwrap_or(ENTRIES);
            let limit = left.min(self.room.clamp(1, ENTRIES));
            let entries = self.index.entries(id, thing.seq, limit)?;
            self.room = self.room.saturating_sub(entries.len());
            let Some(last) = entries.last().map(|entry| entry.seq) else { break };
            self.entries(&mut thing, id, &entries)?;
            thing.seq = last;
            whole = thing.seq >= moved.head_seq || self.room > 0;
            if !whole {
                break;
            }
        }
        if thing != before {
            self.index.put_thing(id.0, &thing)?;
        }
        Ok(whole)
    }

    fn entries(
        &mut self,
        thing: &mut Thing,
        id: ConversationId,
        entries: &[Arc<Entry>],
    ) -> Result<(), W::Error> {
        let mut docs = Vec::new();
        for entry in entries {
            let kind = match entry.body {
                Body::Message { .. } => HitKind::Message,
                Body::Note { .. } => HitKind::Note,
                Body::Activity(_) => continue,
            };
            let text = entry.body.content().unwrap_or_default();
            let text = with_names(text, &entry.body);
            if let Some(doc) = self.add(kind, entry.seq, &text, entry.created_at) {
                docs.push(doc);
            }
        }
        self.put(thing, id.0, &docs)
    }

    /// Has a subject or a name be what it is now.
    fn describe(
        &mut self,
        thing: &mut Thing,
        id: Uuid,
        kind: HitKind,
        text: &str,
        at: Timestamp,
    ) -> Result<(), W::Error> {
        let digest = if text.is_empty() { Vec::new() } else { Sha256::digest(text)[..8].to_vec() };
        if thing.digest == digest {
            return Ok(());
        }
        if let Some(doc) = thing.doc.take() {
            self.remove(&[doc])?;
        }
        thing.digest = digest;
        if let Some(doc) = self.add(kind, 0, text, at) {
            thing.doc = Some(doc.doc);
            self.put(thing, id, &[doc])?;
        }
        Ok(())
    }

    fn customer(&mut self, id: CustomerId) -> Result<(), W::Error> {
        if !self.seen.insert(id.0) {
            return Ok(());
        }
        let Some(customer) = self.index.customer(id)? else { return self.gone(id.0) };
        let mut thing = self.index.thing(id.0)?.unwrap_or_default();
        let before = thing.clone();
        self.describe(&mut thing, id.0, HitKind::Customer, &name_of(&customer), customer.created_at)?;
        if thing != before {
            self.index.put_thing(id.0, &thing)?;
        }
        Ok(())
    }

    /// Numbers a document, where there is a word in it.
    fn add(&mut self, kind: HitKind, seq: u64, text: &str, at: Timestamp) -> Option<Doc> {
        let terms = terms(text);
        if terms.is_empty() {
            return None;
        }
        let doc = self.state.next_doc;
        self.state.next_doc += 1;
        let (block, place) = place_of(doc);
        for term in terms {
            self.rows.entry((block, term)).or_default().insert(place);
        }
        let time = self.times.entry(block).or_insert((at, at));
        *time = (time.0.min(at), time.1.max(at));
        Some(Doc { doc, kind, seq })
    }

    fn put(&mut self, thing: &mut Thing, id: Uuid, docs: &[Doc]) -> Result<(), W::Error> {
        if docs.is_empty() {
            return Ok(());
        }
        if thing.no == 0 {
            thing.no = self.index.put_thing(id, thing)?;
        }
        let docs: Vec<_> = docs.iter().map(|doc| (*doc, thing.no)).collect();
        self.index.put_documents(&docs)
    }

    /// What an entry said is erased; where it has not been read yet there is nothing to take out.
    fn erased(&mut self, id: ConversationId, seq: u64) -> Result<(), W::Error> {
        let Some(thing) = self.index.thing(id.0)? else { return Ok(()) };
        match self.index.document_of(thing.no, seq)? {
            Some(doc) => self.remove(&[doc]),
            None => Ok(()),
        }
    }

    /// A conversation or customer is gone.
    fn gone(&mut self, id: Uuid) -> Result<(), W::Error> {
        let Some(thing) = self.index.thing(id)? else { return Ok(()) };
        loop {
            let docs = self.index.documents_of(&[id], REMOVED_AT_ONCE)?;
            if docs.is_empty() {
                break;
            }
            self.remove(&docs)?;
        }
        self.index.remove_thing(thing.no)
    }

    /// Takes documents out: of each of their blocks, every row is looked at, for nobody knows their words any more.
    fn remove(&mut self, docs: &[i64]) -> Result<(), W::Error> {
        self.flush()?;
        let mut blocks: BTreeMap<i64, Set> = BTreeMap::new();
        for doc in docs {
            let (block, place) = place_of(*doc);
            blocks.entry(block).or_default().insert(place);
        }
        for (block, gone) in blocks {
            let mut rows = self.index.rows_of(block)?;
            rows.retain(|_, set| set.lose(&gone));
            self.index.replace(&rows)?;
        }
        self.index.remove_documents(docs)
    }

    fn flush(&mut self) -> Result<(), W::Error> {
        self.index.add(&std::mem::take(&mut self.rows))?;
        for (block, (first, last)) in std::mem::take(&mut self.times) {
            self.index.put_time(block, first, last)?;
        }
        Ok(())
    }

    fn end(mut self, changes: &[FeedChange]) -> Result<(), W::Error> {
        self.flush()?;
        let taken = changes.iter().take_while(|change| change.position <= self.state.position);
        let lasting = taken.filter(|change| !change.touched.is_rehearsal()).last();
        if let Some(position) = lasting.map(|change| change.position)
            && let Some(digest) = self.index.digest(position)?
        {
            self.state.mark = Some(Mark { position, digest });
        }
        self.index.put_state(&self.state)
    }
}
