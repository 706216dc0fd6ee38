//! What everybody of a rehearsal shares: where the server is, how far it has come, and what is measured.

use std::{
    collections::{HashMap, hash_map::Entry},
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
use crate::torture::{Finding, Side, Text};

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
    marks: mpsc::UnboundedSender<(Mark, Text, Instant)>,
    /// Nanoseconds after the epoch: when the lines were cut, and when everybody was back.
    storm: [AtomicU64; 2],
    acked: Mutex<Histogram<u64>>,
    arrived: Mutex<Histogram<u64>>,
    lost_lines: AtomicU64,
    unreadable: Mutex<Vec<Finding>>,
}

/// Where people are to come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    /// On a line with everything read, after so many cuts.
    In(u32),
    /// With everything acknowledged that they said.
    Settled,
}

/// Hears when people have come to the place they were to come to.
pub(super) struct Marks {
    heard: mpsc::UnboundedReceiver<(Mark, Text, Instant)>,
    /// When each of them came there first. Somebody whose line breaks comes there again, which is nobody else.
    came: HashMap<Mark, HashMap<Text, Instant>>,
}

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
            unreadable: Mutex::new(Vec::new()),
        };
        (Arc::new(stage), Marks { heard, came: HashMap::new() })
    }

    pub(super) fn enter(&self, phase: Phase) {
        self.phase.send_replace(phase);
    }

    pub(super) fn phase(&self) -> watch::Receiver<Phase> {
        self.phase.subscribe()
    }

    /// Cuts everybody's line. Where they are when they are back.
    pub(super) fn cut(&self) -> Mark {
        self.storm[0].store(self.nanos(Instant::now()), Ordering::Relaxed);
        self.cuts.send_modify(|count| *count += 1);
        Mark::In(*self.cuts.borrow())
    }

    pub(super) fn cuts(&self) -> watch::Receiver<u32> {
        self.cuts.subscribe()
    }

    /// Everybody is back.
    pub(super) fn is_calm(&self) {
        self.storm[1].store(self.nanos(Instant::now()), Ordering::Relaxed);
    }

    /// Somebody has come to the place they were to come to.
    pub(super) fn mark(&self, who: &Text, mark: Mark) {
        // Whoever waited may have given up.
        let _ = self.marks.send((mark, Arc::clone(who), Instant::now()));
    }

    /// Somebody was told something that cannot be read.
    pub(super) fn could_not_read(&self, who: &str, why: &str) {
        self.unreadable.lock().push(Finding::unreadable(who, why));
    }

    /// Everything that could not be read.
    pub(super) fn unreadable(&self) -> Vec<Finding> {
        self.unreadable.lock().clone()
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
    /// Waits until so many people have come to a place, and says how long the last one took from now on.
    ///
    /// # Errors
    /// Where somebody could not go on, or somebody is missing after a long time.
    pub(super) async fn all(
        &mut self,
        mark: Mark,
        people: usize,
        tasks: &mut JoinSet<Result<Person, RehearseError>>,
    ) -> Result<Duration, RehearseError> {
        let begun = Instant::now();
        loop {
            let here = self.came.entry(mark).or_default();
            if here.len() >= people {
                let last = here.values().max().copied().unwrap_or(begun);
                return Ok(last.saturating_duration_since(begun));
            }
            let late = || RehearseError::Stuck {
                who: format!("{} of {people} people", people - here.len()),
                why: format!("they did not come to their place within {} s", PATIENCE.as_secs()),
            };
            let heard = async {
                tokio::select! {
                    came = self.heard.recv() => Ok(came),
                    // Nobody ends before the end, unless they cannot go on.
                    Some(ended) = tasks.join_next() => over(ended).map(|_| None),
                }
            };
            let came = timeout_at(begun + PATIENCE, heard).await.map_err(|_| late())??;
            let (mark, who, at) = came.ok_or_else(late)?;
            if let Entry::Vacant(first) = self.came.entry(mark).or_default().entry(who) {
                first.insert(at);
            }
        }
    }
}

fn latencies() -> Histogram<u64> {
    let Ok(histogram) = Histogram::new_with_bounds(LATENCY_RANGE.0, LATENCY_RANGE.1, 3) else {
        unreachable!("the bounds are constants that a histogram takes");
    };
    histogram
}
