//! What every source file owes its reader: an introduction, and nothing left lying about.

use super::Violation;
use super::rust::names;
use super::tree::Tree;

const SOURCES: &[&str] =
    &["rs", "ts", "tsx", "js", "jsx", "mjs", "cjs", "css", "html", "sql", "sh", "toml", "yml", "yaml"];

/// Marks of unfinished work, spelled in two halves so that this file does not hold them.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("dbg", "!("),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("allow(dead", "_code"),
];

/// Marks of debugging in scripts and tests of the web.
const WEB_UNFINISHED: &[&str] =
    &[concat!("console", ".log("), concat!(".on", "ly("), concat!("debug", "ger;")];

/// Checks introductions and leftovers.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = introductions(tree);
    let sources = tree
        .ending(SOURCES)
        .chain(tree.files().iter().map(String::as_str).filter(|path| *path == "Makefile"));
    for path in sources {
        let web = path.starts_with("web/");
        for (index, line) in tree.read(path).lines().enumerate() {
            let marks = UNFINISHED.iter().chain(WEB_UNFINISHED.iter().filter(|_| web));
            for mark in marks.filter(|mark| is_marked(line, mark)) {
                let place = format!("{path}:{}", index + 1);
                let mend = "Finish it, remove it, or open an issue and leave nothing here.";
                found.push(Violation::new(place, format!("holds {mark}"), mend));
            }
        }
    }
    found
}

fn is_marked(line: &str, mark: &str) -> bool {
    if mark.starts_with('.') { line.contains(mark) } else { names(line, mark) }
}

fn introductions(tree: &Tree) -> Vec<Violation> {
    let roots = tree
        .ending(&["rs"])
        .filter(|path| ["/src/lib.rs", "/src/main.rs"].iter().any(|root| path.ends_with(root)));
    roots
        .filter(|path| !tree.read(path).starts_with("//! "))
        .map(|path| {
            let mend = "Begin with //! lines: what it is, what it never does, where to start reading.";
            Violation::new(path, "does not introduce its crate", mend)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::planted::plant;

    fn places(files: &[(&str, &str)]) -> Vec<String> {
        check(&plant(files).tree).into_iter().map(|violation| violation.place).collect()
    }

    #[test]
    fn a_crate_without_an_introduction_is_named() {
        assert_eq!(places(&[("crates/app/src/lib.rs", "mod a;\n")]), ["crates/app/src/lib.rs"]);
        assert!(places(&[("crates/app/src/lib.rs", "//! The hall.\n")]).is_empty());
    }

    #[test]
    fn leftovers_are_named_with_their_line() {
        let rust = format!(
            "fn a() {{\n    {}x);\n    // {}: later\n}}\n",
            concat!("dbg", "!("),
            concat!("TO", "DO")
        );
        assert_eq!(
            places(&[("crates/app/src/a.rs", &rust)]),
            ["crates/app/src/a.rs:2", "crates/app/src/a.rs:3"]
        );
        let web = format!("test{}'a')\n{}1)\n", concat!(".on", "ly("), concat!("console", ".log("));
        assert_eq!(places(&[("web/e2e/a.test.ts", &web)]).len(), 2);
        assert!(places(&[("README.md", &rust)]).is_empty());
    }

    #[test]
    fn words_that_only_contain_a_mark_are_fine() {
        assert!(places(&[("crates/app/src/a.rs", "let x = MASTODON; let y = XXXL;")]).is_empty());
    }
}
