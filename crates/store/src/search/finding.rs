//! Searching: through the blocks from the newest, until a page is full or the time is over.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
    time::Instant,
};

use deskbell_domain::{
    ConversationId, ConversationState, CustomerId, Entry, Reader, Refusal,
    policy::{ListScope, ListView},
};
use uuid::Uuid;

use super::{
    Doc, FAR_BEHIND, Found, Hit, HitKind, Index, SearchFor, Set, Wanted,
    block::{BLOCK, place_of},
    name_of, snippet, subject_of, text_for,
};

/// Up to so many conversations, theirs are looked at instead of everybody's.
const FEW: usize = 500;
/// So many documents of few conversations are looked at.
const DOCUMENTS_OF_FEW: usize = 50_000;
/// Blocks that are asked for at once, from the second time on; the first time it is one.
const BLOCKS_AT_ONCE: usize = 64;
/// Documents that are looked at together, before the time is.
const CHUNK_MIN: usize = 8;
const CHUNK_MAX: usize = 64;

/// A search that may be made.
pub(crate) struct Question {
    pub(crate) view: ListView,
    pub(crate) asked: SearchFor,
    pub(crate) wanted: Wanted,
    pub(crate) limit: usize,
    /// Where the page before ended: in which generation of the index, and before which document.
    pub(crate) cursor: Option<(i64, i64)>,
}

impl Question {
    pub(crate) fn new(
        view: ListView,
        asked: SearchFor,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Self, Refusal> {
        let wanted = Wanted::parse(&asked.q)?;
        let cursor = cursor.map(decode).transpose()?;
        Ok(Self { view, asked, wanted, limit, cursor })
    }

    /// A customer is shown what the customer of a conversation is shown.
    fn reader(&self) -> Reader {
        match self.view.scope() {
            ListScope::Customer(_) => Reader::Customer,
            ListScope::All | ListScope::Teams(..) | ListScope::Own(_) => Reader::Agent,
        }
    }

    /// Whether an index leads to the conversations that are allowed, and they may be few.
    fn is_narrow(&self) -> bool {
        self.asked.conversation.is_some()
            || self.asked.filter.customer.is_some()
            || self.asked.filter.assignee.is_some()
            || matches!(self.view.scope(), ListScope::Customer(_) | ListScope::Own(_))
    }
}

/// Searches until `deadline`, adding to `found`. What was found stays there when an error comes between.
pub(crate) fn find<I: Index>(
    index: &I,
    question: &Question,
    deadline: Instant,
    found: &mut Found,
) -> Result<(), I::Error> {
    let mut search = Search {
        index,
        question,
        deadline,
        found,
        allowed: HashMap::new(),
        states: HashMap::new(),
        entries: HashMap::new(),
        place: 0,
        generation: 0,
    };
    match search.run() {
        Err(error) if I::is_time_out(&error) => {
            search.runs_out();
            Ok(())
        }
        other => other,
    }
}

struct Search<'a, I: Index> {
    index: &'a I,
    question: &'a Question,
    deadline: Instant,
    found: &'a mut Found,
    /// Which of the conversations that were met are allowed.
    allowed: HashMap<Uuid, bool>,
    states: HashMap<ConversationId, Arc<ConversationState>>,
    /// The entries that are looked at.
    entries: HashMap<(ConversationId, u64), Arc<Entry>>,
    /// Documents from this number on have been looked at.
    place: i64,
    generation: i64,
}

