//! One transaction in the making: what it has decided lies over what is committed, and neither the cache nor
//! anybody else sees it before the commit.
//!
//! Entries are written as they are decided; a conversation's row is written once, at the end, however often
//! it changed.

use std::{collections::hash_map, sync::Arc, time::Instant};

use deskbell_domain::{ConversationId, ConversationState, Entry, NewEntry, entry::SenderKind};
use foldhash::{HashMap, HashMapExt};
use jiff::Timestamp;
use rusqlite::Connection;

use super::{
    heads::{Head, Heads, Named, Places},
    keys::{self, Keys},
    rows::{self, conversations, entries, feed},
    work::Trouble,
};
use crate::{
    CommitBatch, Committed, Fence, Touched,
    both::{
        links::{self, Link},
        whole, whole_state,
    },
};

/// A transaction in the making.
pub(crate) struct Batch<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) keys: &'a mut Keys,
    heads: &'a Heads,
    overlay: HashMap<ConversationId, Slot>,
    changes: Vec<Committed>,
    touched: Touched,
    at: Timestamp,
    places: &'a mut Places,
    /// Everybody who waits for a new place in lists is moved.
    pub(crate) orders_lists: bool,
}

/// A conversation as this transaction sees it.
struct Slot {
    /// The head; `None` once deleted.
    head: Option<Arc<Head>>,
    /// The state as its row says it, within this transaction.
    written: Option<Arc<ConversationState>>,
}

/// A transaction ready to be committed, and what is to be said of it afterwards.
pub(crate) struct Finished {
    overlay: HashMap<ConversationId, Slot>,
    /// Nothing to publish when nothing was changed.
    pub(crate) batch: Option<CommitBatch>,
    /// So many conversations were moved in lists.
    pub(crate) placed: usize,
}

impl<'a> Batch<'a> {
    pub(crate) fn new(
        connection: &'a Connection,
        keys: &'a mut Keys,
        heads: &'a Heads,
        places: &'a mut Places,
        at: Timestamp,
    ) -> Self {
        Self {
            connection,
            keys,
            heads,
            overlay: HashMap::new(),
            changes: Vec::new(),
            touched: Touched::default(),
            at,
            places,
            orders_lists: false,
        }
    }

    /// The head as this transaction has left it so far.
    pub(crate) fn head(&mut self, id: ConversationId) -> rusqlite::Result<Option<Arc<Head>>> {
        if let Some(slot) = self.overlay.get(&id) {
            return Ok(slot.head.clone());
        }
        let head = match self.heads.get(id) {
            Some(head) => Some(head),
            None => conversations::load(self.connection, id)?.map(Arc::new),
        };
        if let Some(head) = &head {
            let written = Some(Arc::clone(&head.state));
            self.overlay.insert(id, Slot { head: Some(Arc::clone(head)), written });
        }
        Ok(head)
    }

    /// The head with the names of its newest messages.
    pub(crate) fn named(&mut self, head: Arc<Head>) -> rusqlite::Result<(Arc<Head>, Arc<Named>)> {
        if let Some(named) = &head.named {
            let named = Arc::clone(named);
            return Ok((head, named));
        }
        let named = Arc::new(entries::named::newest(self.connection, head.pk)?);
        let head = Arc::new(Head { named: Some(Arc::clone(&named)), ..(*head).clone() });
        if let Some(slot) = self.overlay.get_mut(&head.state.id) {
            slot.head = Some(Arc::clone(&head));
        }
        Ok((head, named))
    }

    /// Writes what was decided: the entries at once, the head by the end.
    pub(crate) fn apply(
        &mut self,
        before: Option<Arc<Head>>,
        next: ConversationState,
        new: Vec<NewEntry>,
        origin: Option<u64>,
    ) -> Result<(Arc<ConversationState>, Vec<Arc<Entry>>), Trouble> {
        let end = before.as_deref().map(Head::end);
        if !links::follows(end, &next, &new) {
            return Err(Trouble::Broken(links::DOES_NOT_FOLLOW));
        }
        let state = Arc::new(whole_state(next));
        let (links, hash) = links::chain(end, state.id, new);
        let customer_pk = match &before {
            Some(head) if head.state.customer_id == state.customer_id => head.customer_pk,
            _ => keys::customer(self.connection, state.customer_id)?,
        };
        let mut senders = Vec::with_capacity(links.len());
        for link in &links {
            senders.push(match link.entry.sender.kind {
                SenderKind::Customer(id) if id == state.customer_id => ("customer", customer_pk),
                other => self.keys.sender(self.connection, other)?,
            });
        }
        let pk = before.as_ref().map_or(0, |head| head.pk);
        let named = named(before.as_deref(), &links, &senders);
        let head = self.put_head(Head { pk, customer_pk, hash, state, named })?;
        let mut written = Vec::with_capacity(links.len());
        for (link, (sender_kind, sender_pk)) in links.into_iter().zip(senders) {
            entries::insert(self.connection, head.pk, sender_kind, sender_pk, &link)?;
            self.at = self.at.max(link.entry.created_at);
            written.push(link.entry);
        }
        let was = before.as_deref().map(|head| &*head.state);
        rows::desk::stretches::follow(self.connection, self.keys, head.pk, was, &head.state)?;
        self.at = self.at.max(head.state.updated_at);
        let after = Arc::clone(&head.state);
        self.changes.push(Committed {
            before: before.map(|head| Arc::clone(&head.state)),
            after: Arc::clone(&after),
            entries: written.clone(),
            origin,
        });
        Ok((after, written))
    }

