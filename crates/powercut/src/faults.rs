//! What a disk can be told to do wrong.

/// Which files are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Every file of the folder.
    Everywhere,
    /// The database file.
    Database,
    /// The write-ahead log.
    Log,
    /// The memory that connections share.
    Memory,
}

impl Place {
    /// The place a file of this name belongs to.
    pub(crate) fn of(name: &str) -> Self {
        if name.ends_with("-wal") { Self::Log } else { Self::Database }
    }

    fn holds(self, other: Self) -> bool {
        self == Self::Everywhere || self == other
    }
}

/// Something a disk does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Files there can grow by this many bytes more, all together; what is there can be written over.
    Full {
        /// Where.
        place: Place,
        /// Bytes.
        room: usize,
    },
    /// Writes there fail with an I/O error.
    NoWrite(Place),
    /// Syncs there fail with an I/O error.
    NoSync(Place),
    /// The next sync there fails with an I/O error, and no other after it.
    NoSyncOnce(Place),
    /// Syncs there succeed and do nothing.
    Lie(Place),
}

/// What a disk does wrong now.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn set(&mut self, faults: &[Fault]) {
        self.0 = faults.to_vec();
    }

    /// Takes room for a file that grows, and says for how much there is some.
    pub(crate) fn grow(&mut self, at: Place, bytes: usize) -> usize {
        let mut granted = bytes;
        for fault in &mut self.0 {
            if let Fault::Full { place, room } = fault
                && place.holds(at)
            {
                granted = granted.min(*room);
                *room -= granted;
            }
        }
        granted
    }

    /// Gives room back.
    pub(crate) fn shrink(&mut self, at: Place, bytes: usize) {
        for fault in &mut self.0 {
            if let Fault::Full { place, room } = fault
                && place.holds(at)
            {
                *room += bytes;
            }
        }
    }

    pub(crate) fn writes_fail(&self, at: Place) -> bool {
        self.0.iter().any(|fault| matches!(fault, Fault::NoWrite(place) if place.holds(at)))
    }

    /// Whether a sync there fails, now that there is one.
    pub(crate) fn sync_fails(&mut self, at: Place) -> bool {
        let once = |fault: &Fault| matches!(fault, Fault::NoSyncOnce(place) if place.holds(at));
        if let Some(number) = self.0.iter().position(once) {
            self.0.remove(number);
            return true;
        }
        self.0.iter().any(|fault| matches!(fault, Fault::NoSync(place) if place.holds(at)))
    }

    pub(crate) fn syncs_lie(&self, at: Place) -> bool {
        self.0.iter().any(|fault| matches!(fault, Fault::Lie(place) if place.holds(at)))
    }
}
