//! The part of a text that is shown with what was found in it.

/// Characters a snippet has at most.
pub const SNIPPET_MAX_CHARS: usize = 160;
/// Characters shown before the first mark, about.
const BEFORE: usize = 48;
/// So far a cut may move to fall between two words.
const TO_A_SPACE: usize = 16;
/// Where something was left out.
const CUT: char = '…';

/// Part of a text on one line, and the marks in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// At most 160 characters.
    pub text: String,
    /// What was found, as start and length in UTF-16 units.
    pub marks: Vec<(u32, u32)>,
}

/// Cuts a snippet; `places` are where in the text something was found, in bytes, in order and apart.
pub(crate) fn cut(text: &str, places: &[(usize, usize)]) -> Snippet {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let first = places.first().map_or(0, |place| place.0);
    let first = letters.partition_point(|(at, _)| *at < first);
    let from = if letters.len() <= SNIPPET_MAX_CHARS { 0 } else { beginning(&letters, first) };
    let room = SNIPPET_MAX_CHARS - usize::from(from > 0);
    let to = if letters.len() - from <= room { letters.len() } else { from + room - 1 };
    let mut snippet = Snippet { text: String::new(), marks: Vec::new() };
    if from > 0 {
        snippet.text.push(CUT);
    }
    let (mut units, mut places) = (u32::from(from > 0), places.iter().copied().peekable());
    for (at, letter) in &letters[from..to] {
        while places.next_if(|place| place.1 <= *at).is_some() {}
        let size = letter.len_utf16() as u32;
        if places.peek().is_some_and(|place| place.0 <= *at) {
            let begins = places.peek().is_some_and(|place| place.0 == *at);
            match snippet.marks.last_mut() {
                Some(mark) if !begins && mark.0 + mark.1 == units => mark.1 += size,
                _ => snippet.marks.push((units, size)),
            }
        }
        snippet.text.push(if letter.is_whitespace() || letter.is_control() { ' ' } else { *letter });
        units += size;
    }
    if to < letters.len() {
        snippet.text.push(CUT);
    }
    snippet
}

/// Where a snippet begins whose first mark is this letter: a little before it, at a word's beginning, and never so
/// late that there is room left at its end.
fn beginning(letters: &[(usize, char)], first: usize) -> usize {
    let from = first.saturating_sub(BEFORE).min(letters.len() - (SNIPPET_MAX_CHARS - 1));
    if from == 0 {
        return 0;
    }
    let spaces = (from..first.min(from + TO_A_SPACE)).find(|at| letters[*at].1.is_whitespace());
    spaces.map_or(from, |space| space + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(snippet: &Snippet) -> Vec<String> {
        let units: Vec<u16> = snippet.text.encode_utf16().collect();
        let mark = |(start, length): &(u32, u32)| {
            String::from_utf16(&units[*start as usize..(*start + *length) as usize]).unwrap()
        };
        snippet.marks.iter().map(mark).collect()
    }

    fn of(text: &str, word: &str) -> Snippet {
        let places: Vec<_> = text.match_indices(word).map(|(at, found)| (at, at + found.len())).collect();
        cut(text, &places)
    }

    #[test]
    fn a_short_text_is_shown_whole_on_one_line() {
        let snippet = of("👍🏽 the\nrefund of the refund", "refund");
        assert_eq!(snippet.text, "👍🏽 the refund of the refund");
        assert_eq!(marked(&snippet), ["refund", "refund"]);
        assert_eq!(snippet.marks[0], (9, 6), "counted as a browser counts");
    }

    #[test]
    fn of_a_long_text_the_part_around_the_first_mark_is_shown() {
        let text = format!("{} refund {}", "word ".repeat(100).trim(), "more ".repeat(100));
        let snippet = of(&text, "refund");
        assert!(snippet.text.starts_with("…word word") && snippet.text.ends_with('…'), "{}", snippet.text);
        assert_eq!(marked(&snippet), ["refund"]);
        let at_the_end = of(&format!("{}refund", "word ".repeat(100)), "refund");
        assert!(at_the_end.text.ends_with("word refund"));
        assert!(at_the_end.text.chars().count() > 140, "the room is used: {}", at_the_end.text);
    }

    proptest! {
        #[test]
        fn a_snippet_is_never_too_long_and_its_marks_lie_within(text in "[a-c日👍 \n]{0,400}", word in "[a-c日👍]{1,3}") {
            let snippet = of(&text, &word);
            prop_assert!(snippet.text.chars().count() <= SNIPPET_MAX_CHARS);
            let marked = marked(&snippet);
            prop_assert_eq!(text.contains(&word), !marked.is_empty());
            for mark in marked {
                prop_assert!(word.starts_with(&mark), "{} in {}", mark, snippet.text);
            }
        }
    }
}
