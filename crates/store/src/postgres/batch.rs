//! One transaction in the making: what it has decided lies over what is locked, and neither the cache nor anybody
//! else sees it before the commit.
//!
//! Everything that a batch will need is locked and read when it begins, in one answer; what it has decided is
//! written in one more, at its end. Only work that asks for something else waits for an answer of its own.

use std::{collections::hash_map, sync::Arc, time::Instant};

use deskbell_domain::{ConversationId, ConversationState, Entry, NewEntry, entry::SenderKind};
use foldhash::{HashMap, HashMapExt};
use jiff::Timestamp;
use tokio_postgres::{Row, types::ToSql};
use uuid::Uuid;

use super::{
    connection::{Connection, SqlError},
    convert::Cells,
    heads::{Head, Heads},
    keys::{self, Keys},
    places::Places,
    rows::{
        self, conversations,
        entries::{self, Appended},
        feed,
        heads::{Parts, Progress},
    },
    work::Trouble,
};
use crate::{
    CommitBatch, Committed, Fence, MessageKey, Touched,
    both::{
        links::{self, Link},
        scope::Scope,
        whole, whole_state,
    },
};

/// A transaction in the making.
pub(crate) struct Batch<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) keys: &'a mut Keys,
    heads: &'a Heads,
    overlay: HashMap<ConversationId, Slot>,
    /// Whether messages are looked for before they are decided on. Hardly any was sent before, so a batch first takes
    /// them all for new, and the index of names says where one is not.
    asks_names: bool,
    /// Names that were asked for or given here, with the entry that has them.
    names: HashMap<(ConversationId, SenderKind, String), Option<u64>>,
    appended: Appended,
    /// Entries appended and not written yet, by conversation and seq.
    fresh: HashMap<(ConversationId, u64), Arc<Entry>>,
    changes: Vec<Committed>,
    touched: Touched,
    at: Timestamp,
    places: &'a mut Places,
    /// Everybody who waits for a new place in lists is moved.
    pub(crate) orders_lists: bool,
    /// Who writes, as the feed tells it, and the name of this transaction.
    pub(crate) node: u64,
    mark: Uuid,
    /// Stands in every row that this transaction changes, and in no row that another one did.
    version: i64,
}

/// A conversation as this transaction sees it.
struct Slot {
    /// The head; `None` where there is no such conversation, or none any more.
    head: Option<Arc<Head>>,
    /// The state as its row says it, within this transaction.
    written: Option<Arc<ConversationState>>,
}

/// A transaction that is committed, and what is to be said of it.
pub(crate) struct Finished {
    overlay: HashMap<ConversationId, Slot>,
    /// Nothing to publish when nothing was changed.
    pub(crate) batch: Option<CommitBatch>,
}

/// A transaction whose line was cut while it was being committed.
pub(crate) struct Doubtful {
    pub(crate) finished: Finished,
    /// Its name in the feed; none where it left nothing there.
    pub(crate) mark: Option<Uuid>,
    pub(crate) error: SqlError,
}

/// Why a transaction was not finished.
pub(crate) enum Unfinished {
    /// It has not come to be.
    Undone(Trouble),
    /// Whether it has come to be is not known.
    Doubtful(Box<Doubtful>),
}

impl<T: Into<Trouble>> From<T> for Unfinished {
    fn from(trouble: T) -> Self {
        Self::Undone(trouble.into())
    }
}

/// What a writer keeps from one transaction to the next.
pub(crate) struct Kept<'a> {
    pub(crate) keys: &'a mut Keys,
    pub(crate) heads: &'a Heads,
    pub(crate) places: &'a mut Places,
    pub(crate) at: Timestamp,
    pub(crate) node: u64,
    pub(crate) mark: Uuid,
    /// Messages that were sent before are expected.
    pub(crate) asks_names: bool,
}

