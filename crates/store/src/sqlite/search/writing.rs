//! What indexing writes in SQLite.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Desk;
use crate::{
    FeedChange,
    search::{Doc, Rows, Set, State, Thing, Writing},
    sqlite::{
        convert::{blob, micros},
        rows::feed,
    },
};

/// Does something in a transaction of the index's; what is true is only read.
pub(super) fn transaction<T>(
    desk: &Desk,
    work: impl Fn(&Desk) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let undone = Undone(&desk.index);
    desk.index.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    let done = work(desk)?;
    desk.index.prepare_cached("COMMIT")?.execute([])?;
    drop(undone);
    if desk.removed.get() {
        // What is erased shall be gone from the log as well; where a search is in the way, the next round tries again.
        let busy: bool = desk.index.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        desk.removed.set(busy);
    }
    Ok(done)
}

/// Undoes what was not committed, also after a panic.
struct Undone<'a>(&'a Connection);

impl Drop for Undone<'_> {
    fn drop(&mut self) {
        if !self.0.is_autocommit()
            && let Err(error) = self.0.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a round of indexing could not be undone");
        }
    }
}

impl Writing for Desk {
    fn changes(&self, position: u64, limit: usize) -> rusqlite::Result<Vec<FeedChange>> {
        feed::after(&self.desk, position, limit)
    }

    fn digest(&self, position: u64) -> rusqlite::Result<Option<Vec<u8>>> {
        let mut statement =
            self.desk.prepare_cached("SELECT at, payload FROM changes WHERE position = ?1")?;
        let digest = statement.query_row([position], |row| {
            let digest = Sha256::new().chain_update(row.get::<_, i64>(0)?.to_be_bytes());
            Ok(digest.chain_update(row.get_ref(1)?.as_bytes()?).finalize()[..8].to_vec())
        });
        digest.optional()
    }

    fn thing(&self, id: Uuid) -> rusqlite::Result<Option<Thing>> {
        let mut statement =
            self.index.prepare_cached("SELECT no, doc, digest, seq FROM things WHERE id = ?1")?;
        let thing = statement.query_row([blob(id)], |row| {
            Ok(Thing { no: row.get(0)?, doc: row.get(1)?, digest: row.get(2)?, seq: row.get(3)? })
        });
        thing.optional()
    }

    fn put_thing(&self, id: Uuid, thing: &Thing) -> rusqlite::Result<i64> {
        let mut statement = self.index.prepare_cached(
            "INSERT INTO things (id, doc, digest, seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, digest = excluded.digest, seq = excluded.seq
             RETURNING no",
        )?;
        statement.query_row(params![blob(id), thing.doc, thing.digest, thing.seq], |row| row.get(0))
    }

    fn remove_thing(&self, no: i64) -> rusqlite::Result<()> {
        self.index.prepare_cached("DELETE FROM things WHERE no = ?1")?.execute([no]).map(drop)
    }

    fn put_documents(&self, docs: &[(Doc, i64)]) -> rusqlite::Result<()> {
        let mut statement =
            self.index.prepare_cached("INSERT INTO docs (doc, thing, seq, kind) VALUES (?1, ?2, ?3, ?4)")?;
        for (doc, no) in docs {
            statement.execute(params![doc.doc, no, doc.seq, doc.kind.number()])?;
        }
        Ok(())
    }

    fn remove_documents(&self, docs: &[i64]) -> rusqlite::Result<()> {
        self.removed.set(true);
        let mut statement = self.index.prepare_cached("DELETE FROM docs WHERE doc = ?1")?;
        docs.iter().try_for_each(|doc| statement.execute([doc]).map(drop))
    }

    fn document_of(&self, no: i64, seq: u64) -> rusqlite::Result<Option<i64>> {
        let mut statement =
            self.index.prepare_cached("SELECT doc FROM docs WHERE thing = ?1 AND seq = ?2")?;
        statement.query_row(params![no, seq], |row| row.get(0)).optional()
    }

    fn add(&self, rows: &Rows) -> rusqlite::Result<()> {
        let mut read = self.index.prepare_cached("SELECT docs FROM words WHERE block = ?1 AND word = ?2")?;
        let mut write = self.index.prepare_cached(
            "INSERT INTO words (block, word, docs) VALUES (?1, ?2, ?3)
             ON CONFLICT (block, word) DO UPDATE SET docs = excluded.docs",
        )?;
        for ((block, word), more) in rows {
            let mut set = more.clone();
            let known = read.query_row(params![block, word], |row| {
                set.add_stored(row.get_ref(0)?.as_blob()?);
                Ok(())
            });
            known.optional()?;
            write.execute(params![block, word, set.encode()])?;
        }
        Ok(())
    }

    fn rows_of(&self, block: i64) -> rusqlite::Result<Rows> {
        let mut statement = self.index.prepare_cached("SELECT word, docs FROM words WHERE block = ?1")?;
        let rows = statement.query_map([block], |row| {
            let mut set = Set::default();
            set.add_stored(row.get_ref(1)?.as_blob()?);
            Ok(((block, row.get(0)?), set))
        })?;
        rows.collect()
    }

    fn replace(&self, rows: &Rows) -> rusqlite::Result<()> {
        let mut write =
            self.index.prepare_cached("UPDATE words SET docs = ?3 WHERE block = ?1 AND word = ?2")?;
        let mut remove = self.index.prepare_cached("DELETE FROM words WHERE block = ?1 AND word = ?2")?;
        for ((block, word), set) in rows {
            if set.is_empty() {
                remove.execute(params![block, word])?;
            } else {
                write.execute(params![block, word, set.encode()])?;
            }
        }
        Ok(())
    }

    fn put_time(&self, block: i64, first: Timestamp, last: Timestamp) -> rusqlite::Result<()> {
        let mut statement = self.index.prepare_cached(
            "INSERT INTO blocks (block, first_at, last_at) VALUES (?1, ?2, ?3) ON CONFLICT (block) DO UPDATE
             SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)",
        )?;
        statement.execute([block, micros(first), micros(last)]).map(drop)
    }

    fn put_state(&self, state: &State) -> rusqlite::Result<()> {
        let mut statement = self.index.prepare_cached(
            "UPDATE state SET generation = ?1, position = ?2, mark_position = ?3, mark = ?4, next_doc = ?5",
        )?;
        let mark = state.mark.as_ref();
        let (mark_position, digest) = (mark.map(|mark| mark.position), mark.map(|mark| &mark.digest));
        statement
            .execute(params![state.generation, state.position, mark_position, digest, state.next_doc])
            .map(drop)
    }

    fn clear(&self) -> rusqlite::Result<()> {
        self.index
            .execute_batch("DELETE FROM words; DELETE FROM docs; DELETE FROM things; DELETE FROM blocks;")
    }
}
