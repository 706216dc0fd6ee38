//! One of the threads that write. Whatever has queued for it shares a transaction and a commit; there is no timer, so
//! one asker alone waits for nobody.
//!
//! A line that breaks is an everyday thing here: the database restarts, or another server takes over. What was not
//! committed is decided again; where a commit's answer was lost, the feed is asked whether it came to be.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::error::SqlState;
use uuid::Uuid;

use super::{
    batch::{Batch, Doubtful, Finished, Kept, Unfinished},
    connection::SqlError,
    heads::Heads,
    keys::Keys,
    line::Line,
    places::Places,
    rows::feed,
    work::{Job, Trouble, sql_error},
};
use crate::{
    CommitBatch, StoreError,
    both::{backlog::Backlog, list_order::ListOrder, scope::Scope},
};

/// What a writer's connection asks for besides: a commit may wait for a standby as long as it takes, for one that was
/// broken off would be there all the same, and not on the standby; and its few statements are planned once, since
/// planning them for each batch would cost as much as running them.
pub(crate) const SESSION: &str =
    "SET statement_timeout = 0; SET plan_cache_mode = force_generic_plan; SET jit = off";
/// How long a database that cannot be reached is waited for before whoever waits is turned away.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two tries to reach it.
const PAUSE: Duration = Duration::from_millis(50);
/// How long it may take to find out whether a commit came to be: a transaction that was left open on the other side
/// ends by itself within this time.
const DOUBT_MAX: Duration = Duration::from_secs(15);
/// How long after a message that was sent before others are expected.
const RESENDS_LAST: Duration = Duration::from_secs(5);
/// The index in which each name stands once.
const INDEX_OF_NAMES: &str = "entries_client_id";
/// How often a batch is tried that others stand in the way of.
const TRIES: u32 = 4;

/// What a writer is asked.
pub(crate) enum Message {
    /// To do something, about something.
    Work(Scope, Job),
    /// To take nothing more, finish what it has, and say so.
    Stop(oneshot::Sender<()>),
}

/// A writer's thread.
pub(crate) struct Writer {
    pub(crate) line: Line,
    pub(crate) queue: mpsc::Receiver<Message>,
    pub(crate) commits: mpsc::Sender<Arc<CommitBatch>>,
    pub(crate) heads: Arc<Heads>,
    pub(crate) places: Places,
    pub(crate) list_order: Arc<ListOrder>,
    pub(crate) backlog: Arc<Backlog>,
    pub(crate) batch_max: usize,
    pub(crate) keys: Keys,
    pub(crate) at: Timestamp,
    pub(crate) node: u64,
    /// Which of the node's writers, and how many transactions it has begun: their names.
    pub(crate) number: u16,
    pub(crate) begun: u64,
    /// Since when the database cannot be reached.
    pub(crate) away: Option<Instant>,
    /// Until when messages that were sent before are expected.
    pub(crate) resends_until: Option<Instant>,
}

/// Work and what it is about, still to be done.
type Jobs = Vec<(Scope, Job)>;

impl Writer {
    /// Starts the thread, which ends when nobody can ask any more or when it is told to stop.
    pub(crate) fn start(mut self) -> std::io::Result<()> {
        thread::Builder::new().name(format!("store-writer-{}", self.number)).spawn(move || {
            let stopped = self.run();
            // The connections go before whoever asked is told.
            drop(self);
            if let Some(asker) = stopped {
                // Whoever asked may have stopped waiting.
                let _ = asker.send(());
            }
        })?;
        Ok(())
    }

