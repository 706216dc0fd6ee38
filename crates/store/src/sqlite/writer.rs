//! The one thread that writes. Whatever has queued shares a transaction and an fsync; there is no timer, so
//! one asker alone waits for nobody.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Instant,
};

use jiff::Timestamp;
use parking_lot::{Mutex, MutexGuard};
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{
    batch::Batch,
    heads::{Heads, Places},
    keys::Keys,
    open::Lock,
    work::{Job, Trouble, sql_error},
};
use crate::{
    CommitBatch, StoreError,
    both::{backlog::Backlog, list_order::ListOrder},
    disk::{Disk, DiskLost, Part},
};

/// What the writer is asked.
pub(crate) enum Message {
    /// To do something.
    Work(Job),
    /// To take nothing more, finish what it has, and say so.
    Stop(oneshot::Sender<()>),
}

/// What the writer and the checkpointer share.
#[derive(Default)]
pub(crate) struct Gate {
    /// Held while a transaction is open, and while the log is being cut short.
    open: Mutex<()>,
    /// Commits so far.
    commits: AtomicU64,
    /// What both know of the disk.
    pub(crate) disk: Disk,
}

impl Gate {
    pub(crate) fn close(&self) -> MutexGuard<'_, ()> {
        self.open.lock()
    }

    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }
}

/// The writer's thread.
pub(crate) struct Writer {
    pub(crate) connection: Connection,
    pub(crate) queue: mpsc::Receiver<Message>,
    pub(crate) commits: mpsc::Sender<Arc<CommitBatch>>,
    pub(crate) heads: Arc<Heads>,
    pub(crate) places: Places,
    pub(crate) list_order: Arc<ListOrder>,
    pub(crate) gate: Arc<Gate>,
    pub(crate) backlog: Arc<Backlog>,
    pub(crate) batch_max: usize,
    pub(crate) keys: Keys,
    pub(crate) at: Timestamp,
    pub(crate) lock: Option<Lock>,
}

impl Writer {
    /// Starts the thread, which ends when nobody can ask any more or when it is told to stop. `last` runs at
    /// its end.
    pub(crate) fn start(mut self, last: impl FnOnce(Connection) + Send + 'static) -> std::io::Result<()> {
        thread::Builder::new().name("store-writer".into()).spawn(move || {
            let stopped = self.run();
            last(self.connection);
            drop(self.lock);
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
                    Message::Work(work) => jobs.push(work),
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
        self.write(vec![self.list_order.request()]);
        stopped
    }

    /// Writes a batch; where a statement fails, each piece of work on its own, so that only the one at fault
    /// is refused.
    fn write(&mut self, mut jobs: Vec<Job>) {
        if jobs.is_empty() {
            return;
        }
        if self.gate.disk.is_lost() {
            return refuse(jobs, || StoreError::Failed(DiskLost.to_string()));
        }
        match self.attempt(&mut jobs) {
            Ok(committed) => self.tell(jobs, committed),
            // Each by itself would find the same disk.
            Err(Failure::Statement(Trouble::Sql(error)) | Failure::Transaction(error))
                if self.gate.disk.fails(Part::Commits, &error) =>
            {
                let error = sql_error(&error);
                refuse(jobs, || error.again());
            }
            Err(Failure::Statement(trouble)) if jobs.len() == 1 => {
                let error = StoreError::from(trouble);
                tracing::error!(%error, "the store could not write");
                refuse(jobs, || error.again());
            }
            Err(Failure::Statement(_)) => {
                metrics::counter!("deskbell_store_reruns_total").increment(1);
                for job in jobs {
                    self.write(vec![job]);
                }
            }
            Err(Failure::Transaction(error)) => {
                let error = sql_error(&error);
                tracing::error!(%error, refused = jobs.len(), "the store could not commit");
                refuse(jobs, || error.again());
            }
        }
    }

    fn attempt(&mut self, jobs: &mut [Job]) -> Result<Option<CommitBatch>, Failure> {
        let Self { connection, keys, heads, places, gate, .. } = self;
        let gate_closed = gate.close();
        let (begun, rows) = (Instant::now(), connection.total_changes());
        run(connection, "BEGIN IMMEDIATE").map_err(Failure::Transaction)?;
        let mut batch = Batch::new(connection, keys, heads, places, self.at);
        let decided = jobs.iter_mut().try_for_each(|job| job.attempt(&mut batch));
        let mut finished = match decided.and_then(|()| batch.finish()) {
            Ok(finished) => finished,
            Err(trouble) => {
                undo(connection, keys);
                return Err(Failure::Statement(trouble));
            }
        };
        if let Err(error) = run(connection, "COMMIT") {
            undo(connection, keys);
            finished.doubt(heads);
            return Err(Failure::Transaction(error));
        }
        if connection.total_changes() != rows {
            gate.disk.works(Part::Commits);
        }
        finished.merge(heads);
        places.committed(finished.placed, finished.batch.as_ref().map(|batch| batch.position));
        gate.commits.fetch_add(1, Ordering::Release);
        MutexGuard::unlock_fair(gate_closed);
        metrics::histogram!("deskbell_store_commit_seconds").record(begun.elapsed().as_secs_f64());
        metrics::histogram!("deskbell_store_batch_size").record(jobs.len() as f64);
        Ok(finished.batch)
    }

    /// Answers come first: whoever asked need not wait for whoever listens.
    fn tell(&mut self, jobs: Vec<Job>, committed: Option<CommitBatch>) {
        for job in jobs {
            job.answer(None);
        }
        if let Some(batch) = committed {
            self.at = batch.at;
            // Nobody listens in an operator's word, nor while the server goes down.
            drop(self.commits.blocking_send(Arc::new(batch)));
        }
    }
}

/// Why a transaction did not come to be.
enum Failure {
    /// Something inside it went wrong.
    Statement(Trouble),
    /// It could not begin or not be committed.
    Transaction(rusqlite::Error),
}

fn run(connection: &Connection, sql: &'static str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

fn undo(connection: &Connection, keys: &mut Keys) {
    keys.forget();
    // After some errors SQLite has rolled back already.
    if !connection.is_autocommit()
        && let Err(error) = connection.execute_batch("ROLLBACK")
    {
        tracing::error!(%error, "the store could not roll back");
    }
}

fn refuse(jobs: Vec<Job>, error: impl Fn() -> StoreError) {
    for job in jobs {
        metrics::counter!("deskbell_store_refused_total").increment(1);
        job.answer(Some(error()));
    }
}