    /// Puts a head into the overlay; a new conversation's row is written at once, for others refer to it.
    fn put_head(&mut self, mut head: Head) -> Result<Arc<Head>, Trouble> {
        let id = head.state.id;
        let is_new = head.pk == 0;
        if is_new {
            head.pk = rows::heads::insert(self.connection, self.keys, &head)?;
        }
        let head = Arc::new(head);
        match self.overlay.entry(id) {
            hash_map::Entry::Occupied(mut slot) => slot.get_mut().head = Some(Arc::clone(&head)),
            hash_map::Entry::Vacant(slot) => {
                let written = is_new.then(|| Arc::clone(&head.state));
                slot.insert(Slot { head: Some(Arc::clone(&head)), written });
            }
        }
        Ok(head)
    }

    /// Deletes a conversation with all it has.
    pub(crate) fn delete(&mut self, head: &Head, at: Timestamp) -> rusqlite::Result<()> {
        conversations::delete(self.connection, head.pk)?;
        self.overlay.insert(head.state.id, Slot { head: None, written: None });
        self.touch(at, |touched| touched.side(head.state.rehearsal).removed.push(head.state.id));
        Ok(())
    }

    /// Notes what else was touched.
    pub(crate) fn touch(&mut self, at: Timestamp, note: impl FnOnce(&mut Touched)) {
        note(&mut self.touched);
        self.at = self.at.max(whole(at));
    }

    /// Whether a lease is still the asker's, which stays so until the commit.
    pub(crate) fn obey(&mut self, fence: Option<&Fence>) -> Result<(), Trouble> {
        rows::leases::obey(self.connection, fence)
    }

    /// Runs statements of which either all happen or none, for work that may be refused half way.
    pub(crate) fn record<T>(
        &mut self,
        write: impl FnOnce(&Connection, &mut Keys) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.connection.prepare_cached("SAVEPOINT record")?.execute([])?;
        let written = write(self.connection, self.keys);
        if written.is_err() {
            self.keys.forget();
            self.connection.prepare_cached("ROLLBACK TO record")?.execute([])?;
        }
        self.connection.prepare_cached("RELEASE record")?.execute([])?;
        written
    }

    /// Writes the rows of all heads that changed, so that statements see what the overlay says.
    pub(crate) fn write_heads(&mut self) -> Result<(), Trouble> {
        for slot in self.overlay.values_mut() {
            let (Some(head), Some(written)) = (&slot.head, &slot.written) else { continue };
            if !Arc::ptr_eq(&head.state, written) {
                if rows::heads::update(self.connection, self.keys, head, written)? {
                    self.places.wait(head.pk, Instant::now());
                }
                slot.written = Some(Arc::clone(&head.state));
            }
        }
        Ok(())
    }

    /// Has the table take over the names of stretches that have become long.
    fn hand_names_over(&mut self) -> rusqlite::Result<()> {
        let heads = self.overlay.values_mut().filter_map(|slot| slot.head.as_mut());
        for head in heads {
            let Some(named) = head.named.as_ref().filter(|named| named.is_long()) else { continue };
            let up_to = head.state.head_seq;
            entries::named::hand_over(self.connection, head.pk, named.up_to, up_to)?;
            *head = Arc::new(Head { named: Some(Arc::new(Named::after(up_to))), ..(**head).clone() });
        }
        Ok(())
    }

    /// Writes what is left: the heads, and the position in the feed.
    pub(crate) fn finish(mut self) -> Result<Finished, Trouble> {
        self.write_heads()?;
        self.hand_names_over()?;
        let placed = self.places.due(self.orders_lists, Instant::now());
        self.places.write(self.connection, placed)?;
        self.touched.conversations = links::moved(&self.changes, false, &self.touched.removed);
        if self.changes.iter().any(|change| change.after.rehearsal) {
            let rehearsal = self.touched.side(true);
            rehearsal.conversations = links::moved(&self.changes, true, &rehearsal.removed);
        }
        let batch = if self.touched.is_empty() {
            None
        } else {
            let position = feed::append(self.connection, self.at, &self.touched)?;
            Some(CommitBatch { position, at: self.at, changes: self.changes, touched: self.touched })
        };
        Ok(Finished { overlay: self.overlay, batch, placed })
    }
}

impl Finished {
    /// Has the cache forget the heads of a transaction whose fate is not known.
    pub(crate) fn doubt(&self, heads: &Heads) {
        for id in self.overlay.keys() {
            heads.merge(*id, None);
        }
    }

    /// Hands the heads to the cache, once they are committed.
    pub(crate) fn merge(&mut self, heads: &Heads) {
        for (id, slot) in self.overlay.drain() {
            heads.merge(id, slot.head);
        }
    }
}

/// The names a head remembers once these entries follow; none where it remembers none so far.
fn named(before: Option<&Head>, links: &[Link], senders: &[(&'static str, i64)]) -> Option<Arc<Named>> {
    let mut named = match before {
        Some(head) => head.named.clone()?,
        None => Arc::default(),
    };
    for (link, sender) in links.iter().zip(senders) {
        if let Some(client_id) = &link.entry.client_id {
            Arc::make_mut(&mut named).push(*sender, client_id.as_str(), link.entry.seq);
        }
    }
    Some(named)
}
