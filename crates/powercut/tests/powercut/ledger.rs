//! What the store was asked, and what it has promised by answering.

use std::sync::{Arc, OnceLock};

use deskbell_domain::{ConversationId, entry::SenderKind};
use deskbell_powercut::{Disk, Journal, Op};
use parking_lot::Mutex;

/// Something that was asked of the store, and holds for ever once it has said yes.
#[derive(Clone, Debug)]
pub(crate) enum Promise {
    /// There is this conversation.
    Begun { conversation: ConversationId },
    /// This was said in it.
    Said { said: Said, seq: Arc<OnceLock<u64>> },
    /// Somebody has read it up to here.
    Read { conversation: ConversationId, reader: SenderKind, up_to: u64 },
    /// It was a draft and is gone.
    Dropped { conversation: ConversationId },
}

/// A message or note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) conversation: ConversationId,
    pub(crate) sender: SenderKind,
    pub(crate) client_id: String,
    pub(crate) content: String,
}

/// How far a promise had come at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Nobody had asked.
    Unasked,
    /// It was asked and not answered, or refused: it may be so or not.
    Asked,
    /// It was answered.
    Kept,
}

/// Everything asked of a store on one disk. Clones are the same ledger.
#[derive(Clone)]
pub(crate) struct Ledger {
    disk: Arc<Disk>,
    promises: Arc<Mutex<Vec<(Promise, Standing)>>>,
}

impl Ledger {
    /// A ledger that begins with what was promised before this disk was watched.
    pub(crate) fn over(disk: &Arc<Disk>, before: Vec<(Promise, Standing)>) -> Self {
        Self { disk: Arc::clone(disk), promises: Arc::new(Mutex::new(before)) }
    }

    /// Writes down that something is being asked.
    pub(crate) fn ask(&self, promise: Promise) -> usize {
        let mut promises = self.promises.lock();
        let number = promises.len();
        promises.push((promise, Standing::Unasked));
        self.disk.mark(mark(number, false));
        number
    }

    /// Writes down that the store has said yes.
    pub(crate) fn keep(&self, number: usize) {
        self.disk.mark(mark(number, true));
    }

    /// The same promises, going on over another disk whose journal goes on from this one's.
    pub(crate) fn going_on(&self, disk: &Arc<Disk>) -> Self {
        Self { disk: Arc::clone(disk), promises: Arc::new(Mutex::new(self.promises.lock().clone())) }
    }

    pub(crate) fn len(&self) -> usize {
        self.promises.lock().len()
    }

    /// How far each promise had come before the op at this place of the disk's journal.
    pub(crate) fn at(&self, journal: &Journal, place: usize) -> Vec<(Promise, Standing)> {
        let mut promises = self.promises.lock().clone();
        for op in &journal.ops()[..place] {
            let Op::Marked(mark) = op else { continue };
            let standing = if mark % 2 == 1 { Standing::Kept } else { Standing::Asked };
            let (_, so_far) = &mut promises[(mark / 2) as usize];
            *so_far = standing.max(*so_far);
        }
        promises
    }
}

fn mark(number: usize, kept: bool) -> u64 {
    number as u64 * 2 + u64::from(kept)
}
