//! Which lines are shipped: those of tests, which stand beside them, are not.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    fs,
    path::Path,
};

thread_local! {
    /// The lines of tests in the files that were asked about.
    static TESTS: RefCell<HashMap<String, HashSet<usize>>> = RefCell::default();
}

/// Whether a line, counted from 1, of a file of the tree is shipped.
pub(super) fn is_shipped(root: &Path, file: &str, line: usize) -> bool {
    if is_test_file(file) {
        return false;
    }
    TESTS.with_borrow_mut(|tests| {
        let lines = tests.entry(file.to_owned()).or_insert_with(|| {
            let text = fs::read_to_string(root.join(file)).unwrap_or_default();
            test_lines(&text)
        });
        !lines.contains(&line)
    })
}

fn is_test_file(file: &str) -> bool {
    !file.contains("/src/") || file.ends_with("/tests.rs") || file.contains("/tests/")
}

/// The lines of modules and functions that are compiled for tests only. Formatted as this tree is, such an item
/// ends with the first closing bracket that stands as far in as its attribute.
fn test_lines(text: &str) -> HashSet<usize> {
    let mut found = HashSet::new();
    let mut closing: Option<String> = None;
    for (number, line) in (1..).zip(text.lines()) {
        if closing.is_none() && line.trim_start() == "#[cfg(test)]" {
            closing = Some(format!("{}}}", &line[..line.len() - line.trim_start().len()]));
        }
        if let Some(end) = &closing {
            found.insert(number);
            if line == end || line.ends_with(';') && line.len() - line.trim_start().len() == end.len() - 1 {
                closing = None;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_beside_the_code_are_not_shipped() {
        let text = "fn a() {\n}\n#[cfg(test)]\nmod tests {\n    fn b() {\n    }\n}\nfn c() {}\n#[cfg(test)]\nmod d;\nfn e() {}\n";
        let mut lines: Vec<_> = test_lines(text).into_iter().collect();
        lines.sort_unstable();
        assert_eq!(lines, [3, 4, 5, 6, 7, 9, 10]);
        assert!(is_test_file("crates/app/src/who/tests.rs"));
        assert!(is_test_file("crates/app/src/who/tests/world.rs"));
        assert!(is_test_file("crates/app/tests/scenes.rs"));
        assert!(!is_test_file("crates/app/src/who/people.rs"));
    }
}
