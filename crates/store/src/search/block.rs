//! Sets of documents. Documents are numbered in the order in which they were indexed, and a block of them is kept
//! together: what is asked for is looked up block by block, the newest first, until a page is full.

/// Documents of a block.
pub(crate) const BLOCK: i64 = 4096;
const WORDS: usize = BLOCK as usize / 64;
/// Sets with fewer are kept as a list of numbers, others as one bit for each document.
const LISTED_MAX: usize = BLOCK as usize / 16;

/// The block a document is in, and its place there.
pub(crate) const fn place_of(doc: i64) -> (i64, u16) {
    (doc.div_euclid(BLOCK), doc.rem_euclid(BLOCK) as u16)
}

/// Some documents of one block.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Set([u64; WORDS]);

impl Default for Set {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl std::fmt::Debug for Set {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.newest_first()).finish()
    }
}

impl Set {
    pub(crate) fn insert(&mut self, place: u16) {
        self.0[usize::from(place) / 64] |= 1 << (place % 64);
    }

    pub(crate) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= theirs);
    }

    /// Takes out what the other has; whether anything was.
    pub(crate) fn lose(&mut self, other: &Self) -> bool {
        let before = self.len();
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= !theirs);
        self.len() != before
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The places, descending.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = u16> {
        self.0.iter().enumerate().rev().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.checked_ilog2()?;
                left &= !(1 << bit);
                Some((at * 64) as u16 + bit as u16)
            })
        })
    }

    /// As it is stored.
    pub(crate) fn encode(&self) -> Vec<u8> {
        if self.len() < LISTED_MAX {
            let mut places: Vec<u16> = self.newest_first().collect();
            places.reverse();
            places.into_iter().flat_map(u16::to_be_bytes).collect()
        } else {
            self.0.iter().flat_map(|word| word.to_be_bytes()).collect()
        }
    }

    /// Adds what is stored. What nobody has written so is no document, and is verified against its text like any.
    pub(crate) fn add_stored(&mut self, bytes: &[u8]) {
        if bytes.len() == WORDS * 8 {
            for (mine, stored) in self.0.iter_mut().zip(bytes.as_chunks::<8>().0) {
                *mine |= u64::from_be_bytes(*stored);
            }
        } else {
            for place in bytes.as_chunks::<2>().0 {
                self.insert(u16::from_be_bytes(*place) % BLOCK as u16);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_set_survives_its_stored_form(places in proptest::collection::btree_set(0u16..BLOCK as u16, 0..600)) {
            let mut set = Set::default();
            places.iter().for_each(|place| set.insert(*place));
            let stored = set.encode();
            prop_assert!(stored.len() <= 512);
            let mut read = Set::default();
            read.add_stored(&stored);
            prop_assert_eq!(&read, &set);
            let listed: Vec<u16> = places.iter().rev().copied().collect();
            prop_assert_eq!(read.newest_first().collect::<Vec<_>>(), listed);
        }

        #[test]
        fn sets_do_what_sets_do(
            one in proptest::collection::btree_set(0u16..64, 0..40),
            other in proptest::collection::btree_set(0u16..64, 0..40),
        ) {
            let of = |places: &BTreeSet<u16>| {
                let mut set = Set::default();
                places.iter().for_each(|place| set.insert(*place));
                set
            };
            let back = |set: &Set| set.newest_first().collect::<BTreeSet<_>>();
            let (mut both, mut rest) = (of(&one), of(&one));
            both.keep(&of(&other));
            let lost = rest.lose(&of(&other));
            prop_assert_eq!(back(&both), &one & &other);
            prop_assert_eq!(back(&rest), &one - &other);
            prop_assert_eq!(lost, !both.is_empty());
        }
    }
}
