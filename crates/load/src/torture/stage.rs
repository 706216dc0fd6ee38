//! What everybody shares: where the server is, which phase it is, and what is counted.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use super::{
    TortureError,
    checker::Finding,
    record::{Side, Text},
    report::Lines,
};
use crate::socketio::{Gone, Line};

/// How far it has come.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The server dies and comes back; lines are cut.
    Storm,
    /// Nothing breaks any more: whatever is not acknowledged is sent until it is.
    Rest,
    /// Everything is written; readers go on until they have come to these heads.
    Close(Arc<Heads>),
}

/// The newest seq of each conversation that each side may see.
pub(super) type Heads = HashMap<(Text, Side), u64>;

/// What was acknowledged so far.
#[derive(Debug)]
pub(super) struct Acknowledged {
    /// How often somebody was told that something of theirs is stored.
    pub(super) count: u64,
    /// Everybody who writes.
    pub(super) last: Vec<Last>,
    /// When anybody was told last, or was listened for anew.
    at: Instant,
    /// The longest time in which nobody was told, since it was listened for anew.
    silence: Duration,
}

/// When somebody who writes was acknowledged last.
#[derive(Debug)]
pub(super) struct Last {
    pub(super) who: Text,
    pub(super) at: Instant,
    /// The code of the last refusal since.
    pub(super) refused: Option<Text>,
}

impl fmt::Display for Last {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.who)?;
        self.refused.as_ref().map_or(Ok(()), |code| write!(f, ", refused with {code}"))
    }
}

/// What everybody shares.
pub(super) struct Stage {
    /// Where the server is, or the servers are; each time somebody comes, the dice choose.
    bases: Vec<String>,
    rest_within: Duration,
    phase: watch::Sender<Phase>,
    acknowledged: watch::Sender<Acknowledged>,
    opened: AtomicU64,
    cut: AtomicU64,
    lost: AtomicU64,
    turned: AtomicU64,
    unreadable: Mutex<Vec<Finding>>,
}

impl Stage {
    /// Around a server at `base`, whose people give up when the rest lasts longer than that.
    pub(super) fn new(base: &str, rest_within: Duration) -> Arc<Self> {
        Self::among(vec![base.to_owned()], rest_within)
    }

    /// The same around several, of which people come to any, each time anew.
    pub(super) fn among(bases: Vec<String>, rest_within: Duration) -> Arc<Self> {
        let nothing =
            Acknowledged { count: 0, last: Vec::new(), at: Instant::now(), silence: Duration::ZERO };
        Arc::new(Self {
            bases,
            rest_within,
            phase: watch::Sender::new(Phase::Storm),
            acknowledged: watch::Sender::new(nothing),
            opened: AtomicU64::new(0),
            cut: AtomicU64::new(0),
            lost: AtomicU64::new(0),
            turned: AtomicU64::new(0),
            unreadable: Mutex::new(Vec::new()),
        })
    }

    pub(super) fn enter(&self, phase: Phase) {
        self.phase.send_replace(phase);
    }

    /// Everything is written: readers go on until they have come to these heads.
    pub(super) fn expect(&self, heads: Heads) {
        self.enter(Phase::Close(Arc::new(heads)));
    }

    pub(super) fn phase(&self) -> watch::Receiver<Phase> {
        self.phase.subscribe()
    }

    /// Comes when the storm has been over for as long as everything may take to come to rest.
    pub(super) async fn rest_is_over(&self) {
        self.is_over(|phase| !matches!(phase, Phase::Storm)).await;
    }

    /// Comes when everything has been written for as long as reading it may take.
    pub(super) async fn close_is_over(&self) {
        self.is_over(|phase| matches!(phase, Phase::Close(_))).await;
    }

    async fn is_over(&self, has_begun: impl FnMut(&Phase) -> bool) {
        // The stage itself holds the other end.
        drop(self.phase().wait_for(has_begun).await);
        sleep(self.rest_within).await;
    }

    pub(super) fn acknowledged(&self) -> watch::Receiver<Acknowledged> {
        self.acknowledged.subscribe()
    }

