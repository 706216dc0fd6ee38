//! The store on PostgreSQL: a few writer threads, a few readers, each with a connection of its own.

pub(crate) mod batch;
pub(crate) mod checkpoints;
pub(crate) mod convert;
pub(crate) mod decide;
pub(crate) mod heads;
mod keys;
mod line;
pub(crate) mod migrate;
mod places;
mod reading;
pub(crate) mod rows;
pub(crate) mod search;
mod tending;
pub(crate) mod verify;
pub(crate) mod work;
mod writer;

use std::sync::Arc;

use deskbell_domain::{ConversationId, ConversationState};
use foldhash::HashMap;
use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};

pub(crate) use self::line::{address, connection};
use self::{
    address::PostgresAddress,
    batch::Batch,
    connection::{Connection, SqlError},
    heads::Heads,
    keys::Keys,
    line::Line,
    places::Places,
    work::{Trouble, task},
    writer::{Message, Writer},
};
use crate::{
    CommitBatch, Fence, OpenError, Options, Promises, StoreError,
    both::{backlog::Backlog, list_order::ListOrder, readers::Readers, scope::Scope},
};

/// An open database.
pub(crate) struct Database {
    writers: Vec<Desk>,
    readers: Readers<Line>,
    heads: Arc<Heads>,
    /// This process among those that share the database.
    pub(crate) node: u64,
    exclusive: bool,
    /// Conversations that one checkpoint names at most.
    checkpoint_heads: usize,
    /// What everything is found by.
    pub(crate) search: search::Search,
}

/// Where one writer is asked.
struct Desk {
    queue: mpsc::Sender<Message>,
    backlog: Arc<Backlog>,
    list_order: Arc<ListOrder>,
}

impl Database {
    /// Looks a migrated database over and starts the threads.
    pub(crate) fn open(
        address: &PostgresAddress,
        options: &Options,
    ) -> Result<(Self, mpsc::Receiver<Arc<CommitBatch>>), OpenError> {
        migrate::check_current(address)?;
        let newest = migrate::apart(address, |connection| {
            rows::feed::newest_at(connection).map_err(|error| migrate::explain(address, &error))
        })?;
        let lines =
            (0..options.readers.max(1)).map(|_| Line::new(address.clone(), reading::SESSION)).collect();
        let no_thread = |error: std::io::Error| OpenError::Unsuitable {
            address: address.to_string(),
            reason: format!("the system gives no threads ({error})"),
        };
        let readers = Readers::start(lines, options.waiting_reads, reading::rest).map_err(no_thread)?;
        let heads = Arc::new(Heads::new(options.head_cache));
        let (commits, committed) = mpsc::channel(options.commits_ahead.max(1));
        let mut writers = Vec::new();
        for number in 0..options.writers.clamp(1, 64) {
            let (queue, queued) = mpsc::channel((options.queue_depth / options.writers.max(1)).max(1));
            let (backlog, list_order) = (Arc::new(Backlog::new()), Arc::new(ListOrder::default()));
            let writer = Writer {
                line: Line::new(address.clone(), writer::SESSION),
                queue: queued,
                commits: commits.clone(),
                heads: Arc::clone(&heads),
                places: Places::default(),
                list_order: Arc::clone(&list_order),
                backlog: Arc::clone(&backlog),
                batch_max: options.batch_max.max(1),
                keys: Keys::default(),
                at: newest.unwrap_or(Timestamp::UNIX_EPOCH),
                node: options.node,
                number: number as u16,
                begun: 0,
                away: None,
                resends_until: None,
            };
            writer.start().map_err(no_thread)?;
            writers.push(Desk { queue, backlog, list_order });
        }
        let (node, exclusive) = (options.node, options.exclusive);
        let checkpoint_heads = options.checkpoint_heads.max(1);
        let search = search::Search::start(address).map_err(no_thread)?;
        Ok((Self { writers, readers, heads, node, exclusive, checkpoint_heads, search }, committed))
    }

