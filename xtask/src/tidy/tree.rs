//! The files of a working tree, by path from its root.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A working tree: its root, and the paths of its own files in sorted order.
pub(crate) struct Tree {
    root: PathBuf,
    files: Vec<String>,
}

impl Tree {
    /// Every file that git tracks or would track: built and ignored files are not part of the tree,
    /// and neither are files that git knows but that are gone from disk.
    pub(crate) fn of_git(root: &Path) -> io::Result<Self> {
        let list = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()?;
        if !list.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&list.stderr).trim().to_owned()));
        }
        let mut files: Vec<String> = String::from_utf8_lossy(&list.stdout)
            .split_terminator('\0')
            .filter(|path| root.join(path).is_file())
            .map(str::to_owned)
            .collect();
        files.sort();
        files.dedup();
        Ok(Self { root: root.to_path_buf(), files })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Paths from the root, sorted, with `/` between folders.
    pub(crate) fn files(&self) -> &[String] {
        &self.files
    }

    /// The paths that end in `.` and one of these endings.
    pub(crate) fn ending<'a>(&'a self, endings: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.files.iter().map(String::as_str).filter(move |path| endings.contains(&ending(path)))
    }

    /// The text of a file; a file that cannot be read as text is empty.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path)).unwrap_or_default()
    }

    /// The size of a file in bytes; 0 when it cannot be read.
    pub(crate) fn size(&self, path: &str) -> u64 {
        std::fs::metadata(self.root.join(path)).map_or(0, |file| file.len())
    }
}

/// What stands after the last dot of the file name, or nothing.
pub(crate) fn ending(path: &str) -> &str {
    file_name(path).rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder that holds a path, empty for the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The crate's folder name for a path under `crates/`.
pub(crate) fn room(path: &str) -> Option<&str> {
    path.strip_prefix("crates/")?.split('/').next()
}

/// Whether a file holds tests only, so that laws about what the product names do not bind it.
pub(crate) fn is_test(path: &str) -> bool {
    let stem = file_name(path).split('.').next().unwrap_or_default();
    room(path) == Some("conformance")
        || path.split('/').any(|part| ["tests", "benches", "e2e", "test"].contains(&part))
        || ["tests", "test"].contains(&stem)
        || stem.ends_with("_tests")
        || stem.ends_with("_test")
        || [".test.", ".spec.", ".bench."].iter().any(|mark| file_name(path).contains(mark))
}

#[cfg(test)]
pub(crate) mod planted {
    //! A temporary tree with the files a test wants in it.

    use super::Tree;

    /// Keeps the folder alive for as long as the tree is read.
    pub(crate) struct Planted {
        _folder: tempfile::TempDir,
        pub(crate) tree: Tree,
    }

    /// Writes the files and lists them.
    pub(crate) fn plant(files: &[(&str, &str)]) -> Planted {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let place = folder.path().join(path);
            std::fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
            std::fs::write(place, text).expect("a file");
        }
        let mut names: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        names.sort();
        let tree = Tree { root: folder.path().to_path_buf(), files: names };
        Planted { _folder: folder, tree }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_lists_new_files_and_leaves_ignored_and_deleted_ones_out() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let git = |words: &[&str]| {
            let done = Command::new("git").args(words).current_dir(folder.path()).output().expect("git runs");
            assert!(done.status.success(), "git {words:?}");
        };
        for (name, text) in [(".gitignore", "target\n"), ("kept.rs", ""), ("gone.rs", ""), ("target", "x")] {
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
        git(&["init", "-q"]);
        git(&["add", "gone.rs"]);
        std::fs::remove_file(folder.path().join("gone.rs")).expect("a file to remove");
        let tree = Tree::of_git(folder.path()).expect("a listing");
        assert_eq!(tree.files(), [".gitignore", "kept.rs"]);
    }

    #[test]
    fn a_folder_outside_git_is_an_error_that_says_so() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let error = Tree::of_git(folder.path()).err().expect("an error");
        assert!(error.to_string().contains("not a git repository"), "{error}");
    }

    #[test]
    fn tests_are_known_by_their_place_or_name() {
        for path in
            ["crates/app/tests/send.rs", "crates/app/src/send/tests.rs", "web/packages/client/src/a.test.ts"]
        {
            assert!(is_test(path), "{path}");
        }
        for path in ["crates/app/src/latest.rs", "web/apps/desk/src/contest.tsx"] {
            assert!(!is_test(path), "{path}");
        }
    }
}
