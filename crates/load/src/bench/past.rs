//! Stores that hold much already: what fills them is handed in, since a load knows no database.

use std::{path::Path, str::FromStr};

/// Conversations that a store may be filled with.
const CONVERSATIONS_MAX: usize = 10_000_000;
/// Entries of a long conversation: enough for more than one page of history.
const LONG: usize = 100;
/// Messages of a short one.
const SHORT: usize = 1;
/// Long conversations that are read at most; their names are held.
const READ_MAX: usize = 10_000;
/// Entries that a conversation has besides its messages, about: that it began, and that it was closed.
const BESIDES: usize = 2;

/// How much a store is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filling {
    /// Conversations.
    pub conversations: usize,
    /// Entries in all of them, about.
    pub entries: usize,
}

/// What was filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// Entries, exactly.
    pub entries: u64,
    /// Names of the long conversations that are read.
    pub long: Vec<String>,
}

/// Fills the store of an empty directory, or says in a sentence why it cannot.
pub type Fill<'a> = &'a dyn Fn(&Path, Filling) -> Result<Filled, String>;

impl Filling {
    /// Whether this conversation is a long one; the long ones are spread evenly.
    pub fn is_long(self, number: usize) -> bool {
        self.long_before(number + 1) > self.long_before(number)
    }

    /// Whether this conversation is one of the long ones that are read: every so many, from the first to the last,
    /// so that no part of the store is read more than another.
    pub fn is_read(self, number: usize) -> bool {
        let every = self.long().div_ceil(READ_MAX);
        self.is_long(number) && self.long_before(number).is_multiple_of(every)
    }

    /// How many of the conversations before this one are long.
    fn long_before(self, number: usize) -> usize {
        let (long, all) = (self.long() as u128, self.conversations.max(1) as u128);
        usize::try_from(number as u128 * long / all).unwrap_or(usize::MAX)
    }

    /// How many messages this conversation has.
    pub fn messages_of(self, number: usize) -> usize {
        if self.is_long(number) { LONG - BESIDES } else { SHORT }
    }

    /// How many conversations are long.
    fn long(self) -> usize {
        let rest = self.entries.saturating_sub(self.conversations * (SHORT + BESIDES));
        (rest / (LONG - SHORT - BESIDES)).clamp(1, self.conversations.max(1))
    }
}

impl FromStr for Filling {
    type Err = String;

    /// Conversations and entries: `1000000:10000000`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers = text.split_once(':').and_then(|(conversations, entries)| {
            Some(Self { conversations: conversations.parse().ok()?, entries: entries.parse().ok()? })
        });
        let sound = numbers.filter(|filling| (1..=CONVERSATIONS_MAX).contains(&filling.conversations));
        sound.ok_or_else(|| {
            format!("write conversations (at most {CONVERSATIONS_MAX}) and entries, as in 1000:100000")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_spread_over_conversations() {
        for (conversations, entries) in [(100, 10_000), (10_000, 100_000), (1_000_000, 10_000_000), (20, 400)]
        {
            let filling = Filling { conversations, entries };
            let filled: usize = (0..conversations).map(|number| filling.messages_of(number) + BESIDES).sum();
            assert!(filled.abs_diff(entries) < LONG, "{filled} instead of {entries}");
        }
        assert_eq!("3:0".parse(), Ok(Filling { conversations: 3, entries: 0 }));
        assert!("0:5".parse::<Filling>().is_err() && "5".parse::<Filling>().is_err());
        let small = Filling { conversations: 3, entries: 0 };
        assert_eq!((0..3).filter(|number| small.is_long(*number)).count(), 1);
    }
    #[test]
    fn long_conversations_are_read_from_the_whole_store() {
        for (conversations, entries) in [(100, 10_000), (100_000, 8_000_000), (1_000_000, 10_000_000)] {
            let filling = Filling { conversations, entries };
            let read: Vec<usize> = (0..conversations).filter(|number| filling.is_read(*number)).collect();
            assert!(
                read.len() >= filling.long().min(READ_MAX / 2) && read.len() <= READ_MAX,
                "{}",
                read.len()
            );
            let widest = read.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap();
            assert!(widest <= 2 * conversations / read.len(), "{widest} are left out at once");
            assert!(conversations - read[read.len() - 1] <= 2 * conversations / read.len(), "the newest are");
        }
    }
}
