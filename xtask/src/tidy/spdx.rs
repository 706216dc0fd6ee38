//! Licence expressions, as far as packages use them: names, `WITH`, `AND`, `OR`, parentheses and the old `/`.

/// Whether a list of accepted licences satisfies an expression; an expression that cannot be read is not satisfied.
pub(crate) fn satisfied(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    let answer = reader.any();
    answer == Some(true) && reader.words.is_empty()
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl<'a> Reader<'a> {
    fn any(&mut self) -> Option<bool> {
        let mut answer = self.all()?;
        while self.take("OR") {
            answer |= self.all()?;
        }
        Some(answer)
    }

    fn all(&mut self) -> Option<bool> {
        let mut answer = self.one()?;
        while self.take("AND") {
            answer &= self.one()?;
        }
        Some(answer)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let answer = self.any()?;
            return self.take(")").then_some(answer);
        }
        let name = self.next().filter(|name| !["AND", "OR", "WITH", ")"].contains(name))?;
        let name = if self.take("WITH") { format!("{name} WITH {}", self.next()?) } else { name.to_owned() };
        Some(self.allowed.contains(&name))
    }

    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.words.first().is_some_and(|first| first.eq_ignore_ascii_case(word));
        if found {
            self.words = &self.words[1..];
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::satisfied;

    fn with_mit(expression: &str) -> bool {
        satisfied(expression, &["MIT".to_owned(), "ISC".to_owned(), "A WITH E".to_owned()])
    }

    #[test]
    fn one_of_several_is_enough_for_or() {
        for yes in
            ["MIT", "GPL-3.0 OR MIT", "MIT/Apache-2.0", "(GPL-3.0 OR MIT) AND ISC", "A WITH E OR GPL-3.0"]
        {
            assert!(with_mit(yes), "{yes}");
        }
    }

    #[test]
    fn each_of_several_is_wanted_for_and() {
        for no in ["GPL-3.0", "MIT AND GPL-3.0", "(GPL-3.0 OR A) AND MIT", "A", "MIT WITH E"] {
            assert!(!with_mit(no), "{no}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for no in ["", "MIT MIT", "(MIT", "MIT)", "OR MIT", "MIT AND", "A WITH"] {
            assert!(!with_mit(no), "{no}");
        }
    }
}
