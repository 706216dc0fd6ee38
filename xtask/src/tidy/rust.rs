//! Tells Rust's code from its comments and string literals, without parsing it.
//!
//! Laws that look for a name must not trip over a comment that explains the law, and the law about
//! SQL looks at string literals only.

/// A string literal and the line it begins on (from 1).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A Rust file, read for laws: what is not product code is blanked out, line by line.
pub(crate) struct Source {
    /// The code with comments, literals and `#[cfg(test)]` items replaced by spaces.
    pub(crate) code: String,
    /// The string literals outside `#[cfg(test)]` items.
    pub(crate) strings: Vec<Literal>,
}

impl Source {
    /// Reads a whole file.
    pub(crate) fn read(text: &str) -> Self {
        let mut reader = Reader { text: text.as_bytes(), at: 0, code: Vec::new(), strings: Vec::new() };
        reader.read();
        let mut code = String::from_utf8_lossy(&reader.code).into_owned();
        let tests = blank_test_items(&mut code);
        let strings = reader
            .strings
            .into_iter()
            .filter(|(start, _)| !tests.iter().any(|(from, to)| (from..to).contains(&start)))
            .map(|(start, text)| Literal { line: line_of(&code, start), text })
            .collect();
        Self { code, strings }
    }

    /// The lines (from 1) on which `word` stands as a whole identifier or path.
    pub(crate) fn lines_naming(&self, word: &str) -> Vec<usize> {
        self.code
            .lines()
            .enumerate()
            .filter(|(_, line)| names(line, word))
            .map(|(index, _)| index + 1)
            .collect()
    }
}

/// Whether `word` stands in `line` and is not a part of a longer identifier.
pub(crate) fn names(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let open_start = !word.starts_with(is_part);
    let open_end = !word.ends_with(is_part);
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        (open_start || !before.is_some_and(is_part)) && (open_end || !after.is_some_and(is_part))
    })
}

/// The line (from 1) that holds the byte at `offset`.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    code: Vec<u8>,
    strings: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'/' if self.peek(1) == Some(b'/') => self.line_comment(),
                b'/' if self.peek(1) == Some(b'*') => self.block_comment(),
                b'"' => self.string(),
                b'r' if !self.inside_identifier() => self.raw_string_or_code(),
                b'\'' => self.character_or_lifetime(),
                _ => self.keep(),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn keep(&mut self) {
        self.code.push(if self.text[self.at].is_ascii() { self.text[self.at] } else { b'_' });
        self.at += 1;
    }

    fn blank_to(&mut self, end: usize) {
        let end = end.min(self.text.len());
        let blanks = self.text[self.at..end].iter().map(|byte| if *byte == b'\n' { b'\n' } else { b' ' });
        self.code.extend(blanks);
        self.at = end;
    }

    /// `br"` and `cr"` begin raw strings too; any other letter before an `r` makes it part of a name.
    fn inside_identifier(&self) -> bool {
        let part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let before = |back: usize| self.at.checked_sub(back).map(|at| self.text[at]);
        match before(1) {
            Some(b'b' | b'c') => before(2).is_some_and(part),
            Some(byte) => part(byte),
            None => false,
        }
    }

    fn line_comment(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        self.blank_to(self.at + length);
    }

    fn block_comment(&mut self) {
        let mut end = self.at + 2;
        let mut depth = 1;
        while depth > 0 && end < self.text.len() {
            match self.text[end..] {
                [b'/', b'*', ..] => (depth, end) = (depth + 1, end + 2),
                [b'*', b'/', ..] => (depth, end) = (depth - 1, end + 2),
                _ => end += 1,
            }
        }
        self.blank_to(end);
    }

    fn string(&mut self) {
        let mut end = self.at + 1;
        while end < self.text.len() && self.text[end] != b'"' {
            end += if self.text[end] == b'\\' { 2 } else { 1 };
        }
        self.literal(self.at + 1, end, end + 1);
    }

    fn raw_string_or_code(&mut self) {
        let hashes = self.text[self.at + 1..].iter().take_while(|byte| **byte == b'#').count();
        if self.peek(1 + hashes) != Some(b'"') {
            return self.keep();
        }
        let start = self.at + 2 + hashes;
        let close = format!("\"{}", "#".repeat(hashes));
        let rest = &self.text[start..];
        let length = rest.windows(close.len()).position(|end| end == close.as_bytes()).unwrap_or(rest.len());
        self.literal(start, start + length, start + length + close.len());
    }

    fn literal(&mut self, start: usize, end: usize, next: usize) {
        let end = end.min(self.text.len());
        self.strings.push((self.at, String::from_utf8_lossy(&self.text[start..end]).into_owned()));
        self.blank_to(next);
    }

    fn character_or_lifetime(&mut self) {
        let rest = String::from_utf8_lossy(&self.text[self.at + 1..(self.at + 14).min(self.text.len())]);
        let mut letters = rest.chars();
        match letters.next() {
            Some('\\') => {
                let escape = self.text[(self.at + 3).min(self.text.len())..].iter();
                let length = escape.take_while(|byte| **byte != b'\'').count();
                self.blank_to(self.at + 3 + length + 1);
            }
            Some(letter) if letters.next() == Some('\'') => {
                self.blank_to(self.at + 2 + letter.len_utf8());
            }
            _ => self.keep(),
        }
    }
}