/// The entry that a name belongs to.
pub(crate) enum Named {
    /// This one.
    Entry(Arc<Entry>),
    /// None.
    Nobodys,
    /// It was not asked for.
    Unasked,
}

impl<'a> Batch<'a> {
    pub(crate) fn new(connection: &'a Connection, kept: Kept<'a>) -> Self {
        let Kept { keys, heads, places, at, node, mark, asks_names } = kept;
        Self {
            connection,
            keys,
            heads,
            overlay: HashMap::new(),
            asks_names,
            names: HashMap::new(),
            appended: Appended::default(),
            fresh: HashMap::new(),
            changes: Vec::new(),
            touched: Touched::default(),
            at,
            places,
            orders_lists: false,
            node,
            mark,
            version: version_of(mark),
        }
    }

    /// Opens the transaction, locks what the work is about, customers before conversations and each in the order of
    /// their ids, and reads what it will ask.
    pub(crate) fn begin(&mut self, scopes: &[Scope]) -> Result<(), SqlError> {
        let mut customers: Vec<Uuid> = scopes.iter().filter_map(Scope::customer).map(|id| id.0).collect();
        let mut ids: Vec<Uuid> = scopes.iter().filter_map(Scope::conversation).map(|id| id.0).collect();
        let asked = |scope: &'_ &Scope| self.asks_names && scope.message().is_some();
        let messages: Vec<&MessageKey> = scopes.iter().filter(asked).filter_map(Scope::message).collect();
        sort(&mut customers);
        if customers.is_empty() {
            sort(&mut ids);
            return self.lock(&ids, &messages, true);
        }
        self.connection.run("BEGIN")?;
        let lock = "SELECT pk FROM customers WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";
        self.connection.query(lock, &[&customers])?;
        let live = "SELECT c.id FROM conversations c JOIN customers k ON k.pk = c.customer_pk
            WHERE k.id = ANY($1) AND c.kind = 'chat' AND c.status <> 'closed'";
        for row in self.connection.query(live, &[&customers])? {
            ids.push(row.try_get(0)?);
        }
        sort(&mut ids);
        self.lock(&ids, &messages, false)
    }

    /// Locks conversations and looks for names, in one answer, with the beginning of the transaction before it.
    fn lock(&mut self, ids: &[Uuid], messages: &[&MessageKey], begins: bool) -> Result<(), SqlError> {
        let asked = Asked::of(self.connection, self.keys, messages)?;
        let lock = self.connection.prepared(conversations::LOCK)?;
        let find = self.connection.prepared(entries::FIND_NAMES)?;
        let client = self.connection.client();
        let begin = async { if begins { client.batch_execute("BEGIN").await } else { Ok(()) } };
        let lock_values: [&(dyn ToSql + Sync); 1] = [&ids];
        let locking =
            async { if ids.is_empty() { Ok(Vec::new()) } else { client.query(&lock, &lock_values).await } };
        let find_values = asked.values();
        let finding = async {
            if messages.is_empty() { Ok(Vec::new()) } else { client.query(&find, &find_values).await }
        };
        // Polled in this order, and so asked in this order: names are looked for under the locks.
        let answers = futures_util::future::join3(begin, locking, finding);
        let (locked, found) = self.connection.wait(async {
            let (begun, locked, found) = answers.await;
            begun?;
            Ok((locked?, found?))
        })?;
        self.keep_locked(ids, &locked)?;
        self.keep_names(messages, &found)
    }

    /// Takes heads from memory where the row under the lock has the same version, and reads the others.
    fn keep_locked(&mut self, ids: &[Uuid], locked: &[Row]) -> Result<(), SqlError> {
        let mut unknown = Vec::new();
        for id in ids {
            self.overlay.insert(ConversationId(*id), Slot { head: None, written: None });
        }
        for row in locked {
            let mut cells = Cells::of(row);
            let (id, version): (Uuid, i64) = (cells.take()?, cells.take()?);
            match self.heads.get(ConversationId(id)).filter(|head| head.version == version) {
                Some(head) => self.keep(head),
                None => unknown.push(id),
            }
        }
        if !unknown.is_empty() {
            for head in conversations::load_all(self.connection, &unknown)? {
                self.keep(Arc::new(head));
            }
        }
        Ok(())
    }

