//! How long a file and how full a folder may grow.

use std::collections::BTreeMap;

use super::Violation;
use super::tree::{Tree, ending, file_name, folder, is_test};

/// The most lines a Rust file may have.
const RUST_LINES: usize = 600;
/// The most lines a TypeScript or CSS file may have.
const WEB_LINES: usize = 400;
/// The most source files a folder may hold, beside its table of contents and its tests.
const FOLDER_FILES: usize = 12;
/// The most bytes a tracked file may have.
const FILE_BYTES: u64 = 700 * 1024;

const SOURCES: &[&str] = &["rs", "ts", "tsx", "css"];
/// Files that list what a folder holds, and are not counted in it.
const CONTENTS: &[&str] = &["lib.rs", "main.rs", "mod.rs", "index.ts", "index.tsx"];

/// Checks every source file's length, every source folder's count, and every file's weight.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for path in tree.ending(SOURCES) {
        let text = tree.read(path);
        let wall = if ending(path) == "rs" { RUST_LINES } else { WEB_LINES };
        let lines = text.lines().count();
        if lines > wall && !is_generated(path, &text) {
            let mend = "Split it by noun: each part keeps the files that change together.";
            found.push(Violation::new(path, format!("has {lines} lines; {wall} is the wall"), mend));
        }
    }
    found.extend(full_folders(tree));
    found.extend(tree.files().iter().filter(|path| tree.size(path) > FILE_BYTES).map(|path| {
        let what = format!("weighs {} KiB; {} is the most", tree.size(path) / 1024, FILE_BYTES / 1024);
        Violation::new(path, what, "Make it smaller, or fetch or build it when it is needed.")
    }));
    found
}

/// Only the protocol package holds types that a tool wrote, and they say so in their first lines.
fn is_generated(path: &str, text: &str) -> bool {
    path.starts_with("web/packages/protocol/")
        && text.lines().take(5).any(|line| line.contains("auto-generated") || line.contains("@generated"))
}

fn full_folders(tree: &Tree) -> Vec<Violation> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let counted =
        |path: &&str| path.contains("/src/") && !is_test(path) && !CONTENTS.contains(&file_name(path));
    for path in tree.ending(SOURCES).filter(counted) {
        *counts.entry(folder(path)).or_default() += 1;
    }
    let full = counts.into_iter().filter(|(_, count)| *count > FOLDER_FILES);
    full.map(|(folder, count)| {
        let what = format!("holds {count} source files; {FOLDER_FILES} is the most");
        Violation::new(folder, what, "Give the files that share a noun a folder of that name.")
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::planted::plant;

    fn broken(files: &[(&str, &str)]) -> Vec<String> {
        check(&plant(files).tree).into_iter().map(|v| format!("{} {}", v.place, v.what)).collect()
    }

    #[test]
    fn a_file_past_its_wall_is_named() {
        let rust = "\n".repeat(RUST_LINES + 1);
        let web = "\n".repeat(WEB_LINES + 1);
        assert_eq!(
            broken(&[("crates/app/src/a.rs", &rust)]),
            ["crates/app/src/a.rs has 601 lines; 600 is the wall"]
        );
        assert_eq!(broken(&[("web/apps/desk/src/a.tsx", &web)]).len(), 1);
        assert!(broken(&[("crates/app/src/a.rs", &web)]).is_empty());
    }

    #[test]
    fn generated_types_may_be_long() {
        let text = format!("// auto-generated\n{}", "\n".repeat(WEB_LINES));
        assert!(broken(&[("web/packages/protocol/src/schema.ts", &text)]).is_empty());
        assert_eq!(broken(&[("web/packages/client/src/schema.ts", &text)]).len(), 1);
    }

    #[test]
    fn a_folder_with_too_many_files_is_named_but_not_for_its_tests() {
        let names: Vec<String> = (0..13).map(|n| format!("crates/app/src/f{n}.rs")).collect();
        let mut files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        assert_eq!(broken(&files), ["crates/app/src holds 13 source files; 12 is the most"]);
        files.pop();
        files.extend([("crates/app/src/lib.rs", ""), ("crates/app/src/send_tests.rs", "")]);
        assert!(broken(&files).is_empty());
    }

    #[test]
    fn a_heavy_file_is_named() {
        let text = "x".repeat(701 * 1024);
        assert_eq!(broken(&[("web/film.mp4", &text)]), ["web/film.mp4 weighs 701 KiB; 700 is the most"]);
    }
}
