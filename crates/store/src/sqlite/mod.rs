//! The store on SQLite: one writer thread, one checkpointer, a few readers, one file.

pub(crate) mod backup;
pub(crate) mod batch;
mod checkpoints;
mod convert;
pub(crate) mod decide;
pub(crate) mod heads;
mod keys;
mod log;
pub(crate) mod migrate;
pub(crate) mod open;
pub(crate) mod rows;
pub(crate) mod search;
mod snapshot;
pub(crate) mod verify;
pub(crate) mod work;
mod writer;

use std::{path::Path, sync::Arc};

use deskbell_domain::{ConversationId, ConversationState};
use jiff::Timestamp;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot, watch};

use self::{
    batch::Batch,
    checkpoints::sealer::{Sealer, Tools},
    heads::{Heads, Places},
    keys::Keys,
    log::checkpointer::{self, Checkpointer},
    open::Purpose,
    work::{Trouble, task},
    writer::{Gate, Message, Writer},
};
use crate::{
    CommitBatch, OpenError, Options, StoreError,
    both::{backlog::Backlog, list_order::ListOrder, readers::Readers, scope::Scope},
};

/// Makes sure of the log, unless this is an operator's word and a server runs, which has done so.
fn settle_log(connection: &Connection, path: &Path, options: &Options) -> Result<(), OpenError> {
    let alone = if options.exclusive { None } else { open::try_lock(path)? };
    if options.exclusive || alone.is_some() {
        log::settle(connection, path)?;
    }
    Ok(())
}

/// An open database.
pub(crate) struct Database {
    queue: mpsc::Sender<Message>,
    readers: Readers<Connection>,
    heads: Arc<Heads>,
    backlog: Arc<Backlog>,
    gate: Arc<Gate>,
    list_order: Arc<ListOrder>,
    exclusive: bool,
    /// This process, as leases know it.
    pub(crate) node: u64,
    /// What everything is found by.
    pub(crate) search: search::Search,
}

impl Database {
    /// Opens a migrated file and starts the threads.
    pub(crate) fn open(
        path: &Path,
        options: &Options,
    ) -> Result<(Self, mpsc::Receiver<Arc<CommitBatch>>), OpenError> {
        let pending = migrate::pending(path)?;
        if !pending.is_empty() {
            return Err(OpenError::PendingMigrations { database: path.into(), count: pending.len() });
        }
        let lock = if options.exclusive { Some(open::lock(path)?) } else { None };
        let connection = open::connect(path, Purpose::Write)?;
        settle_log(&connection, path, options)?;
        let newest = rows::feed::newest_at(&connection).map_err(|error| open::explain(path, error))?;
        let readers = (0..options.readers.max(1))
            .map(|_| open::connect(path, Purpose::Read))
            .collect::<Result<_, _>>()?;
        let readers = Readers::start(readers, options.waiting_reads, |_| ())
            .map_err(|error| open::explain_io(path, error))?;
        let heads = Arc::new(Heads::new(options.head_cache));
        let gate = Arc::new(Gate::default());
        let backlog = Arc::new(Backlog::new());
        // Beside a server the log is the server's: its writer would wait while somebody else brings it in.
        let checkpointer = if options.exclusive {
            let checkpoints = open::connect(path, Purpose::Checkpoint)?;
            let started = Checkpointer::start(checkpoints, Arc::clone(&gate));
            Some(started.map_err(|error| open::explain_io(path, error))?)
        } else {
            None
        };
        let (queue, queued) = mpsc::channel(options.queue_depth.max(1));
        let sealer = if options.exclusive {
            let tools = Tools {
                connection: open::connect(path, Purpose::Aside)?,
                queue: queue.downgrade(),
                gate: Arc::clone(&gate),
                every: options.checkpoint_every,
                heads_max: options.checkpoint_heads.max(1),
            };
            Some(Sealer::start(tools).map_err(|error| open::explain_io(path, error))?)
        } else {
            None
        };
        let list_order = Arc::new(ListOrder::default());
        let places = Places::recover(&connection, options.exclusive, Arc::clone(&list_order))
            .map_err(|error| open::explain(path, error))?;
        let (commits, committed) = mpsc::channel(options.commits_ahead.max(1));
        let writer = Writer {
            connection,
            queue: queued,
            commits,
            heads: Arc::clone(&heads),
            places,
            list_order: Arc::clone(&list_order),
            gate: Arc::clone(&gate),
            backlog: Arc::clone(&backlog),
            batch_max: options.batch_max.max(1),
            keys: Keys::default(),
            at: newest.unwrap_or(Timestamp::UNIX_EPOCH),
            lock,
        };
        let shared = Arc::clone(&gate);
        let last = move |connection: Connection| {
            if let Some(sealer) = sealer {
                sealer.finish(&connection, &shared.disk);
            }
            match checkpointer {
                Some(checkpointer) => checkpointer.finish(connection, &shared.disk),
                None => checkpointer::close(connection),
            }
        };
        writer.start(last).map_err(|error| open::explain_io(path, error))?;
        let exclusive = options.exclusive;
        let node = options.node;
        let search = search::Search::of(path);
        Ok((Self { queue, readers, heads, backlog, gate, list_order, exclusive, node, search }, committed))
    }

