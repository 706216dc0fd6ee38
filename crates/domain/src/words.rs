//! The word filter of an inbox: which words a customer's message may not carry, and what becomes of it.

use std::collections::HashMap;

use crate::Refusal;

/// Words a filter may have.
pub const FILTER_WORDS: usize = 500;
/// Characters one of them may have.
pub const FILTER_WORD_CHARS: usize = 60;
/// What stands for each character of a caught word.
pub const MASK: char = '•';

/// What becomes of a message that carries one of the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordAction {
    /// The words are covered.
    #[default]
    Mask,
    /// Agents see that it is held and look at it on purpose.
    Hold,
    /// It is not accepted.
    Refuse,
}

impl WordAction {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Mask, Self::Hold, Self::Refuse];

    /// The action as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mask => "mask",
            Self::Hold => "hold",
            Self::Refuse => "refuse",
        }
    }

    /// The action of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }
}

/// A word filter as it is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordFilterSetting {
    /// The words, in any case.
    pub words: Vec<String>,
    /// What becomes of a message that carries one.
    pub action: WordAction,
}

impl WordFilterSetting {
    /// Checks that each word can be found at all.
    ///
    /// # Errors
    /// `invalid` of `wordFilter.words`.
    pub fn check(&self) -> Result<(), Refusal> {
        let refuse = |message: String| Err(Refusal::invalid("wordFilter.words", message));
        if self.words.len() > FILTER_WORDS {
            return refuse(format!("The word filter can have at most {FILTER_WORDS} words."));
        }
        for word in &self.words {
            if word.chars().count() > FILTER_WORD_CHARS {
                return refuse(format!("A word can have at most {FILTER_WORD_CHARS} characters."));
            }
            if !word.chars().any(char::is_alphanumeric) || word.contains([MASK, '\n', '\r', '\0']) {
                return refuse("Each word needs a letter or a digit and has to stand on one line.".into());
            }
        }
        Ok(())
    }
}

/// What the filter says of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filtered {
    /// None of the words is in it.
    Clean,
    /// The text with the words covered.
    Masked(String),
    /// It is to be held for an agent.
    Held,
    /// It is not accepted.
    Refused,
}

/// A word filter made ready. Words are found whole and in any case: `Rats` is found in "RATS!" and not in
/// "pirates".
#[derive(Clone, Debug, Default)]
pub struct WordFilter {
    /// The folded words by their first character.
    words: HashMap<char, Vec<Vec<char>>>,
    action: WordAction,
}

impl WordFilter {
    /// Makes a setting ready.
    pub fn new(setting: &WordFilterSetting) -> Self {
        let mut words: HashMap<char, Vec<Vec<char>>> = HashMap::new();
        for word in &setting.words {
            let folded: Vec<char> = word.trim().chars().flat_map(fold).collect();
            if let Some(first) = folded.first() {
                words.entry(*first).or_default().push(folded);
            }
        }
        Self { words, action: setting.action }
    }

    /// What becomes of a text.
    pub fn apply(&self, text: &str) -> Filtered {
        let folded = Folded::of(text);
        let mut found = self.matches(&folded).peekable();
        match self.action {
            _ if found.peek().is_none() => Filtered::Clean,
            WordAction::Mask => {
                let mut covered = vec![false; text.chars().count()];
                for (start, end) in found {
                    covered[start..end].fill(true);
                }
                let cover = |(char, covered): (char, bool)| if covered { MASK } else { char };
                Filtered::Masked(text.chars().zip(covered).map(cover).collect())
            }
            WordAction::Hold => Filtered::Held,
            WordAction::Refuse => Filtered::Refused,
        }
    }

    /// Where words stand, as places of the text's characters; those that overlap are each found.
    fn matches<'a>(&'a self, text: &'a Folded) -> impl Iterator<Item = (usize, usize)> + 'a {
        (0..text.chars.len()).flat_map(move |start| {
            let words = self.words.get(&text.chars[start]).map_or(&[][..], Vec::as_slice);
            words.iter().filter_map(move |word| {
                let end = start + word.len();
                let stands =
                    text.chars[start..].starts_with(word) && text.parts_at(start) && text.parts_at(end);
                stands.then(|| (text.origin[start], text.origin[end - 1] + 1))
            })
        })
    }
}