    fn run(&mut self) -> Option<oneshot::Sender<()>> {
        let mut stopped = None;
        let mut jobs = Vec::with_capacity(self.batch_max);
        while let Some(first) = self.queue.blocking_recv() {
            let mut next = Some(first);
            while let Some(message) = next {
                match message {
                    Message::Work(scope, work) => jobs.push((scope, work)),
                    Message::Stop(asker) => {
                        self.queue.close();
                        stopped = Some(asker);
                    }
                }
                next = if jobs.len() < self.batch_max { self.queue.try_recv().ok() } else { None };
            }
            metrics::gauge!("deskbell_store_queue_depth").set(self.queue.len() as f64);
            let pieces = jobs.len();
            self.backlog.begins();
            self.write(std::mem::take(&mut jobs));
            self.backlog.ends(pieces);
        }
        if self.places.len() > 0 {
            let order = Arc::clone(&self.list_order);
            self.write(vec![(Scope::Records, order.request())]);
        }
        stopped
    }

    /// Writes a batch; where a statement fails, each piece of work on its own, so that only the one at fault is
    /// refused.
    fn write(&mut self, mut jobs: Jobs) {
        let mut tries = 0;
        while !jobs.is_empty() {
            if let Err(error) = self.reach() {
                return refuse(jobs, &sql_error(&error));
            }
            tries += 1;
            match self.attempt(&mut jobs) {
                Ok(finished) => return self.tell(jobs, finished),
                Err(Unfinished::Doubtful(doubtful)) => match self.settle(*doubtful) {
                    Ok(Some(finished)) => return self.tell(jobs, finished),
                    // What was cut off here was cut off elsewhere: senders will ask again.
                    Ok(None) => self.expect_resends(),
                    Err(error) => return refuse(jobs, &error),
                },
                Err(Unfinished::Undone(Trouble::Sql(error))) if was_sent_before(&error) && tries < TRIES => {
                    self.undo(&error);
                    self.expect_resends();
                }
                Err(Unfinished::Undone(Trouble::Sql(error))) if error.passes() && tries < TRIES => {
                    self.undo(&error);
                    tracing::warn!(%error, "a batch is decided again");
                }
                Err(Unfinished::Undone(trouble)) => {
                    if let Trouble::Sql(error) = &trouble {
                        self.undo(error);
                    } else {
                        self.roll_back();
                    }
                    return self.give_up(jobs, trouble);
                }
            }
        }
    }

    /// Has messages be looked for before they are decided on, for a while.
    fn expect_resends(&mut self) {
        metrics::counter!("deskbell_store_resends_total").increment(1);
        self.resends_until = Some(Instant::now() + RESENDS_LAST);
    }

    /// Refuses the one at fault; where there are several, each is tried by itself.
    fn give_up(&mut self, jobs: Jobs, trouble: Trouble) {
        if jobs.len() == 1 {
            let error = StoreError::from(trouble);
            tracing::error!(%error, "the store could not write");
            return refuse(jobs, &error);
        }
        metrics::counter!("deskbell_store_reruns_total").increment(1);
        for job in jobs {
            self.write(vec![job]);
        }
    }

    /// Makes sure that there is a connection, and waits a while for one.
    fn reach(&mut self) -> Result<(), SqlError> {
        let since = self.away.unwrap_or_else(Instant::now);
        loop {
            let Err(error) = self.line.open() else {
                if self.away.take().is_some() {
                    tracing::info!(writer = self.number, "the database is reached again");
                }
                return Ok(());
            };
            if self.away.is_none() {
                tracing::warn!(%error, writer = self.number, "the database is not reached");
                self.away = Some(since);
            }
            if since.elapsed() >= PATIENCE {
                return Err(error);
            }
            thread::sleep(PAUSE);
        }
    }

    fn attempt(&mut self, jobs: &mut Jobs) -> Result<Finished, Unfinished> {
        let mark = self.next_mark();
        let asks_names = self.resends_until.is_some_and(|until| Instant::now() < until);
        let Self { line, keys, heads, places, at, node, .. } = self;
        let connection = line.now().ok_or_else(|| SqlError::Unreachable("there is no connection".into()))?;
        let begun = Instant::now();
        let kept = Kept { keys, heads, places, at: *at, node: *node, mark, asks_names };
        let mut batch = Batch::new(connection, kept);
        let scopes: Vec<Scope> = jobs.iter().map(|(scope, _)| scope.clone()).collect();
        batch.begin(&scopes)?;
        for (_, job) in jobs.iter_mut() {
            job.attempt(&mut batch)?;
        }
        let finished = batch.finish()?;
        metrics::histogram!("deskbell_store_commit_seconds").record(begun.elapsed().as_secs_f64());
        metrics::histogram!("deskbell_store_batch_size").record(jobs.len() as f64);
        Ok(finished)
    }