    /// Has the writer do something in a transaction; answered after the commit. `run` may run again.
    pub(crate) async fn write<T, F>(&self, run: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&mut Batch<'_>) -> Result<T, Trouble> + Send + 'static,
    {
        let (asker, answer) = oneshot::channel();
        match self.queue.try_send(Message::Work(task::<work::Sqlite, T, F>(run, asker))) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(StoreError::Closed),
            Err(mpsc::error::TrySendError::Full(_)) => {
                metrics::counter!("deskbell_store_refused_total").increment(1);
                let retry_after_ms = self.backlog.retry_after_ms(self.queue.max_capacity());
                return Err(StoreError::Overloaded { retry_after_ms });
            }
        }
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    /// The same for decisions on conversations, which only the serving process may make: it alone knows that
    /// the heads it keeps are the newest.
    pub(crate) async fn decide<T, F>(&self, _scope: Scope, run: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&mut Batch<'_>) -> Result<T, Trouble> + Send + 'static,
    {
        if !self.exclusive {
            return Err(StoreError::Failed("conversations are changed by the running server only".into()));
        }
        self.write(run).await
    }

    /// Reads, beside the writer.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let read = move |connection: &mut Connection| {
            snapshot::snapshot(connection, read).map_err(|error| {
                tracing::error!(%error, name, "a read failed");
                work::sql_error(&error)
            })
        };
        self.readers.read(name, read).await
    }

    /// Has every conversation stand in lists where its newest message says. Where the writer has no time for
    /// it, lists are a little older.
    pub(crate) async fn order_lists(&self) {
        let send = |work| self.queue.try_send(Message::Work(work)).is_ok();
        self.list_order.bring::<work::Sqlite>(send).await;
    }

    /// The head of a conversation, where it is in memory.
    pub(crate) fn known_head(&self, id: ConversationId) -> Option<Arc<ConversationState>> {
        self.heads.get(id).map(|head| Arc::clone(&head.state))
    }

    /// The committed head of a conversation.
    pub(crate) async fn head(
        &self,
        id: ConversationId,
    ) -> Result<Option<Arc<ConversationState>>, StoreError> {
        if let Some(head) = self.heads.get(id) {
            return Ok(Some(Arc::clone(&head.state)));
        }
        let moment = self.heads.moment(id);
        let head =
            self.read("conversation", move |connection| rows::conversations::load(connection, id)).await?;
        let Some(head) = head.map(Arc::new) else { return Ok(None) };
        self.heads.keep(moment, Arc::clone(&head));
        Ok(Some(Arc::clone(&head.state)))
    }

    /// The committed heads of those of these conversations that there are, in no order.
    pub(crate) async fn heads_of(
        &self,
        ids: Vec<ConversationId>,
    ) -> Result<Vec<Arc<ConversationState>>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(self.head(id).await?);
        }
        Ok(found)
    }

    /// Changes to true once, when the disk has lost what was written to it.
    pub(crate) fn lost(&self) -> watch::Receiver<bool> {
        self.gate.disk.lost()
    }

    /// Finishes everything accepted, brings the log into the file, and closes it.
    pub(crate) async fn shutdown(&self) {
        let (asker, done) = oneshot::channel();
        self.search.close().await;
        self.readers.close().await;
        if self.queue.send(Message::Stop(asker)).await.is_ok() {
            // An error means that the writer has ended already.
            drop(done.await);
        }
    }
}

#[cfg(test)]
mod tests;