    /// Somebody begins to write. Which of those who do they are.
    pub(super) fn takes_part(&self, who: Text) -> usize {
        let mut number = 0;
        self.acknowledged.send_modify(|now| {
            number = now.last.len();
            now.last.push(Last { who, at: Instant::now(), refused: None });
        });
        number
    }

    /// Somebody was told that something of theirs is stored: one of those who take part, or who is about to.
    pub(super) fn acknowledge(&self, number: Option<usize>) {
        self.acknowledged.send_modify(|now| {
            let at = Instant::now();
            now.count += 1;
            now.silence = now.silence.max(at - now.at);
            now.at = at;
            if let Some(last) = number.and_then(|number| now.last.get_mut(number)) {
                (last.at, last.refused) = (at, None);
            }
        });
    }

    /// One of those who take part was refused.
    pub(super) fn refuse(&self, number: Option<usize>, code: Text) {
        self.acknowledged.send_modify(|now| {
            if let Some(last) = number.and_then(|number| now.last.get_mut(number)) {
                last.refused = Some(code);
            }
        });
    }

    /// From now on it counts for how long nobody is told anything.
    pub(super) fn listens_anew(&self) {
        self.acknowledged.send_modify(|now| (now.at, now.silence) = (Instant::now(), Duration::ZERO));
    }

    /// For how long nobody was told anything, at most, since it was listened for anew.
    pub(super) fn silence(&self) -> Duration {
        let now = self.acknowledged.borrow();
        now.silence.max(now.at.elapsed())
    }

    /// Somebody cut their own line.
    pub(super) fn cut(&self) {
        self.cut.fetch_add(1, Ordering::Relaxed);
    }

    /// A line went that nobody had cut.
    pub(super) fn lost(&self) {
        self.lost.fetch_add(1, Ordering::Relaxed);
    }

    /// Somebody was told something that cannot be read.
    pub(super) fn could_not_read(&self, who: &Text, why: &str) {
        self.unreadable.lock().push(Finding::unreadable(who, why));
    }

    /// Everything that could not be read.
    pub(super) fn unreadable(&self) -> Vec<Finding> {
        self.unreadable.lock().clone()
    }

    pub(super) fn lines(&self) -> Lines {
        Lines {
            opened: self.opened.load(Ordering::Relaxed),
            cut: self.cut.load(Ordering::Relaxed),
            lost: self.lost.load(Ordering::Relaxed),
            turned_away: self.turned.load(Ordering::Relaxed),
        }
    }

    /// Where somebody comes in, this time. Where there is but one server, no dice are thrown.
    fn door(&self, dice: &mut StdRng) -> &str {
        match self.bases.as_slice() {
            [] => "",
            [only] => only,
            several => &several[dice.random_range(0..several.len())],
        }
    }

    /// Connects, again and again until somebody is let in.
    pub(super) async fn connect(
        &self,
        who: &Text,
        token: &str,
        dice: &mut StdRng,
    ) -> Result<Line, TortureError> {
        let stuck = |why: String| TortureError::Stuck { who: who.clone(), why };
        let begun = Instant::now();
        loop {
            match Line::open(self.door(dice), token).await {
                Ok(line) => {
                    self.opened.fetch_add(1, Ordering::Relaxed);
                    return Ok(line);
                }
                // Whoever is told to stay away would not come back by themselves.
                Err(gone @ (Gone::Denied { .. } | Gone::StayAway)) => return Err(stuck(gone.to_string())),
                Err(gone) if begun.elapsed() > self.rest_within => return Err(stuck(gone.to_string())),
                Err(gone) => {
                    if matches!(gone, Gone::Turned { .. }) {
                        self.turned.fetch_add(1, Ordering::Relaxed);
                    }
                    sleep(Duration::from_millis(dice.random_range(5..50))).await;
                }
            }
        }
    }
}

/// Somebody's chance, the same for the same seed.
pub(super) fn dice(seed: u64, person: u64) -> StdRng {
    StdRng::seed_from_u64(seed.wrapping_add(person.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
}
