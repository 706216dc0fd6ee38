//! Where a world's store is: a database of its own on a real PostgreSQL.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

use deskbell_engines::Postgres;
use deskbell_store::{Options, PostgresAddress, Store};

use crate::world::World;

/// The database that every other is a copy of.
const MODEL: &str = "model";

/// A migrated database that nobody else has.
pub(crate) struct Home {
    name: String,
}

fn server() -> &'static Postgres {
    static MADE: OnceLock<()> = OnceLock::new();
    let server = Postgres::shared();
    MADE.get_or_init(|| {
        let url = server.create_database(MODEL).unwrap();
        Store::migrate(url.parse::<PostgresAddress>().unwrap(), false).unwrap();
    });
    server
}

impl Home {
    pub(crate) fn new() -> Self {
        Self::like(MODEL)
    }

    /// A database in which all is as it is here at this moment; nobody may have this one open.
    pub(crate) fn copied(&self) -> Self {
        Self::like(&self.name)
    }

    /// A database in which there is nothing at all.
    pub(crate) fn blank() -> Self {
        Self::like("template1")
    }

    fn like(model: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("home_{}", MADE.fetch_add(1, Ordering::Relaxed));
        server().create_database_from(&name, model).unwrap();
        Self { name }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        server().url(&self.name)
    }

    /// How its store is opened, each time as another node. One writer, so that what a scenario asks at once shares a
    /// batch; what several writers do to each other is in `sharing.rs`.
    pub(crate) fn options(&self) -> Options {
        static NODES: AtomicU64 = AtomicU64::new(1);
        let address: PostgresAddress = self.url().parse().unwrap();
        let node = NODES.fetch_add(1, Ordering::Relaxed);
        Options { node, writers: 1, readers: 2, ..Options::new(address) }
    }

    /// What a statement answers, as `psql` prints it.
    pub(crate) fn sql(&self, statement: &str) -> String {
        server().sql(&self.name, statement).unwrap().trim().to_owned()
    }

    /// Rows of each table, but for those that are written beside everything else.
    pub(crate) fn rows(&self) -> BTreeMap<String, u64> {
        let tables = self.sql(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
        );
        let count = |table: &str| self.sql(&format!("SELECT count(*) FROM {table}")).parse().unwrap();
        let counted = |table: &&str| !["checkpoints", "checkups", "leases"].contains(table);
        tables.lines().filter(counted).map(|table| (table.to_owned(), count(table))).collect()
    }

    /// Whether this word stands in the search index.
    pub(crate) fn indexes_word(&self, word: &str) -> bool {
        self.sql(&format!("SELECT count(*) FROM search_words WHERE word = '{word}'")) != "0"
    }

    /// Whether these bytes stand anywhere in it.
    pub(crate) fn holds(&self, words: &[u8]) -> bool {
        let words = hex::encode(words);
        let found = format!(
            "SELECT (SELECT count(*) FROM entries WHERE position('\\x{words}'::bytea IN body) > 0)
                + (SELECT count(*) FROM conversations
                   WHERE position('\\x{words}'::bytea IN convert_to(last_preview, 'UTF8')) > 0)"
        );
        self.sql(&found) != "0"
    }
}

impl World {
    /// The same world as somebody sees it who has another store over it.
    pub(crate) fn beside(&self, store: Store) -> Self {
        Self {
            store,
            home: Arc::clone(&self.home),
            inbox: self.inbox,
            team: self.team,
            commits: Arc::default(),
            dice: Arc::clone(&self.dice),
        }
    }
}
