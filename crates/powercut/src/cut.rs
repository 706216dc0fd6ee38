//! What is left on a disk when the power goes.

use std::collections::{BTreeMap, HashMap};

use rand::{Rng, RngExt as _, SeedableRng as _, rngs::StdRng};

use crate::journal::{FileId, Journal, Op};

/// The files of a folder by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// What a disk does with writes that nobody has synced.
#[derive(Clone, Copy, Debug)]
enum Habit {
    /// They were all written in time.
    KeepsAll,
    /// None was.
    LosesAll,
    /// Those before a moment were.
    KeepsUntil(usize),
    /// Each was with this chance, in any order.
    KeepsSome(f64),
    /// So was each sector.
    Tears(f64),
    /// So was each sector, and the others hold noise.
    Spoils(f64),
}

impl Habit {
    fn of(rng: &mut StdRng, since: usize, until: usize) -> Self {
        let chance = rng.random_range(0.05..0.95);
        match rng.random_range(0..8) {
            0 => Self::KeepsAll,
            1 => Self::LosesAll,
            2 => Self::KeepsUntil(rng.random_range(since..=until)),
            3 | 4 => Self::KeepsSome(chance),
            5 | 6 => Self::Tears(chance),
            _ => Self::Spoils(chance),
        }
    }

    fn keeps(self, place: usize, rng: &mut StdRng) -> bool {
        match self {
            Self::KeepsAll => true,
            Self::LosesAll => false,
            Self::KeepsUntil(until) => place < until,
            Self::KeepsSome(chance) | Self::Tears(chance) | Self::Spoils(chance) => rng.random_bool(chance),
        }
    }
}

impl Journal {
    /// What the disk could hold had the power gone before the op at this place; the same for the same seed.
    pub fn cut(&self, at: usize, seed: u64) -> Files {
        let mut rng = StdRng::seed_from_u64(seed ^ (at as u64).rotate_left(32));
        let ops = &self.ops[..at.min(self.ops.len())];
        let sure = Sure::of(ops);
        let first = sure.files.values().copied().chain([sure.names]).min().unwrap_or(0).min(ops.len());
        let habit = Habit::of(&mut rng, first, ops.len());
        let names = self.names(ops, &sure, habit, &mut rng);
        let mut contents: HashMap<FileId, Vec<u8>> =
            self.before.iter().map(|(_, content)| content.clone()).enumerate().collect();
        let doomed = Doomed::of(ops);
        for (place, op) in ops.iter().enumerate() {
            if let Op::Settled { file, data } = op {
                write(contents.entry(*file).or_default(), 0, data);
            }
            let (Op::Wrote { file, .. } | Op::Truncated { file, .. }) = op else { continue };
            let content = contents.entry(*file).or_default();
            let is_sure = place < sure.files.get(file).copied().unwrap_or(0);
            if doomed.has(*file, place) {
                continue;
            }
            match op {
                Op::Wrote { offset, data, .. } if is_sure => write(content, *offset, data),
                Op::Wrote { offset, data, .. } => perhaps(content, *offset, data, habit, place, &mut rng),
                Op::Truncated { size, .. } if is_sure || habit.keeps(place, &mut rng) => {
                    content.resize(*size, 0);
                }
                _ => {}
            }
        }
        let named = names.into_iter();
        named.map(|(name, file)| (name, contents.get(&file).cloned().unwrap_or_default())).collect()
    }

    /// What every process sees at that moment, and the next one if only this process ends.
    pub fn seen(&self, at: usize) -> Files {
        let names = self.names_seen(at);
        let mut contents: HashMap<FileId, Vec<u8>> =
            self.before.iter().map(|(_, content)| content.clone()).enumerate().collect();
        for op in &self.ops[..at.min(self.ops.len())] {
            match op {
                Op::Wrote { file, offset, data } => write(contents.entry(*file).or_default(), *offset, data),
                Op::Truncated { file, size } => contents.entry(*file).or_default().resize(*size, 0),
                _ => {}
            }
        }
        let content = |file| contents.get(&file).cloned().unwrap_or_default();
        names.into_iter().map(|(name, file)| (name, content(file))).collect()
    }

    /// The names that every process sees at that moment.
    pub(crate) fn names_seen(&self, at: usize) -> BTreeMap<String, FileId> {
        let before = self.before.iter().enumerate();
        let mut names: BTreeMap<String, FileId> =
            before.map(|(file, (name, _))| (name.clone(), file)).collect();
        for op in &self.ops[..at.min(self.ops.len())] {
            match op {
                Op::Created { file, name } => drop(names.insert(name.clone(), *file)),
                Op::Deleted { name } => drop(names.remove(name)),
                _ => {}
            }
        }
        names
    }

    fn names(&self, ops: &[Op], sure: &Sure, habit: Habit, rng: &mut StdRng) -> BTreeMap<String, FileId> {
        let before = self.before.iter().enumerate();
        let mut names: BTreeMap<String, FileId> =
            before.map(|(file, (name, _))| (name.clone(), file)).collect();
        // What was not synced happens to each name in order, up to a moment of its own.
        let mut stuck: Vec<&str> = Vec::new();
        for (place, op) in ops.iter().enumerate() {
            let (Op::Created { name, .. } | Op::Deleted { name }) = op else { continue };
            if place >= sure.names && (stuck.contains(&name.as_str()) || !habit.keeps(place, rng)) {
                stuck.push(name);
                continue;
            }
            match op {
                Op::Created { file, .. } => drop(names.insert(name.clone(), *file)),
                _ => drop(names.remove(name)),
            }
        }
        names
    }
}

