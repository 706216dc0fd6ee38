//! The directory a demo lives in, with the passwords of its sample accounts.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use deskbell_load::people::SignIn;
use rand::RngExt as _;
use tempfile::TempDir;

use super::AGENTS;
use crate::home;

/// The file that tells a demo's directory from any other; it holds the sample passwords.
const MARKER: &str = ".demo";
/// The letters of a sample password: none looks like another.
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// Where a demo lives.
enum Place {
    Temporary(TempDir),
    Given(PathBuf),
}

impl Place {
    fn path(&self) -> &Path {
        match self {
            Self::Temporary(dir) => dir.path(),
            Self::Given(path) => path,
        }
    }
}

/// The directory a demo lives in, with the sample accounts. A temporary one is removed when this is dropped.
pub(super) struct DemoDirectory {
    place: Place,
    /// Whether nothing has happened in it yet.
    pub(super) is_new: bool,
    /// An account for each of [`AGENTS`].
    pub(super) accounts: [SignIn; 3],
}

impl DemoDirectory {
    /// A new temporary directory, or a given one that is empty or was a demo's before.
    pub(super) fn open(given: Option<PathBuf>) -> anyhow::Result<Self> {
        let place = match given {
            None => Place::Temporary(
                tempfile::Builder::new()
                    .prefix("deskbell-demo-")
                    .tempdir()
                    .context("No temporary directory can be made")?,
            ),
            Some(path) => {
                home::make_dir(&path)?;
                Place::Given(path)
            }
        };
        let marker = place.path().join(MARKER);
        let is_new = !marker.exists();
        let passwords = if is_new { begin(place.path(), &marker)? } else { read_passwords(&marker)? };
        let mut passwords = passwords.into_iter();
        let accounts = AGENTS.map(|(name, _)| SignIn {
            email: format!("{}@shop.example", name.to_lowercase()),
            password: passwords.next().unwrap_or_default(),
        });
        Ok(Self { place, is_new, accounts })
    }

    pub(super) fn path(&self) -> &Path {
        self.place.path()
    }

    /// Whether it outlives the demo.
    pub(super) fn is_kept(&self) -> bool {
        matches!(self.place, Place::Given(_))
    }
}

/// Marks an empty directory as a demo's, with new passwords.
fn begin(dir: &Path, marker: &Path) -> anyhow::Result<Vec<String>> {
    let sentence = || format!("{} cannot be read", dir.display());
    if fs::read_dir(dir).with_context(sentence)?.next().is_some() {
        bail!(
            "{} is not empty and was not made by a demo. Give an empty directory, or leave --data-dir out.",
            dir.display()
        );
    }
    let passwords: Vec<_> = AGENTS.iter().map(|(name, _)| password(name)).collect();
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let written = options.open(marker).and_then(|mut file| file.write_all(passwords.join("\n").as_bytes()));
    written.with_context(|| format!("{} cannot be written", marker.display()))?;
    Ok(passwords)
}

fn read_passwords(marker: &Path) -> anyhow::Result<Vec<String>> {
    let text = fs::read_to_string(marker).with_context(|| format!("{} cannot be read", marker.display()))?;
    Ok(text.lines().map(str::to_owned).collect())
}

fn password(name: &str) -> String {
    let mut dice = rand::rng();
    let letters: String = (0..8).map(|_| char::from(LETTERS[dice.random_range(0..LETTERS.len())])).collect();
    format!("{}-{letters}", name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_takes_an_empty_directory_or_its_own_and_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("demo");
        let first = DemoDirectory::open(Some(path.clone())).unwrap();
        let again = DemoDirectory::open(Some(path)).unwrap();
        assert!(first.is_new && !again.is_new);
        assert_eq!(first.accounts[0].password, again.accounts[0].password);
        assert!(first.accounts.iter().all(|account| account.password.len() >= 10));
        std::fs::write(dir.path().join("precious"), "data").unwrap();
        let refused = DemoDirectory::open(Some(dir.path().to_owned())).err().unwrap();
        assert!(refused.to_string().contains("not empty"));
    }
}