/// A text without its case, each character knowing from which of the text it comes.
struct Folded {
    chars: Vec<char>,
    origin: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let pairs =
            text.chars().enumerate().flat_map(|(place, char)| fold(char).map(move |one| (one, place)));
        let (chars, origin) = pairs.unzip();
        Self { chars, origin }
    }

    /// Whether a word can begin or end before this place: letters on both sides belong together.
    fn parts_at(&self, place: usize) -> bool {
        let Some(before) = place.checked_sub(1) else { return true };
        let (Some(&one), Some(&next)) = (self.chars.get(before), self.chars.get(place)) else { return true };
        self.origin[before] != self.origin[place] && !(belongs(one) && belongs(next))
    }
}

/// Letters, digits and the marks written over them.
fn belongs(char: char) -> bool {
    char.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&char)
}

/// A character without its case, and any white space as a space. By way of the capital, so that `ß` and `ss`, or
/// both small sigmas, are the same.
fn fold(char: char) -> impl Iterator<Item = char> {
    let char = if char.is_whitespace() { ' ' } else { char };
    char.to_uppercase().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    fn filter(words: &[&str], action: WordAction) -> WordFilter {
        let setting =
            WordFilterSetting { words: words.iter().map(|word| (*word).to_owned()).collect(), action };
        WordFilter::new(&setting)
    }

    fn masked(words: &[&str], text: &str) -> String {
        match filter(words, WordAction::Mask).apply(text) {
            Filtered::Masked(text) => text,
            Filtered::Clean => text.to_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn whole_words_are_covered_in_any_case_and_parts_of_others_are_not() {
        assert_eq!(
            masked(&["rats"], "Rats! Pirates, RATS and rats_too."),
            "••••! Pirates, •••• and ••••_too."
        );
        assert_eq!(masked(&["straße", "ΣΟΦΟΣ"], "STRASSE, σοφος"), "•••••••, •••••");
        assert_eq!(masked(&["strasse"], "die Straße"), "die ••••••");
        assert_eq!(masked(&["s"], "ß s"), "ß •", "half of a letter is no word");
        assert_eq!(masked(&["cafe"], "cafe\u{301} cafe"), "cafe\u{301} ••••");
    }

    #[test]
    fn several_words_are_one_and_overlapping_ones_are_all_covered() {
        assert_eq!(masked(&["free money", "money now"], "Free\nmoney now."), "••••••••••••••.");
        assert_eq!(masked(&["c++", "$cam"], "c++ $cam a$cam c+++"), "••• •••• a•••• •••+");
    }

    #[test]
    fn what_becomes_of_a_message_is_the_setting() {
        assert_eq!(filter(&["rats"], WordAction::Hold).apply("rats"), Filtered::Held);
        assert_eq!(filter(&["rats"], WordAction::Refuse).apply("rats"), Filtered::Refused);
        assert_eq!(filter(&["rats"], WordAction::Refuse).apply("pirates"), Filtered::Clean);
        assert_eq!(filter(&[], WordAction::Refuse).apply("rats"), Filtered::Clean);
        assert_eq!(filter(&["", " "], WordAction::Refuse).apply(" "), Filtered::Clean);
        assert!(WordAction::ALL.into_iter().all(|one| WordAction::parse(one.as_str()) == Some(one)));
    }

    #[test]
    fn a_filter_that_could_find_nothing_is_refused() {
        let check = |words: Vec<String>| WordFilterSetting { words, action: WordAction::Mask }.check();
        assert!(check(vec!["free money".into(), "c++".into()]).is_ok());
        for bad in ["", " ", "++", "a•b", "a\nb"] {
            assert!(check(vec![bad.into()]).is_err(), "{bad:?}");
        }
        assert!(check(vec!["a".repeat(FILTER_WORD_CHARS + 1)]).is_err());
        assert!(check(vec!["a".into(); FILTER_WORDS + 1]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_masked_text_is_as_long_as_before_and_has_none_of_the_words(
            words in vec("[abßsσ$+é]{0,3}[abSΣ]( [ab+])?", 1..5),
            pieces in vec(select(vec!["a", "B", "ß", "ss", "SS", "σ", "ς", "$", "+", " ", "\n", "é", "\u{301}", "."]), 0..40),
        ) {
            let text = pieces.concat();
            let filter = WordFilter::new(&WordFilterSetting { words, action: WordAction::Mask });
            if let Filtered::Masked(masked) = filter.apply(&text) {
                prop_assert_eq!(masked.chars().count(), text.chars().count());
                let kept = masked.chars().zip(text.chars()).all(|(new, old)| new == old || new == MASK);
                prop_assert!(kept && masked != text);
                prop_assert_eq!(filter.apply(&masked), Filtered::Clean);
            }
        }
    }
}