/// Up to which place of the journal what happened is on the disk.
struct Sure {
    files: HashMap<FileId, usize>,
    names: usize,
}

impl Sure {
    fn of(ops: &[Op]) -> Self {
        let mut sure = Self { files: HashMap::new(), names: 0 };
        for (place, op) in ops.iter().enumerate() {
            match op {
                Op::Synced { file, began } => {
                    let until = sure.files.entry(*file).or_default();
                    *until = (*until).max(*began);
                }
                Op::Settled { file, .. } => drop(sure.files.insert(*file, place)),
                Op::FolderSynced { began } => sure.names = sure.names.max(*began),
                _ => {}
            }
        }
        sure
    }
}

/// Writes that a failed sync has given up: in each file, those between two places.
struct Doomed(HashMap<FileId, Vec<(usize, usize)>>);

impl Doomed {
    fn of(ops: &[Op]) -> Self {
        let mut doomed = Self(HashMap::new());
        let mut sure: HashMap<FileId, usize> = HashMap::new();
        for (place, op) in ops.iter().enumerate() {
            match op {
                Op::Synced { file, began } => drop(sure.insert(*file, *began)),
                Op::Settled { file, .. } => drop(sure.insert(*file, place)),
                Op::SyncFailed { file } => {
                    let since = sure.insert(*file, place).unwrap_or(0);
                    doomed.0.entry(*file).or_default().push((since, place));
                }
                _ => {}
            }
        }
        doomed
    }

    fn has(&self, file: FileId, place: usize) -> bool {
        let spans = self.0.get(&file);
        spans.is_some_and(|spans| spans.iter().any(|(since, until)| (*since..*until).contains(&place)))
    }
}

fn write(content: &mut Vec<u8>, offset: usize, data: &[u8]) {
    let end = offset + data.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[offset..end].copy_from_slice(data);
}

fn perhaps(content: &mut Vec<u8>, offset: usize, data: &[u8], habit: Habit, place: usize, rng: &mut StdRng) {
    if let Habit::Tears(chance) | Habit::Spoils(chance) = habit {
        let mut from = 0;
        while from < data.len() {
            let until = data.len().min(from + SECTOR - (offset + from) % SECTOR);
            if rng.random_bool(chance) {
                write(content, offset + from, &data[from..until]);
            } else if matches!(habit, Habit::Spoils(_)) {
                let mut noise = vec![0; until - from];
                rng.fill_bytes(&mut noise);
                write(content, offset + from, &noise);
            }
            from = until;
        }
    } else if habit.keeps(place, rng) {
        write(content, offset, data);
    } else if rng.random_bool(0.2) && content.len() < offset + data.len() {
        // The size may last where the bytes did not.
        content.resize(offset + data.len(), 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrote(offset: usize, data: &[u8]) -> Op {
        Op::Wrote { file: 0, offset, data: data.to_vec() }
    }

    fn journal(ops: Vec<Op>) -> Journal {
        Journal { before: vec![("a".into(), b"before".to_vec())], ops }
    }

    fn outcomes(journal: &Journal, at: usize) -> std::collections::BTreeSet<Files> {
        (0..400).map(|seed| journal.cut(at, seed)).collect()
    }

    fn only(content: &[u8]) -> Files {
        Files::from([("a".to_owned(), content.to_vec())])
    }

    #[test]
    fn what_was_synced_is_there_and_the_rest_perhaps() {
        let synced =
            journal(vec![wrote(0, b"after."), Op::Synced { file: 0, began: 1 }, wrote(0, b"later.")]);
        assert_eq!(outcomes(&synced, 2).into_iter().collect::<Vec<_>>(), [only(b"after.")]);
        let later = outcomes(&synced, 3);
        assert!(later.contains(&only(b"after.")) && later.contains(&only(b"later.")));
        assert!(later.iter().any(|files| !files["a"].is_ascii()), "some disks leave noise");
        assert!(!later.contains(&only(b"before")));
    }

    #[test]
    fn a_write_during_a_sync_may_have_missed_it() {
        let missed = journal(vec![wrote(0, b"after."), Op::Synced { file: 0, began: 0 }]);
        assert!(outcomes(&missed, 2).contains(&only(b"before")));
    }

    #[test]
    fn later_writes_may_last_where_earlier_ones_did_not() {
        let two = journal(vec![wrote(0, b"A"), wrote(1, b"B")]);
        let outcomes = outcomes(&two, 2);
        for left in [b"before", b"Aefore", b"bBfore", b"ABfore"] {
            assert!(outcomes.contains(&only(left)), "{left:?}");
        }
    }

    #[test]
    fn names_last_when_their_folder_was_synced() {
        let created = |began| {
            vec![
                Op::Created { file: 1, name: "b".into() },
                Op::Deleted { name: "a".into() },
                Op::FolderSynced { began },
            ]
        };
        let sure = outcomes(&journal(created(2)), 3);
        assert_eq!(sure.into_iter().collect::<Vec<_>>(), [Files::from([("b".to_owned(), Vec::new())])]);
        assert_eq!(outcomes(&journal(created(0)), 3).len(), 4, "each name by itself");
    }

    #[test]
    fn what_a_failed_sync_gave_up_stays_lost() {
        let failed = journal(vec![
            wrote(0, b"after."),
            Op::SyncFailed { file: 0 },
            wrote(0, b"L"),
            Op::Synced { file: 0, began: 3 },
        ]);
        assert_eq!(outcomes(&failed, 4).into_iter().collect::<Vec<_>>(), [only(b"Lefore")]);
        assert_eq!(failed.seen(4), only(b"Lfter."));
    }
}
