//! What everybody of a rehearsal shares: where the server is, how far it has come, and what is measured.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use hdrhistogram::Histogram;
use parking_lot::Mutex;
use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
    time::{Instant, timeout_at},
};

use super::{PATIENCE, RehearseError, over, person::Person};
use crate::torture::{Side, Text};

/// Microseconds that latencies are told apart within, and the longest one that is.
const LATENCY_RANGE: (u64, u64) = (1, 600_000_000);

/// How far it has come.
#[derive(Clone)]
pub(super) enum Phase {
    /// People are coming in.
    Enter,
    /// They talk, beginning at this moment, each in each conversation once in an interval.
    Talk { begun: Instant, interval: Duration },
    /// Nothing new is said; what is not acknowledged is sent until it is.
    Rest,
    /// Everything is written; everybody reads up to these heads.
    Close(Arc<Heads>),
}

/// The newest seq of each conversation that each side may see.
pub(super) type Heads = HashMap<(Text, Side), u64>;

/// What everybody shares.
pub(super) struct Stage {
    pub(super) base: String,
    epoch: Instant,
    phase: watch::Sender<Phase>,
    cuts: watch::Sender<u32>,
    marks: mpsc::UnboundedSender<Instant>,
    /// Nanoseconds after the epoch: when the lines were cut, and when everybody was back.
    storm: [AtomicU64; 2],
    acked: Mutex<Histogram<u64>>,
    arrived: Mutex<Histogram<u64>>,
    lost_lines: AtomicU64,
}

/// Hears when people have come to the place they were to come to.
pub(super) struct Marks(mpsc::UnboundedReceiver<Instant>, Instant);

impl Stage {
    pub(super) fn new(base: &str) -> (Arc<Self>, Marks) {
        let (marks, heard) = mpsc::unbounded_channel();
        let epoch = Instant::now();
        let stage = Self {
            base: base.to_owned(),
            epoch,
            phase: watch::Sender::new(Phase::Enter),
            cuts: watch::Sender::new(0),
            marks,
            storm: [AtomicU64::new(u64::MAX), AtomicU64::new(u64::MAX)],
            acked: Mutex::new(latencies()),
            arrived: Mutex::new(latencies()),
            lost_lines: AtomicU64::new(0),
        };
        (Arc::new(stage), Marks(heard, epoch))
    }

    pub(super) fn enter(&self, phase: Phase) {
        self.phase.send_replace(phase);
    }

    pub(super) fn phase(&self) -> watch::Receiver<Phase> {
        self.phase.subscribe()
    }

    /// Cuts everybody's line.
    pub(super) fn cut(&self) {
        self.storm[0].store(self.nanos(Instant::now()), Ordering::Relaxed);
        self.cuts.send_modify(|count| *count += 1);
    }

    pub(super) fn cuts(&self) -> watch::Receiver<u32> {
        self.cuts.subscribe()
    }

    /// Everybody is back.
    pub(super) fn is_calm(&self) {
        self.storm[1].store(self.nanos(Instant::now()), Ordering::Relaxed);
    }

    /// Somebody has come to the place they were to come to.
    pub(super) fn mark(&self) {
        // Whoever waited may have given up.
        let _ = self.marks.send(Instant::now());
    }

    /// A line went that nobody had cut.
    pub(super) fn lost_a_line(&self) {
        self.lost_lines.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn lost_lines(&self) -> u64 {
        self.lost_lines.load(Ordering::Relaxed)
    }

    /// A moment as client ids carry it.
    pub(super) fn nanos(&self, at: Instant) -> u64 {
        u64::try_from(at.saturating_duration_since(self.epoch).as_nanos()).unwrap_or(u64::MAX)
    }

    /// A message that was meant for a moment was acknowledged now.
    pub(super) fn acknowledged(&self, meant: u64) {
        self.measure(&self.acked, meant);
    }

    /// A message that was meant for a moment has reached the other side now.
    pub(super) fn arrived(&self, meant: u64) {
        self.measure(&self.arrived, meant);
    }

    /// While all lines are cut nothing can arrive: how long that takes is measured by itself.
    fn measure(&self, times: &Mutex<Histogram<u64>>, meant: u64) {
        let now = self.nanos(Instant::now());
        let [cut, calm] = [0, 1].map(|at: usize| self.storm[at].load(Ordering::Relaxed));
        if now < cut || meant >= calm {
            times.lock().saturating_record(now.saturating_sub(meant) / 1000);
        }
    }

    /// What was measured: from the intended moment to the acknowledgement, and to the other side; in
    /// microseconds.
    pub(super) fn measured(&self) -> [Histogram<u64>; 2] {
        [self.acked.lock().clone(), self.arrived.lock().clone()]
    }
}

impl Marks {
    /// Waits until so many people have come to their place, and says how long the last one took since the last
    /// time that was asked.
    ///
    /// # Errors
    /// Where somebody could not go on, or somebody is missing after a long time.
    pub(super) async fn all(
        &mut self,
        people: usize,
        tasks: &mut JoinSet<Result<Person, RehearseError>>,
    ) -> Result<Duration, RehearseError> {
        let begun = Instant::now();
        for came in 0..people {
            let late = || RehearseError::Stuck {
                who: format!("{} of {people} people", people - came),
                why: format!("they did not come to their place within {} s", PATIENCE.as_secs()),
            };
            let heard = async {
                tokio::select! {
                    mark = self.0.recv() => Ok(mark),
                    // Nobody ends before the end, unless they cannot go on.
                    Some(ended) = tasks.join_next() => over(ended).map(|_| None),
                }
            };
            let mark = timeout_at(begun + PATIENCE, heard).await.map_err(|_| late())??;
            self.1 = mark.ok_or_else(late)?;
        }
        Ok(self.1.saturating_duration_since(begun))
    }
}

fn latencies() -> Histogram<u64> {
    let Ok(histogram) = Histogram::new_with_bounds(LATENCY_RANGE.0, LATENCY_RANGE.1, 3) else {
        unreachable!("the bounds are constants that a histogram takes");
    };
    histogram
}