/// Blanks every item under `#[cfg(test)]` and returns the byte ranges it blanked.
fn blank_test_items(code: &mut String) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut from = 0;
    while let Some(found) = code[from..].find("#[cfg(test)]") {
        let start = from + found;
        let end = item_end(code, start);
        ranges.push((start, end));
        from = end;
    }
    for (start, end) in &ranges {
        let blank: String = code[*start..*end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        code.replace_range(*start..*end, &blank);
    }
    ranges
}

/// Where the item that begins at `start` ends: at its semicolon, or at the brace that closes its body.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b';' if depth == 0 => return offset + 1,
            b'{' => depth += 1,
            b'}' if depth <= 1 => return offset + 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        Source::read(source).strings.into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        let source =
            Source::read("let a = \"axum\"; // axum\n/* axum /* axum */ */ let b = 'a';\nuse axum::X;\n");
        assert_eq!(source.lines_naming("axum"), [3]);
        assert_eq!(source.code.lines().count(), 3);
    }

    #[test]
    fn every_kind_of_string_is_found() {
        let found = texts(
            r####"let a = "one \" two"; let b = r#"three "four""#; let c = br"five"; let d = b"six"; let f = for_r;"####,
        );
        assert_eq!(found, ["one \\\" two", "three \"four\"", "five", "six"]);
    }

    #[test]
    fn lifetimes_and_characters_do_not_open_strings() {
        let source = Source::read("fn f<'a>(x: &'a str) { g('\"', '\\'', 'é', '\\u{1F600}'); h(\"x\") }");
        assert_eq!(source.strings, [Literal { line: 1, text: "x".to_owned() }]);
        assert!(source.code.contains("fn f<'a>(x: &'a str)"));
    }

    #[test]
    fn test_items_are_left_out_with_their_strings() {
        let source = Source::read(
            "fn a() { b(\"kept\") }\n#[cfg(test)]\nmod tests { fn t() { sql(\"left out\") } }\n#[cfg(test)]\nuse x;\nfn c() {}\n",
        );
        assert_eq!(source.strings.len(), 1);
        assert!(source.lines_naming("t").is_empty());
        assert_eq!(source.lines_naming("c"), [6]);
    }

    #[test]
    fn a_word_is_found_only_whole() {
        assert!(names("use std::env;", "std::env"));
        assert!(names("a.await", ".await"));
        assert!(!names("my_redis::x", "redis"));
        assert!(!names("StatusCodes", "StatusCode"));
    }
}
