//! What a word is, in any language: the same for both databases, for what is indexed, asked for and marked.
//!
//! Letters are compared without case and accents. Scripts that put no spaces between words (and Korean, whose words
//! carry their endings) are cut into pairs of neighbouring characters, so that any part of a run is found.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

/// Characters of a word that count; what comes after them is as good as not there.
const WORD_MAX_CHARS: usize = 64;

/// A stretch of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A word, as it is compared, and where it stands in the text, in bytes.
    Word { text: String, start: usize, end: usize },
    /// Characters of a script without spaces.
    Run(Vec<Sign>),
}

/// One character of a run, as it is compared, and where it stands in the text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) sign: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The words and runs of a text, in order.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut word, mut run) = (Word::default(), Vec::new());
    for (start, letter) in text.char_indices() {
        let end = start + letter.len_utf8();
        if is_of_run(letter) {
            word.end_into(&mut pieces);
            run.extend(std::iter::once(letter).nfkc().map(|sign| Sign { sign, start, end }));
            continue;
        }
        end_run(&mut run, &mut pieces);
        if letter.is_alphanumeric() || word.goes_on_with(letter) {
            word.take(letter, start, end);
        } else {
            word.end_into(&mut pieces);
        }
    }
    word.end_into(&mut pieces);
    end_run(&mut run, &mut pieces);
    pieces
}

/// What a text is found by: its words, the pairs of its runs, and the last sign of each run, so that each of its signs
/// begins something.
pub(crate) fn terms(text: &str) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for piece in pieces(text) {
        match piece {
            Piece::Word { text, .. } => drop(terms.insert(text)),
            Piece::Run(signs) => {
                terms.extend(pairs(&signs));
                terms.extend(signs.last().map(|last| last.sign.to_string()));
            }
        }
    }
    terms
}

/// Neighbours of a run.
pub(crate) fn pairs(signs: &[Sign]) -> impl Iterator<Item = String> {
    signs.windows(2).map(|two| two.iter().map(|one| one.sign).collect())
}

fn end_run(run: &mut Vec<Sign>, pieces: &mut Vec<Piece>) {
    if !run.is_empty() {
        pieces.push(Piece::Run(std::mem::take(run)));
    }
}

/// A word in the making.
#[derive(Default)]
struct Word {
    text: String,
    chars: usize,
    place: Option<(usize, usize)>,
}

impl Word {
    fn goes_on_with(&self, letter: char) -> bool {
        self.place.is_some() && (is_accent(letter) || is_joint(letter))
    }

    fn take(&mut self, letter: char, start: usize, end: usize) {
        self.place = Some((self.place.map_or(start, |(start, _)| start), end));
        let before = self.text.len();
        fold(letter, &mut self.text);
        for (at, _) in self.text[before..].char_indices() {
            self.chars += 1;
            if self.chars > WORD_MAX_CHARS {
                self.text.truncate(before + at);
                return;
            }
        }
    }

    fn end_into(&mut self, pieces: &mut Vec<Piece>) {
        let Self { text, place, .. } = std::mem::take(self);
        if let Some((start, end)) = place.filter(|_| !text.is_empty()) {
            pieces.push(Piece::Word { text, start, end });
        }
    }
}

/// A letter as it is compared.
fn fold(letter: char, into: &mut String) {
    if letter.is_ascii() {
        into.push(letter.to_ascii_lowercase());
        return;
    }
    let apart = std::iter::once(letter).nfkd().filter(|part| !is_accent(*part));
    for part in apart.flat_map(char::to_lowercase).filter(|part| !is_accent(*part)) {
        match part {
            'ß' => into.push_str("ss"),
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'þ' => into.push_str("th"),
            'ø' => into.push('o'),
            'ł' => into.push('l'),
            'đ' | 'ð' => into.push('d'),
            'ı' => into.push('i'),
            'ς' => into.push('σ'),
            '\u{200c}' | '\u{200d}' | '\u{0640}' => {}
            other => into.push(other),
        }
    }
}

/// A mark that is left out of the comparison: accents, and the vowel signs that Hebrew and Arabic may leave out.
fn is_accent(letter: char) -> bool {
    matches!(letter,
        '\u{0300}'..='\u{036f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{0591}'..='\u{05c7}' | '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}'
        | '\u{0670}')
}

/// A sign that is no letter and stands inside words: joiners, and the marks that kill a vowel in scripts of India.
fn is_joint(letter: char) -> bool {
    matches!(
        letter,
        '\u{200c}'
            | '\u{200d}'
            | '\u{093c}'
            | '\u{094d}'
            | '\u{09bc}'
            | '\u{09cd}'
            | '\u{0a3c}'
            | '\u{0a4d}'
            | '\u{0abc}'
            | '\u{0acd}'
            | '\u{0b3c}'
            | '\u{0b4d}'
            | '\u{0bcd}'
            | '\u{0c4d}'
            | '\u{0cbc}'
            | '\u{0ccd}'
            | '\u{0d4d}'
            | '\u{0dca}'
    )
}

/// A character of Chinese, Japanese, Korean, Thai, Lao, Burmese or Khmer.
fn is_of_run(letter: char) -> bool {
    if letter < '\u{0e00}' {
        return false;
    }
    match letter {
        // With the vowel signs and tones of these, which are no letters.
        '\u{0e01}'..='\u{0e3a}'
        | '\u{0e40}'..='\u{0e4e}'
        | '\u{0e81}'..='\u{0ecd}'
        | '\u{1780}'..='\u{17d3}' => true,
        '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{109f}' => true,
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3105}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}'
        | '\u{20000}'..='\u{323af}' => letter.is_alphanumeric(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let piece = |piece| match piece {
            Piece::Word { text, .. } => text,
            Piece::Run(signs) => format!("<{}>", signs.iter().map(|one| one.sign).collect::<String>()),
        };
        pieces(text).into_iter().map(piece).collect()
    }

    #[test]
    fn case_and_accents_make_no_difference() {
        for (text, expected) in [
            ("Où est ma COMMANDE n° A-1042 ?", vec!["ou", "est", "ma", "commande", "n", "a", "1042"]),
            ("STRASSE Straße", vec!["strasse", "strasse"]),
            ("e\u{301}te\u{301} été", vec!["ete", "ete"]),
            ("İstanbul ısı", vec!["istanbul", "isi"]),
            ("Łódź smørrebrød", vec!["lodz", "smorrebrod"]),
            ("ana@example.com", vec!["ana", "example", "com"]),
            ("ПРИВЕТ ёлка", vec!["привет", "елка"]),
            ("שָׁלוֹם", vec!["שלום"]),
            ("नमस्ते दुनिया", vec!["नमस्ते", "दुनिया"]),
            ("Ｆｕｌｌ", vec!["full"]),
            ("📦 … 👍🏽", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_runs() {
        assert_eq!(words("订单1042还没到"), ["<订单>", "1042", "<还没到>"]);
        assert_eq!(words("注文の確認、ｶﾀｶﾅ"), ["<注文の確認>", "<カタカナ>"]);
        assert_eq!(words("배송은 언제"), ["<배송은>", "<언제>"]);
        assert_eq!(words("สวัสดีครับ"), ["<สวัสดีครับ>"]);
        let found: Vec<_> = terms("还没到").into_iter().collect();
        assert_eq!(found, ["到", "没到", "还没"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let long = "é".repeat(500);
        assert_eq!(words(&long), ["e".repeat(WORD_MAX_CHARS)]);
        let Piece::Word { start, end, .. } = pieces(&long).remove(0) else { panic!() };
        assert_eq!((start, end), (0, long.len()));
    }
}