    fn keep(&mut self, head: Arc<Head>) {
        let written = Some(Arc::clone(&head.state));
        self.overlay.insert(head.state.id, Slot { head: Some(head), written });
    }

    fn keep_names(&mut self, messages: &[&MessageKey], found: &[Row]) -> Result<(), SqlError> {
        for key in messages {
            self.names.insert(name_of(key), None);
        }
        for row in found {
            let mut cells = Cells::of(row);
            let (place, seq) = (cells.count()?, cells.count()?);
            if let Some(key) = usize::try_from(place).ok().and_then(|place| messages.get(place - 1)) {
                self.names.insert(name_of(key), Some(seq));
            }
        }
        Ok(())
    }

    /// The head as this transaction has left it so far, locked.
    pub(crate) fn head(&mut self, id: ConversationId) -> Result<Option<Arc<Head>>, Trouble> {
        if let Some(slot) = self.overlay.get(&id) {
            return Ok(slot.head.clone());
        }
        let locked = self.connection.query(conversations::LOCK, &[&[id.0].as_slice()])?;
        self.keep_locked(&[id.0], &locked)?;
        Ok(self.overlay.get(&id).and_then(|slot| slot.head.clone()))
    }

    /// The entry a sender has named so, written before or in this transaction.
    pub(crate) fn named(&self, head: &Head, key: &MessageKey) -> Result<Named, Trouble> {
        let found = match self.names.get(&name_of(key)) {
            Some(Some(seq)) => *seq,
            Some(None) => return Ok(Named::Nobodys),
            None => return Ok(Named::Unasked),
        };
        if let Some(entry) = self.fresh.get(&(key.conversation_id, found)) {
            return Ok(Named::Entry(Arc::clone(entry)));
        }
        let entry = entries::at(self.connection, key.conversation_id, head.pk, found)?;
        Ok(entry.map_or(Named::Nobodys, Named::Entry))
    }

    /// Takes what was decided; it is written by the end.
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
        let pk = before.as_ref().map_or(0, |head| head.pk);
        let version = self.version;
        let head = self.put_head(Head { pk, customer_pk, version, hash, state })?;
        let written = self.append(&head, links)?;
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

