//! The thread that makes checkpoints.
//!
//! It reads on connections of its own and asks the writer for one small row, at most once in
//! [`Options::checkpoint_every`](crate::Options), which shares a transaction with whatever has queued. A
//! message never waits for it.

use std::{
    io,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::{mpsc as queue, oneshot};

use super::{gather::Gathered, rows};
use crate::{
    StoreError,
    checkpoint::Checkpoint,
    disk::{Disk, Part},
    sqlite::{
        work::{Sqlite, sql_error, task},
        writer::{Gate, Message},
    },
};

/// How often it looks into the feed at most, so that there is never much to read at once.
const LOOK: Duration = Duration::from_secs(1);
/// Where there is much to catch up with, it rests this many times as long as it reads.
const REST: u32 = 4;
/// How long closing waits for what is left to be sealed; what remains is sealed after the next start.
const LAST_WAIT: Duration = Duration::from_secs(2);

/// A running sealer.
pub(crate) struct Sealer {
    stop: mpsc::Sender<()>,
    heads_max: usize,
    thread: JoinHandle<Option<Gathered>>,
}

/// What the thread works with.
pub(crate) struct Tools {
    /// A reading connection of its own.
    pub(crate) connection: Connection,
    /// The writer's queue. Held weakly: the writer ends when nobody else can ask any more.
    pub(crate) queue: queue::WeakSender<Message>,
    /// Says whether anything was committed.
    pub(crate) gate: Arc<Gate>,
    /// How long changes may go without a checkpoint.
    pub(crate) every: Duration,
    /// Conversations that are named at most before a checkpoint is made at once.
    pub(crate) heads_max: usize,
}

impl Sealer {
    /// Starts the thread.
    pub(crate) fn start(tools: Tools) -> io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let heads_max = tools.heads_max;
        let thread = thread::Builder::new().name("store-sealer".into()).spawn(move || tools.run(&stopped))?;
        Ok(Self { stop, heads_max, thread })
    }

    /// Ends the thread and seals what is left, on the writer's connection, where the disk still takes it.
    pub(crate) fn finish(self, connection: &Connection, disk: &Disk) {
        drop(self.stop);
        let gathered = match self.thread.join() {
            Ok(gathered) => gathered,
            Err(_) => return tracing::error!("the sealer had panicked"),
        };
        if disk.is_lost() {
            return;
        }
        if let Err(error) = seal_rest(connection, gathered, self.heads_max)
            && !disk.fails(Part::Commits, &error)
        {
            tracing::warn!(%error, "the last checkpoint could not be made; the next start makes it");
        }
    }
}

fn seal_rest(connection: &Connection, gathered: Option<Gathered>, heads_max: usize) -> rusqlite::Result<()> {
    let until = Instant::now() + LAST_WAIT;
    let mut gathered = match gathered {
        Some(gathered) => gathered,
        None => Gathered::begin(connection)?,
    };
    while Instant::now() < until {
        let more = gathered.read_on(connection)?;
        if !more || gathered.len() >= heads_max {
            let checkpoint = gathered.compose(connection)?;
            if let Some(checkpoint) = &checkpoint {
                rows::insert(connection, checkpoint)?;
            }
            gathered.sealed(checkpoint.as_ref());
        }
        if !more {
            break;
        }
    }
    Ok(())
}

impl Tools {
    fn run(self, stopped: &mpsc::Receiver<()>) -> Option<Gathered> {
        let mut gathered = None;
        let mut seen = None;
        let mut sealed = Instant::now();
        let mut pause = LOOK.min(self.every);
        while let Err(mpsc::RecvTimeoutError::Timeout) = stopped.recv_timeout(pause) {
            pause = LOOK.min(self.every);
            let commits = self.gate.commits();
            let is_due = sealed.elapsed() >= self.every;
            if seen == Some(commits) && !is_due {
                continue;
            }
            let begun = Instant::now();
            match self.look(&mut gathered, is_due) {
                Ok(Looked { more, did_seal }) => {
                    seen = Some(commits);
                    if did_seal {
                        sealed = Instant::now();
                    }
                    if more {
                        (seen, pause) = (None, begun.elapsed() * REST);
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "a checkpoint could not be made; it is tried again");
                    // What was gathered may not be what is stored.
                    (gathered, seen, pause) = (None, None, self.every);
                }
            }
        }
        gathered
    }

    fn look(&self, known: &mut Option<Gathered>, is_due: bool) -> Result<Looked, StoreError> {
        let gathered = match known {
            Some(gathered) => gathered,
            None => known.insert(Gathered::begin(&self.connection).map_err(|error| sql_error(&error))?),
        };
        let more = gathered.read_on(&self.connection).map_err(|error| sql_error(&error))?;
        let did_seal = gathered.len() >= self.heads_max || (is_due && !more);
        if did_seal {
            let checkpoint = gathered.compose(&self.connection).map_err(|error| sql_error(&error))?;
            if let Some(checkpoint) = &checkpoint {
                self.write(checkpoint.clone())?;
                tracing::debug!(checkpoint = %checkpoint.name(), "sealed");
            }
            gathered.sealed(checkpoint.as_ref());
        }
        Ok(Looked { more, did_seal })
    }

    /// Has the writer add it to whatever it writes next.
    fn write(&self, checkpoint: Checkpoint) -> Result<(), StoreError> {
        let queue = self.queue.upgrade().ok_or(StoreError::Closed)?;
        let (asker, answer) = oneshot::channel();
        let work = task::<Sqlite, _, _>(move |batch| Ok(rows::insert(batch.connection, &checkpoint)?), asker);
        queue.try_send(Message::Work(work)).map_err(|_| StoreError::overloaded())?;
        drop(queue);
        answer.blocking_recv().unwrap_or(Err(StoreError::Closed))
    }
}

struct Looked {
    /// There is more of the feed to read.
    more: bool,
    did_seal: bool,
}
