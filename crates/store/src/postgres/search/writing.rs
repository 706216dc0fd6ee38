//! What indexing writes in PostgreSQL.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    FeedChange,
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, big, micros},
        rows::feed,
    },
    search::{Doc, Rows, Set, State, Thing, Writing},
};

/// Rows of words written at once.
const AT_ONCE: usize = 2000;

impl Writing for Connection {
    fn changes(&self, position: u64, limit: usize) -> Result<Vec<FeedChange>, SqlError> {
        feed::after(self, position, limit)
    }

    fn digest(&self, position: u64) -> Result<Option<Vec<u8>>, SqlError> {
        let row = self.first("SELECT at, payload FROM changes WHERE position = $1", &[&big(position)])?;
        row.map(|row| {
            let mut cells = Cells::of(&row);
            let digest = Sha256::new().chain_update(cells.take::<i64>()?.to_be_bytes());
            Ok(digest.chain_update(cells.take::<String>()?).finalize()[..8].to_vec())
        })
        .transpose()
    }

    fn thing(&self, id: Uuid) -> Result<Option<Thing>, SqlError> {
        let row = self.first("SELECT no, doc, digest, seq FROM search_things WHERE id = $1", &[&id])?;
        row.map(|row| {
            let mut cells = Cells::of(&row);
            Ok(Thing { no: cells.take()?, doc: cells.take()?, digest: cells.take()?, seq: cells.count()? })
        })
        .transpose()
    }

    fn put_thing(&self, id: Uuid, thing: &Thing) -> Result<i64, SqlError> {
        let sql = "INSERT INTO search_things (id, doc, digest, seq) VALUES ($1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, digest = excluded.digest, seq = excluded.seq
            RETURNING no";
        let row = self.one(sql, &[&id, &thing.doc, &thing.digest, &big(thing.seq)])?;
        Cells::of(&row).take()
    }

    fn remove_thing(&self, no: i64) -> Result<(), SqlError> {
        self.execute("DELETE FROM search_things WHERE no = $1", &[&no]).map(drop)
    }

    fn put_documents(&self, docs: &[(Doc, i64)]) -> Result<(), SqlError> {
        let numbers: Vec<i64> = docs.iter().map(|(doc, _)| doc.doc).collect();
        let things: Vec<i64> = docs.iter().map(|(_, no)| *no).collect();
        let seqs: Vec<i64> = docs.iter().map(|(doc, _)| big(doc.seq)).collect();
        let kinds: Vec<i16> = docs.iter().map(|(doc, _)| doc.kind.number()).collect();
        let sql = "INSERT INTO search_docs (doc, thing, seq, kind)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::smallint[])";
        self.execute(sql, &[&numbers, &things, &seqs, &kinds]).map(drop)
    }

    fn remove_documents(&self, docs: &[i64]) -> Result<(), SqlError> {
        self.execute("DELETE FROM search_docs WHERE doc = ANY($1)", &[&docs]).map(drop)
    }

    fn document_of(&self, no: i64, seq: u64) -> Result<Option<i64>, SqlError> {
        let row =
            self.first("SELECT doc FROM search_docs WHERE thing = $1 AND seq = $2", &[&no, &big(seq)])?;
        row.map(|row| Cells::of(&row).take()).transpose()
    }

    fn add(&self, rows: &Rows) -> Result<(), SqlError> {
        let rows: Vec<_> = rows.iter().collect();
        for some in rows.chunks(AT_ONCE) {
            let blocks: Vec<i64> = some.iter().map(|((block, _), _)| *block).collect();
            let words: Vec<&str> = some.iter().map(|((_, word), _)| word.as_str()).collect();
            let sql =
                "SELECT w.block, w.word, w.docs FROM unnest($1::bigint[], $2::text[]) AS n (block, word)
                JOIN search_words w ON w.block = n.block AND w.word = n.word COLLATE \"C\"";
            let mut known = BTreeMap::new();
            for row in self.query(sql, &[&blocks, &words])? {
                let mut cells = Cells::of(&row);
                known.insert((cells.take::<i64>()?, cells.take::<String>()?), cells.take::<Vec<u8>>()?);
            }
            let docs: Vec<Vec<u8>> = some
                .iter()
                .map(|(key, more)| {
                    let mut set = (*more).clone();
                    known.get(key).inspect(|known| set.add_stored(known));
                    set.encode()
                })
                .collect();
            let sql = "INSERT INTO search_words (block, word, docs)
                SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[])
                ON CONFLICT (block, word) DO UPDATE SET docs = excluded.docs";
            self.execute(sql, &[&blocks, &words, &docs])?;
        }
        Ok(())
    }

    fn rows_of(&self, block: i64) -> Result<Rows, SqlError> {
        let read = |row: &tokio_postgres::Row| {
            let mut cells = Cells::of(row);
            let (word, mut set) = (cells.take()?, Set::default());
            set.add_stored(&cells.take::<Vec<u8>>()?);
            Ok(((block, word), set))
        };
        self.query("SELECT word, docs FROM search_words WHERE block = $1", &[&block])?
            .iter()
            .map(read)
            .collect()
    }

    fn replace(&self, rows: &Rows) -> Result<(), SqlError> {
        let (gone, left): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, set)| set.is_empty());
        let keys = |rows: &[(&(i64, String), &Set)]| -> (Vec<i64>, Vec<String>) {
            rows.iter().map(|((block, word), _)| (*block, word.clone())).unzip()
        };
        let (blocks, words) = keys(&gone);
        let sql = "DELETE FROM search_words w USING unnest($1::bigint[], $2::text[]) AS n (block, word)
            WHERE w.block = n.block AND w.word = n.word COLLATE \"C\"";
        self.execute(sql, &[&blocks, &words])?;
        let (blocks, words) = keys(&left);
        let docs: Vec<Vec<u8>> = left.iter().map(|(_, set)| set.encode()).collect();
        let sql = "UPDATE search_words w SET docs = n.docs
            FROM unnest($1::bigint[], $2::text[], $3::bytea[]) AS n (block, word, docs)
            WHERE w.block = n.block AND w.word = n.word COLLATE \"C\"";
        self.execute(sql, &[&blocks, &words, &docs]).map(drop)
    }

    fn put_time(&self, block: i64, first: Timestamp, last: Timestamp) -> Result<(), SqlError> {
        let sql = "INSERT INTO search_blocks AS b (block, first_at, last_at) VALUES ($1, $2, $3)
            ON CONFLICT (block) DO UPDATE SET first_at = least(b.first_at, excluded.first_at),
                last_at = greatest(b.last_at, excluded.last_at)";
        self.execute(sql, &[&block, &micros(first), &micros(last)]).map(drop)
    }

    fn put_state(&self, state: &State) -> Result<(), SqlError> {
        let mark = state.mark.as_ref();
        let (mark_position, digest) = (mark.map(|mark| big(mark.position)), mark.map(|mark| &mark.digest));
        let sql = "UPDATE search_state SET generation = $1, position = $2, mark_position = $3, mark = $4, next_doc = $5
            WHERE pk = 1";
        let position = big(state.position);
        self.execute(sql, &[&state.generation, &position, &mark_position, &digest, &state.next_doc]).map(drop)
    }

    fn clear(&self) -> Result<(), SqlError> {
        self.run("TRUNCATE search_words, search_docs, search_things, search_blocks")
    }
}
