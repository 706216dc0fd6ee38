//! Where a world's store is: a SQLite file in a folder of its own.

use std::{collections::BTreeMap, fs, path::PathBuf};

use deskbell_store::{Options, Store};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::world::World;

/// A migrated database that nobody else has.
pub(crate) struct Home {
    pub(crate) folder: TempDir,
}

/// The path of the database in a folder.
pub(crate) fn path_in(folder: &TempDir) -> PathBuf {
    folder.path().join("deskbell.db")
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Store::migrate(path_in(&folder).as_path(), true).unwrap();
        Self { folder }
    }

    /// How its store is opened.
    pub(crate) fn options(&self) -> Options {
        Options::new(path_in(&self.folder))
    }

    /// The database's files as they are at this moment, elsewhere: what a crash would leave.
    pub(crate) fn copied(&self) -> TempDir {
        let elsewhere = tempfile::tempdir().unwrap();
        for ending in ["", "-wal"] {
            let name = format!("deskbell.db{ending}");
            fs::copy(self.folder.path().join(&name), elsewhere.path().join(&name)).unwrap();
        }
        elsewhere
    }

    /// Rows of each table, but for those that are written beside everything else.
    pub(crate) fn rows(&self) -> BTreeMap<String, u64> {
        let connection = Connection::open(path_in(&self.folder)).unwrap();
        // Checkpoints are made now and then, whatever goes on meanwhile.
        let tables = "SELECT name FROM sqlite_schema
                      WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'checkpoints'";
        let mut statement = connection.prepare(tables).unwrap();
        let names: Vec<String> =
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let count = |name: &String| -> u64 {
            connection.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0)).unwrap()
        };
        names.iter().map(|name| (name.clone(), count(name))).collect()
    }

    /// Whether this word stands in the search index.
    pub(crate) fn indexes_word(&self, word: &str) -> bool {
        let index = Connection::open(self.folder.path().join("search.db")).unwrap();
        let count: u64 =
            index.query_row("SELECT count(*) FROM words WHERE word = ?1", [word], |row| row.get(0)).unwrap();
        count > 0
    }

    /// Whether these bytes stand anywhere in it.
    pub(crate) fn holds(&self, words: &[u8]) -> bool {
        ["deskbell.db", "deskbell.db-wal"].iter().any(|name| {
            let bytes = fs::read(self.folder.path().join(name)).unwrap_or_default();
            bytes.windows(words.len()).any(|window| window == words)
        })
    }
}

impl World {
    /// The same world with another store over a copy of its file, whose commits nobody keeps.
    pub(crate) fn over(self, store: Store) -> Self {
        Self { store, ..self }
    }
}