impl<I: Index> Search<'_, I> {
    fn run(&mut self) -> Result<(), I::Error> {
        let state = self.index.state()?;
        self.generation = state.generation;
        self.place = match self.question.cursor {
            // Numbers of an index that was made anew mean nothing to another one; it begins where it begins.
            Some((generation, doc)) if generation == state.generation => doc.min(state.next_doc),
            _ => state.next_doc,
        };
        self.found.partial = self.index.head()?.saturating_sub(state.position) > FAR_BEHIND;
        let few = if self.question.is_narrow() { self.index.few(self.question, FEW)? } else { None };
        let masks = few.map(|few| self.masks(&few)).transpose()?;
        let asked = &self.question.asked;
        let mut blocks = match (&masks, asked.from, asked.to) {
            (Some(masks), ..) => masks.keys().rev().copied().collect(),
            (None, None, None) => (0..=place_of(state.next_doc).0).rev().collect(),
            (None, from, to) => self.index.blocks(from, to)?,
        };
        let newest = place_of(self.place).0;
        blocks.retain(|block| *block <= newest);
        let (mut rest, mut at_once) = (blocks.as_slice(), 1);
        while !rest.is_empty() {
            let (now, later) = rest.split_at(at_once.min(rest.len()));
            (rest, at_once) = (later, BLOCKS_AT_ONCE);
            if !self.look_at(now, masks.as_ref())? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The documents of few conversations and their customers, by block.
    fn masks(&mut self, few: &[(Uuid, Uuid)]) -> Result<BTreeMap<i64, Set>, I::Error> {
        self.allowed.extend(few.iter().map(|(id, _)| (*id, true)));
        let mut masks: BTreeMap<i64, Set> = BTreeMap::new();
        let mut things: Vec<Uuid> = few.iter().map(|(id, _)| *id).collect();
        if self.question.reader() == Reader::Agent && self.question.asked.conversation.is_none() {
            things.extend(few.iter().map(|(_, customer)| *customer).collect::<BTreeSet<_>>());
        }
        for doc in self.index.documents_of(&things, DOCUMENTS_OF_FEW)? {
            let (block, place) = place_of(doc);
            masks.entry(block).or_default().insert(place);
        }
        Ok(masks)
    }

    /// Looks at blocks, the newest first; whether to go on.
    fn look_at(&mut self, blocks: &[i64], masks: Option<&BTreeMap<i64, Set>>) -> Result<bool, I::Error> {
        let mut sets: Option<BTreeMap<i64, Set>> = masks.cloned();
        for term in self.question.wanted.terms() {
            let with = self.index.documents_with(blocks, &term)?;
            sets = Some(match sets {
                None => with,
                Some(mut sets) => {
                    sets.retain(|block, set| {
                        with.get(block).is_some_and(|with| {
                            set.keep(with);
                            !set.is_empty()
                        })
                    });
                    sets
                }
            });
        }
        let sets = sets.unwrap_or_default();
        for block in blocks {
            let Some(set) = sets.get(block) else { continue };
            let docs: Vec<i64> = set
                .newest_first()
                .map(|place| block * BLOCK + i64::from(place))
                .filter(|doc| *doc < self.place)
                .collect();
            let mut rest = docs.as_slice();
            while !rest.is_empty() {
                // About as many as the page still needs: most of them are hits.
                let room = (self.question.limit + 1 - self.found.hits.len()).clamp(CHUNK_MIN, CHUNK_MAX);
                let (now, later) = rest.split_at(room.min(rest.len()));
                rest = later;
                if !self.look_closer(now)? {
                    return Ok(false);
                }
            }
        }
        // Nothing is left in these blocks.
        if let Some(oldest) = blocks.last() {
            self.place = self.place.min(oldest * BLOCK);
        }
        Ok(!self.is_over())
    }

    /// Looks at documents, descending; whether to go on.
    fn look_closer(&mut self, docs: &[i64]) -> Result<bool, I::Error> {
        if self.is_over() {
            return Ok(false);
        }
        let mut documents = self.index.documents(docs)?;
        documents.sort_unstable_by_key(|(doc, _)| -doc.doc);
        let unknown: Vec<Uuid> = documents
            .iter()
            .filter(|(doc, id)| doc.kind != HitKind::Customer && !self.allowed.contains_key(id))
            .map(|(_, id)| *id)
            .collect();
        if !unknown.is_empty() {
            let among = self.index.among(self.question, &unknown)?;
            self.allowed.extend(unknown.into_iter().map(|id| (id, among.contains(&id))));
        }
        self.read(&documents)?;
        for (doc, id) in documents {
            let hit = self.hit(doc, id)?;
            if let Some(hit) = hit {
                if self.found.hits.len() == self.question.limit {
                    self.found.next_cursor = Some(encode(self.generation, self.place));
                    return Ok(false);
                }
                self.found.hits.push(hit);
            }
            self.place = doc.doc;
            if self.is_over() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads at once what these documents are of, where it may be shown.
    fn read(&mut self, documents: &[(Doc, Uuid)]) -> Result<(), I::Error> {
        let allowed = documents.iter().filter(|(_, id)| self.allowed.get(id) == Some(&true));
        let entries: Vec<_> =
            allowed.clone().filter(|(doc, _)| doc.seq > 0).map(|(doc, id)| (*id, doc.seq)).collect();
        let unread = |id: &Uuid| !self.states.contains_key(&ConversationId(*id));
        let ids: BTreeSet<Uuid> = allowed.map(|(_, id)| *id).filter(unread).collect();
        let entries = if entries.is_empty() { Vec::new() } else { self.index.entries_at(&entries)? };
        self.entries = entries.into_iter().map(|entry| ((entry.conversation_id, entry.seq), entry)).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let states = self.index.conversations(&ids.into_iter().collect::<Vec<_>>())?;
        self.states.extend(states.into_iter().map(|state| (state.id, state)));
        Ok(())
    }

    /// What a document is, where it may be shown and says what is looked for: the index may be a moment behind.
    fn hit(&mut self, doc: Doc, id: Uuid) -> Result<Option<Hit>, I::Error> {
        if doc.kind == HitKind::Customer {
            return self.customer(CustomerId(id));
        }
        if self.allowed.get(&id) != Some(&true) {
            return Ok(None);
        }
        let id = ConversationId(id);
        let (text, at, entry) = match (doc.kind, self.question.reader()) {
            (HitKind::Note | HitKind::Subject, Reader::Customer) => return Ok(None),
            (HitKind::Subject, Reader::Agent) => {
                let Some(state) = self.conversation(id)? else { return Ok(None) };
                (subject_of(&state), state.created_at, None)
            }
            (_, reader) => {
                let entry = self.entries.remove(&(id, doc.seq));
                let Some(entry) = entry.filter(|entry| entry.visible_to(reader)) else {
                    return Ok(None);
                };
                let Some(text) = text_for(&entry.body, reader) else { return Ok(None) };
                (text.into_owned(), entry.created_at, Some((entry.id, entry.seq)))
            }
        };
        let asked = &self.question.asked;
        if asked.from.is_some_and(|from| at < from) || asked.to.is_some_and(|to| at >= to) {
            return Ok(None);
        }
        let Some(places) = self.question.wanted.find_in(&text) else { return Ok(None) };
        let Some(conversation) = self.conversation(id)? else { return Ok(None) };
        let snippet = snippet::cut(&text, &places);
        Ok(Some(Hit { kind: doc.kind, conversation, entry, snippet, at }))
    }

    fn customer(&mut self, id: CustomerId) -> Result<Option<Hit>, I::Error> {
        if self.question.reader() == Reader::Customer || self.question.asked.conversation.is_some() {
            return Ok(None);
        }
        let Some(customer) = self.index.customer(id)? else { return Ok(None) };
        let (text, at, asked) = (name_of(&customer), customer.created_at, &self.question.asked);
        if asked.from.is_some_and(|from| at < from) || asked.to.is_some_and(|to| at >= to) {
            return Ok(None);
        }
        let Some(places) = self.question.wanted.find_in(&text) else { return Ok(None) };
        let Some(newest) = self.index.newest_of(self.question, id)? else { return Ok(None) };
        let Some(conversation) = self.conversation(ConversationId(newest))? else { return Ok(None) };
        let snippet = snippet::cut(&text, &places);
        Ok(Some(Hit { kind: HitKind::Customer, conversation, entry: None, snippet, at }))
    }

    /// A conversation, read once for all that is found in it.
    fn conversation(&mut self, id: ConversationId) -> Result<Option<Arc<ConversationState>>, I::Error> {
        if let Some(state) = self.states.get(&id) {
            return Ok(Some(Arc::clone(state)));
        }
        let state = self.index.conversation(id)?;
        self.states.extend(state.as_ref().map(|state| (id, Arc::clone(state))));
        Ok(state)
    }

    /// Whether the time is over; then the page says so, and where to go on.
    fn is_over(&mut self) -> bool {
        let is_over = Instant::now() >= self.deadline;
        if is_over {
            self.runs_out();
        }
        is_over
    }

    fn runs_out(&mut self) {
        self.found.partial = true;
        self.found.next_cursor = (self.place > 0).then(|| encode(self.generation, self.place));
    }
}

fn encode(generation: i64, doc: i64) -> String {
    format!("{generation:x}.{doc:x}")
}

fn decode(cursor: &str) -> Result<(i64, i64), Refusal> {
    let number = |text: &str| i64::from_str_radix(text, 16).ok().filter(|number| *number >= 0);
    let parse = || {
        let (generation, doc) = cursor.split_once('.')?;
        Some((number(generation)?, number(doc)?))
    };
    parse().ok_or_else(|| Refusal::invalid("cursor", "This cursor was not made by a search."))
}
