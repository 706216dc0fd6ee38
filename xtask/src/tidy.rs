//! The laws of the tree, each a function from the tree to the places that break it.

mod arrows;
mod licences;
mod locks;
mod manners;
mod migrations;
mod names;
mod rust;
mod sizes;
mod spdx;
mod tree;
mod words;

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use tree::Tree;

/// One group of laws and the function that checks it.
struct Law {
    name: &'static str,
    check: fn(&Tree) -> Vec<Violation>,
}

/// Every law, in the order in which violations are reported.
const LAWS: &[Law] = &[
    Law { name: "arrows between crates point down only", check: arrows::check },
    Law { name: "each room names only its own trade", check: names::check },
    Law { name: "files and folders keep a readable size", check: sizes::check },
    Law { name: "crates introduce themselves and leave nothing unfinished", check: manners::check },
    Law { name: "one word per thing", check: words::check },
    Law { name: "migrations are numbered without gaps", check: migrations::check },
    Law { name: "only sources are tracked, and lock files name public registries", check: locks::check },
    Law { name: "every dependency is licensed, wanted and single where it must be", check: licences::check },
];

/// A place that breaks a law, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Path from the root of the tree, with the line where there is one.
    pub(crate) place: String,
    /// What is wrong there, as a sentence without its subject.
    pub(crate) what: String,
    /// How to put it right.
    pub(crate) mend: String,
}

impl Violation {
    fn new(place: impl Into<String>, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into(), mend: mend.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "  {}: {}\n      {}", self.place, self.what, self.mend)
    }
}

/// Checks the tree at `root` and prints what it found; the exit code is 0 only when every law holds.
pub(crate) fn run(root: &Path) -> ExitCode {
    let tree = match Tree::of_git(root) {
        Ok(tree) => tree,
        Err(error) => {
            eprintln!("tidy: cannot list the files of {}: {error}", root.display());
            return ExitCode::FAILURE;
        }
    };
    let broken: usize = LAWS.iter().map(|law| report(law, &(law.check)(&tree))).sum();
    if broken > 0 {
        eprintln!("tidy: {broken} {} to mend", if broken == 1 { "place" } else { "places" });
        return ExitCode::FAILURE;
    }
    println!("tidy: {} files keep all {} laws", tree.files().len(), LAWS.len());
    ExitCode::SUCCESS
}

fn report(law: &Law, violations: &[Violation]) -> usize {
    if !violations.is_empty() {
        eprintln!("law: {}", law.name);
    }
    for violation in violations {
        eprintln!("{violation}");
    }
    violations.len()
}