    /// Has a writer write records in a transaction; answered after the commit. `run` may run again.
    pub(crate) async fn write<T, F>(&self, run: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&mut Batch<'_>) -> Result<T, Trouble> + Send + 'static,
    {
        self.ask(Scope::Records, run).await
    }

    /// The same for decisions on conversations, which only serving processes make.
    pub(crate) async fn decide<T, F>(&self, scope: Scope, run: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&mut Batch<'_>) -> Result<T, Trouble> + Send + 'static,
    {
        if !self.exclusive {
            return Err(StoreError::Failed("conversations are changed by a running server only".into()));
        }
        self.ask(scope, run).await
    }

    async fn ask<T, F>(&self, scope: Scope, run: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&mut Batch<'_>) -> Result<T, Trouble> + Send + 'static,
    {
        let desk = &self.writers[scope.writer(self.writers.len())];
        let (asker, answer) = oneshot::channel();
        match desk.queue.try_send(Message::Work(scope, task::<work::Postgres, T, F>(run, asker))) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(StoreError::Closed),
            Err(mpsc::error::TrySendError::Full(_)) => {
                metrics::counter!("deskbell_store_refused_total").increment(1);
                let retry_after_ms = desk.backlog.retry_after_ms(desk.queue.max_capacity());
                return Err(StoreError::Overloaded { retry_after_ms });
            }
        }
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Reads, beside the writers, what one commit left.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        read: impl FnMut(&Connection) -> Result<T, SqlError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.readers.read(name, move |line| reading::read(line, name, read)).await
    }

    /// Has every conversation that this node wrote in stand in lists where its newest message says. Where a writer
    /// has no time for it, lists are a little older.
    pub(crate) async fn order_lists(&self) {
        let orders = self.writers.iter().map(|desk| {
            let send = |work| desk.queue.try_send(Message::Work(Scope::Records, work)).is_ok();
            desk.list_order.bring::<work::Postgres>(send)
        });
        futures_util::future::join_all(orders).await;
    }

    /// The head of a conversation, where it is in memory.
    pub(crate) fn known_head(&self, id: ConversationId) -> Option<Arc<ConversationState>> {
        self.heads.get(id).map(|head| Arc::clone(&head.state))
    }

    /// The committed head of a conversation. One in memory holds while its row has the same version.
    pub(crate) async fn head(
        &self,
        id: ConversationId,
    ) -> Result<Option<Arc<ConversationState>>, StoreError> {
        let known = self.heads.get(id);
        let moment = self.heads.moment(id);
        let head = self
            .read("conversation", move |connection| {
                if let Some(known) = &known
                    && rows::conversations::version(connection, id)? == Some(known.version)
                {
                    return Ok(Some(Arc::clone(known)));
                }
                Ok(rows::conversations::load(connection, id)?.map(Arc::new))
            })
            .await?;
        let Some(head) = head else { return Ok(None) };
        self.heads.keep(moment, Arc::clone(&head));
        Ok(Some(Arc::clone(&head.state)))
    }

    /// The committed heads of those of these conversations that there are, in no order.
    pub(crate) async fn heads_of(
        &self,
        ids: Vec<ConversationId>,
    ) -> Result<Vec<Arc<ConversationState>>, StoreError> {
        let moments: HashMap<_, _> = ids.iter().map(|id| (*id, self.heads.moment(*id))).collect();
        let ids: Vec<_> = ids.into_iter().map(|id| id.0).collect();
        let heads = self
            .read("conversations_by_id", move |connection| rows::conversations::load_all(connection, &ids))
            .await?;
        let kept = heads.into_iter().map(Arc::new).map(|head| {
            if let Some(moment) = moments.get(&head.state.id) {
                self.heads.keep(*moment, Arc::clone(&head));
            }
            Arc::clone(&head.state)
        });
        Ok(kept.collect())
    }

    /// What the server promises of what it has acknowledged.
    pub(crate) async fn promises(&self) -> Result<Promises, StoreError> {
        self.read("promises", |connection| {
            let sql = "SELECT current_setting('fsync') = 'on', current_setting('full_page_writes') = 'on',
                current_setting('synchronous_standby_names') <> ''
                AND current_setting('synchronous_commit') NOT IN ('local', 'off')";
            let row = connection.one(sql, &[])?;
            let (fsync, full_pages) = (row.try_get(0)?, row.try_get(1)?);
            Ok(Promises { fsync, full_pages, synchronous_standbys: row.try_get(2)? })
        })
        .await
    }

    /// Makes the checkpoints that are due.
    pub(crate) async fn seal(&self, fence: Option<Arc<Fence>>) -> Result<(), StoreError> {
        let heads_max = self.checkpoint_heads;
        let seal = move |line: &mut Line| {
            tending::tend(line, |connection| {
                while checkpoints::seal(connection, fence.as_deref(), heads_max)? {}
                Ok(())
            })
        };
        self.readers.read("seal", seal).await
    }

    /// Moves in lists what a node that died has left.
    pub(crate) async fn settle_lists(&self, fence: Option<Arc<Fence>>) -> Result<(), StoreError> {
        let settle = move |line: &mut Line| {
            tending::tend(line, |connection| tending::settle_lists(connection, fence.as_deref()))
        };
        self.readers.read("settle_lists", settle).await
    }

    /// Finishes everything accepted, and closes every connection.
    pub(crate) async fn shutdown(&self) {
        let stopping = self.writers.iter().map(|desk| async {
            let (asker, done) = oneshot::channel();
            if desk.queue.send(Message::Stop(asker)).await.is_ok() {
                // An error means that the writer has ended already.
                drop(done.await);
            }
        });
        futures_util::future::join_all(stopping).await;
        self.search.close().await;
        self.readers.close().await;
    }
}
