//! What somebody looks for: words that must all be there, the last of which may have only begun.

use deskbell_domain::Refusal;

use super::words::{self, Piece, Sign};

/// Characters a search may have.
pub const QUERY_MAX_CHARS: usize = 200;
/// Words of a search that count.
const WORDS_MAX: usize = 12;

/// What must be in a text for it to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted(Vec<One>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum One {
    /// This word, or one that begins so.
    Word { text: String, begins: bool },
    /// These signs, side by side.
    Run(Vec<char>),
}

/// What the index is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    /// Whatever begins so will do.
    pub(crate) begins: bool,
}

impl Term {
    /// What comes after whatever begins so.
    pub(crate) fn end(&self) -> String {
        format!("{}{}", self.text, char::MAX)
    }
}

impl Wanted {
    /// Reads what somebody typed.
    ///
    /// # Errors
    /// `invalid` where there is no word in it, or too much.
    pub(crate) fn parse(typed: &str) -> Result<Self, Refusal> {
        if typed.chars().nth(QUERY_MAX_CHARS).is_some() {
            return Err(Refusal::invalid("q", "Search for 200 characters at most."));
        }
        let pieces = words::pieces(typed);
        let mut wanted = Vec::new();
        for piece in pieces {
            let one = match piece {
                Piece::Word { text, end, .. } => One::Word { text, begins: end == typed.len() },
                Piece::Run(signs) => One::Run(signs.iter().map(|one| one.sign).collect()),
            };
            if !wanted.contains(&one) {
                wanted.push(one);
            }
        }
        wanted.truncate(WORDS_MAX);
        if wanted.is_empty() {
            return Err(Refusal::invalid("q", "Write at least one word to search for."));
        }
        Ok(Self(wanted))
    }

    /// What a text that is found has in the index, each once.
    pub(crate) fn terms(&self) -> Vec<Term> {
        let mut terms = Vec::new();
        for one in &self.0 {
            match one {
                One::Word { text, begins } => terms.push(Term { text: text.clone(), begins: *begins }),
                One::Run(signs) => match signs.as_slice() {
                    [alone] => terms.push(Term { text: alone.to_string(), begins: true }),
                    signs => terms.extend(
                        signs.windows(2).map(|two| Term { text: two.iter().collect(), begins: false }),
                    ),
                },
            }
        }
        terms
    }

    /// Where in a text the words stand, in bytes, in order; `None` where one is missing.
    pub(crate) fn find_in(&self, text: &str) -> Option<Vec<(usize, usize)>> {
        let pieces = words::pieces(text);
        let mut places = Vec::new();
        for one in &self.0 {
            let before = places.len();
            for piece in &pieces {
                match (one, piece) {
                    (One::Word { text, begins }, Piece::Word { text: word, start, end }) => {
                        if word == text || *begins && word.starts_with(text.as_str()) {
                            places.push((*start, *end));
                        }
                    }
                    (One::Run(wanted), Piece::Run(signs)) => {
                        places.extend(
                            signs.windows(wanted.len()).filter_map(|stretch| side_by_side(stretch, wanted)),
                        );
                    }
                    (One::Word { .. }, Piece::Run(_)) | (One::Run(_), Piece::Word { .. }) => {}
                }
            }
            if places.len() == before {
                return None;
            }
        }
        places.sort_unstable();
        places.dedup();
        Some(apart(places))
    }
}

/// Where a stretch stands that has these signs.
fn side_by_side(stretch: &[Sign], wanted: &[char]) -> Option<(usize, usize)> {
    let same = stretch.iter().map(|one| one.sign).eq(wanted.iter().copied());
    let (first, last) = (stretch.first()?, stretch.last()?);
    same.then_some((first.start, last.end))
}

/// Places that lie over each other are one.
fn apart(places: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut joined: Vec<(usize, usize)> = Vec::with_capacity(places.len());
    for (start, end) in places {
        match joined.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> Option<Vec<String>> {
        let places = Wanted::parse(typed).unwrap().find_in(text)?;
        Some(places.into_iter().map(|(start, end)| text[start..end].to_owned()).collect())
    }

    #[test]
    fn all_words_have_to_be_there_and_the_last_may_have_only_begun() {
        let text = "My Refund for the refunded order, été 1042";
        assert_eq!(finds("refund", text).unwrap(), ["Refund", "refunded"]);
        assert_eq!(finds("refund ", text).unwrap(), ["Refund"], "a space ends the word");
        assert_eq!(finds("ETE refund", text).unwrap(), ["Refund", "refunded", "été"]);
        assert_eq!(finds("ref order", text), None, "only the last one may be a beginning");
        assert_eq!(finds("refund invoice", text), None);
        assert_eq!(finds("order 10", text).unwrap(), ["order", "1042"]);
    }

    #[test]
    fn any_part_of_a_run_is_found() {
        let text = "你好，订单还没到。";
        assert_eq!(finds("单还没", text).unwrap(), ["单还没"]);
        assert_eq!(finds("没", text).unwrap(), ["没"]);
        assert_eq!(finds("到", text).unwrap(), ["到"], "the last of a run too");
        assert_eq!(finds("没还", text), None);
        assert_eq!(finds("订单 到", text).unwrap(), ["订单", "到"]);
        assert_eq!(finds("ナカナ", "バナナカナナ").unwrap(), ["ナカナ"]);
    }

    #[test]
    fn what_is_found_has_its_terms_in_the_index() {
        for (typed, text) in
            [("没到", "还没到"), ("到", "还没到"), ("还", "还没到"), ("gros", "Großer"), ("a b", "b a c")]
        {
            assert!(finds(typed, text).is_some(), "{typed}");
            let indexed = words::terms(text);
            for Term { text, begins } in Wanted::parse(typed).unwrap().terms() {
                let there = |term: &&String| if begins { term.starts_with(&text) } else { **term == text };
                assert!(indexed.iter().any(|term| there(&term)), "{typed}: {text}");
            }
        }
    }

    #[test]
    fn nothing_and_too_much_are_refused_with_a_sentence() {
        for typed in ["", "  ", "…!", &"x".repeat(QUERY_MAX_CHARS + 1)] {
            assert!(matches!(Wanted::parse(typed), Err(Refusal::Invalid { .. })), "{typed}");
        }
        assert_eq!(Wanted::parse(&"a b ".repeat(50)).unwrap().0.len(), 2);
    }
}