    fn append(&mut self, head: &Head, links: Vec<Link>) -> Result<Vec<Arc<Entry>>, Trouble> {
        let mut written = Vec::with_capacity(links.len());
        for link in links {
            let sender = match link.entry.sender.kind {
                SenderKind::Customer(id) if id == head.state.customer_id => ("customer", head.customer_pk),
                other => self.keys.sender(self.connection, other)?,
            };
            let entry = Arc::clone(&link.entry);
            self.at = self.at.max(entry.created_at);
            self.fresh.insert((head.state.id, entry.seq), Arc::clone(&entry));
            if let Some(client_id) = &entry.client_id {
                let name = (head.state.id, entry.sender.kind, client_id.as_str().to_owned());
                self.names.insert(name, Some(entry.seq));
            }
            self.appended.push(head.pk, sender, link);
            written.push(entry);
        }
        Ok(written)
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
                slot.insert(Slot { head: Some(Arc::clone(&head)), written: None });
            }
        }
        Ok(head)
    }

    /// Deletes a conversation with all it has.
    pub(crate) fn delete(&mut self, head: &Head, at: Timestamp) -> Result<(), Trouble> {
        self.write_heads()?;
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
        self.connection.run("SAVEPOINT record")?;
        let written = write(self.connection, self.keys);
        if written.is_err() {
            self.keys.forget();
            self.connection.run("ROLLBACK TO SAVEPOINT record")?;
        }
        self.connection.run("RELEASE SAVEPOINT record")?;
        written
    }

    /// Writes everything decided so far, so that statements see what the overlay says.
    pub(crate) fn write_heads(&mut self) -> Result<(), Trouble> {
        let (progress, parts) = self.gather()?;
        let appended = std::mem::take(&mut self.appended);
        if !appended.is_empty() {
            self.connection.execute(entries::APPEND, &appended.values())?;
        }
        if !progress.is_empty() {
            let changed = self.connection.execute(rows::heads::UPDATE_PROGRESS, &progress.values())?;
            all_there(changed, progress.len())?;
        }
        if !parts.is_empty() {
            self.connection.execute(rows::heads::UPSERT_PARTS, &parts.values())?;
        }
        Ok(())
    }

    /// What of the heads is not written yet; fields that are seldom changed are written here.
    fn gather(&mut self) -> Result<(Progress, Parts), Trouble> {
        let (mut progress, mut parts) = (Progress::default(), Parts::default());
        for slot in self.overlay.values_mut() {
            let Some(head) = &slot.head else { continue };
            let written = slot.written.as_ref();
            if written.is_some_and(|written| Arc::ptr_eq(&head.state, written)) {
                continue;
            }
            progress.push(self.connection, self.keys, head)?;
            parts.push(
                self.connection,
                self.keys,
                head,
                written.map_or(&[], |written| &written.participants),
            )?;
            if let Some(written) = written {
                if rows::heads::fields_differ(&head.state, written) {
                    rows::heads::update_fields(self.connection, self.keys, head.pk, &head.state)?;
                }
                if rows::heads::sort_at(&head.state) != rows::heads::sort_at(written) {
                    self.places.wait(head.pk, Instant::now());
                }
            }
            slot.written = Some(Arc::clone(&head.state));
        }
        Ok((progress, parts))
    }

    /// Writes what is left, with the position in the feed, and commits: all in one answer.
    pub(crate) fn finish(mut self) -> Result<Finished, Unfinished> {
        let (progress, parts) = self.gather()?;
        let due = self.places.due(self.orders_lists, Instant::now());
        let moved = rows::places::move_free(self.connection, &due)?;
        self.touched.conversations = links::moved(&self.changes, false, &self.touched.removed);
        if self.changes.iter().any(|change| change.after.rehearsal) {
            let rehearsal = self.touched.side(true);
            rehearsal.conversations = links::moved(&self.changes, true, &rehearsal.removed);
        }
        let tells = !self.touched.is_empty();
        let row = tells.then(|| feed::Row::new(self.at, &self.touched, self.node, self.mark));
        let sent = send(self.connection, &self.appended, &progress, &parts, row.as_ref());
        let batch =
            |position| CommitBatch { position, at: self.at, changes: self.changes, touched: self.touched };
        match sent {
            Ok(position) => {
                self.places.moved(&moved);
                Ok(Finished { overlay: self.overlay, batch: position.map(batch) })
            }
            Err(error) if error.is_lost() => {
                let finished = Finished { overlay: self.overlay, batch: tells.then(|| batch(0)) };
                let mark = tells.then_some(self.mark);
                Err(Unfinished::Doubtful(Box::new(Doubtful { finished, mark, error })))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Sends everything that ends a transaction and waits for all answers together. The commit comes last, and where
/// anything before it was refused the database makes a rollback of it.
fn send(
    connection: &Connection,
    appended: &Appended,
    progress: &Progress,
    parts: &Parts,
    row: Option<&feed::Row>,
) -> Result<Option<u64>, SqlError> {
    let append = connection.prepared(entries::APPEND)?;
    let update = connection.prepared(rows::heads::UPDATE_PROGRESS)?;
    let upsert = connection.prepared(rows::heads::UPSERT_PARTS)?;
    let announce = connection.prepared(feed::ANNOUNCE)?;
    let leave = connection.prepared(feed::APPEND)?;
    let client = connection.client();
    let (entry_values, head_values, part_values) = (appended.values(), progress.values(), parts.values());
    let appending =
        async { if appended.is_empty() { Ok(0) } else { client.execute(&append, &entry_values).await } };
    let updating =
        async { if progress.is_empty() { Ok(0) } else { client.execute(&update, &head_values).await } };
    let upserting =
        async { if parts.is_empty() { Ok(0) } else { client.execute(&upsert, &part_values).await } };
    let announcing = async {
        match row {
            Some(_) => client.query(&announce, &[&feed::announcing()]).await.map(drop),
            None => Ok(()),
        }
    };
    let leaving = async {
        match row {
            Some(row) => client.query_one(&leave, &row.values()).await.map(Some),
            None => Ok(None),
        }
    };
    let committing = client.batch_execute("COMMIT");
    let first = futures_util::future::join3(appending, updating, upserting);
    let last = futures_util::future::join3(announcing, leaving, committing);
    let (updated, position) = connection.wait(async {
        let ((appended, updated, upserted), (announced, left, committed)) =
            futures_util::future::join(first, last).await;
        appended?;
        let updated = updated?;
        upserted?;
        announced?;
        let position = left?.map(|row| row.try_get::<_, i64>(0)).transpose()?;
        committed?;
        Ok((updated, position))
    })?;
    if updated != progress.len() as u64 {
        // The rows are locked; it would take somebody who deletes them by hand.
        tracing::error!(updated, heads = progress.len(), "a conversation's row is gone");
    }
    Ok(position.map(i64::cast_unsigned))
}

/// A number for a transaction by its name, which tells a row's forms apart even where a standby that was behind has been
/// promoted and numbers are given anew.
fn version_of(mark: Uuid) -> i64 {
    let (node, number) = mark.as_u64_pair();
    node.rotate_left(17).wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)).cast_signed()
}

fn all_there(changed: u64, wanted: usize) -> Result<(), Trouble> {
    if changed == wanted as u64 { Ok(()) } else { Err(Trouble::Broken("a conversation's row is gone")) }
}

fn sort(ids: &mut Vec<Uuid>) {
    ids.sort_unstable();
    ids.dedup();
}

fn name_of(key: &MessageKey) -> (ConversationId, SenderKind, String) {
    (key.conversation_id, key.sender, key.client_id.as_str().to_owned())
}

/// The names that a batch asks for: one column each.
#[derive(Default)]
struct Asked<'a> {
    conversations: Vec<Uuid>,
    sender_kinds: Vec<&'static str>,
    sender_pks: Vec<Option<i64>>,
    client_ids: Vec<&'a str>,
}

impl<'a> Asked<'a> {
    fn of(connection: &Connection, keys: &mut Keys, messages: &[&'a MessageKey]) -> Result<Self, SqlError> {
        let mut asked = Self::default();
        for key in messages {
            // A customer is the conversation's own; an agent who is not known has sent nothing.
            let (kind, pk) = match key.sender {
                SenderKind::Customer(_) => ("customer", None),
                SenderKind::Agent(id) => match keys.agent(connection, id) {
                    Ok(pk) => ("agent", Some(pk)),
                    Err(Trouble::Sql(error)) => return Err(error),
                    Err(_) => ("agent", Some(0)),
                },
                SenderKind::System => ("system", Some(0)),
            };
            asked.conversations.push(key.conversation_id.0);
            asked.sender_kinds.push(kind);
            asked.sender_pks.push(pk);
            asked.client_ids.push(key.client_id.as_str());
        }
        Ok(asked)
    }

    /// The values of [`entries::FIND_NAMES`].
    fn values(&self) -> [&(dyn ToSql + Sync); 4] {
        [&self.conversations, &self.sender_kinds, &self.sender_pks, &self.client_ids]
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
