//! What happened to the files of a folder, in one order.

use crate::cut::Files;

/// A file, whatever names it has had; its place among all files of the journal.
pub(crate) type FileId = usize;

/// One thing that happened. Writes stand where they ended; a sync says where it began, since what was written
/// while it ran may have missed it.
#[derive(Clone, Debug)]
pub enum Op {
    /// A file came to be.
    Created {
        /// The file.
        file: usize,
        /// Its name in the folder.
        name: String,
    },
    /// A name was taken away.
    Deleted {
        /// The name.
        name: String,
    },
    /// Bytes were written.
    Wrote {
        /// The file.
        file: usize,
        /// Where they begin.
        offset: usize,
        /// They.
        data: Vec<u8>,
    },
    /// A file was cut short, or made longer with zeros.
    Truncated {
        /// The file.
        file: usize,
        /// Its size now.
        size: usize,
    },
    /// What had happened to a file before `began` is on the disk.
    Synced {
        /// The file.
        file: usize,
        /// A place in the journal.
        began: usize,
    },
    /// A file was written over itself and synced. No cut falls inside of it: a sector that is written again
    /// with what it holds is taken to hold it all the while.
    Settled {
        /// The file.
        file: usize,
        /// What it holds.
        data: Vec<u8>,
    },
    /// A sync failed: what was not on the disk before may never get there, and no later sync will say so.
    SyncFailed {
        /// The file.
        file: usize,
    },
    /// The names that files had before `began` are on the disk.
    FolderSynced {
        /// A place in the journal.
        began: usize,
    },
    /// Something a test wants to find again.
    Marked(u64),
}

/// What happened to the files of a folder since it was watched.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// What was there before, by name; its place in the list is its file's number.
    pub(crate) before: Vec<(String, Vec<u8>)>,
    /// What happened since.
    pub(crate) ops: Vec<Op>,
}

impl Journal {
    /// A journal of nothing, over files that are on the disk.
    pub(crate) fn over(files: Files) -> Self {
        Self { before: files.into_iter().collect(), ops: Vec::new() }
    }

    /// How many files there have been.
    pub(crate) fn files(&self) -> usize {
        self.before.len() + self.ops.iter().filter(|op| matches!(op, Op::Created { .. })).count()
    }

    /// The journal up to a place.
    #[must_use]
    pub fn until(&self, place: usize) -> Self {
        Self { before: self.before.clone(), ops: self.ops[..place].to_vec() }
    }

    /// What happened, in order.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }
}