    /// A name for a transaction that no other has.
    fn next_mark(&mut self) -> Uuid {
        self.begun += 1;
        Uuid::from_u64_pair(self.node, u64::from(self.number) << 48 | self.begun)
    }

    /// Finds out whether a transaction came to be whose commit was not answered; `None` where it did not.
    fn settle(&mut self, doubtful: Doubtful) -> Result<Option<Finished>, StoreError> {
        let Doubtful { mut finished, mark, error } = doubtful;
        tracing::warn!(%error, "a commit was not answered; the feed is asked whether it came to be");
        finished.doubt(&self.heads);
        self.keys.forget();
        self.line.cut();
        // What left nothing in the feed changed nothing that a second time would harm.
        let Some(mark) = mark else { return Ok(None) };
        let begun = Instant::now();
        loop {
            self.reach().map_err(|error| sql_error(&error))?;
            match self.ask_for(mark) {
                Ok(Some(Some(position))) => {
                    if let Some(batch) = &mut finished.batch {
                        batch.position = position;
                    }
                    return Ok(Some(finished));
                }
                Ok(Some(None)) => return Ok(None),
                Ok(None) => {}
                Err(error) if error.is_lost() => self.line.cut(),
                Err(error) => return Err(sql_error(&error)),
            }
            if begun.elapsed() >= DOUBT_MAX {
                return Err(StoreError::overloaded());
            }
            thread::sleep(PAUSE);
        }
    }

    /// The position of a transaction, `Some(None)` where it will never have one; `None` where somebody who began
    /// before is not done.
    fn ask_for(&self, mark: Uuid) -> Result<Option<Option<u64>>, SqlError> {
        let Some(connection) = self.line.now() else { return Ok(None) };
        // Whoever took a position has announced it: once the feed can be read up to the newest, it is decided.
        let newest = feed::taken(connection)?;
        let is_decided = feed::safe_head(connection)? >= newest;
        match feed::position_of(connection, mark)? {
            Some(position) => Ok(Some(Some(position))),
            None if is_decided => Ok(Some(None)),
            None => Ok(None),
        }
    }

    fn undo(&mut self, error: &SqlError) {
        // A server that takes no writes any more will not take the next one either.
        let is_standby = error.code() == Some(&SqlState::READ_ONLY_SQL_TRANSACTION);
        if is_standby || error.is_lost() {
            self.line.cut();
        }
        self.roll_back();
    }

    fn roll_back(&mut self) {
        self.keys.forget();
        if let Some(connection) = self.line.now()
            && connection.run("ROLLBACK").is_err()
        {
            self.line.cut();
        }
    }

    /// Answers come first: whoever asked need not wait for whoever listens.
    fn tell(&mut self, jobs: Jobs, mut finished: Finished) {
        finished.merge(&self.heads);
        self.list_order.waits(self.places.len());
        for (_, job) in jobs {
            job.answer(None);
        }
        if let Some(batch) = finished.batch {
            self.at = self.at.max(batch.at);
            // Nobody listens in an operator's word, nor while the server goes down.
            drop(self.commits.blocking_send(Arc::new(batch)));
        }
    }
}

/// Whether a batch failed for a message that was taken for new.
fn was_sent_before(error: &SqlError) -> bool {
    error.code() == Some(&SqlState::UNIQUE_VIOLATION) && error.constraint() == Some(INDEX_OF_NAMES)
}

fn refuse(jobs: Jobs, error: &StoreError) {
    for (_, job) in jobs {
        metrics::counter!("deskbell_store_refused_total").increment(1);
        job.answer(Some(error.again()));
    }
}
