//! What a search asks PostgreSQL.

use std::{collections::BTreeMap, sync::Arc};

use deskbell_domain::{ConversationId, ConversationState, CustomerId, Entry, Reader, customer::Customer};
use jiff::Timestamp;
use tokio_postgres::error::SqlState;
use uuid::Uuid;

use crate::{
    Filter, Range,
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, big, micros},
        rows::{conversations, customers, entries, feed, lists::among},
    },
    search::{Doc, HitKind, Index, Mark, Question, Set, State, Term},
};

impl Index for Connection {
    type Error = SqlError;

    fn is_time_out(error: &SqlError) -> bool {
        error.code() == Some(&SqlState::QUERY_CANCELED)
    }

    fn state(&self) -> Result<State, SqlError> {
        let sql = "SELECT generation, position, next_doc, mark_position, mark FROM search_state WHERE pk = 1";
        let row = self.one(sql, &[])?;
        let mut cells = Cells::of(&row);
        let (generation, position, next_doc) = (cells.take()?, cells.count()?, cells.take()?);
        let mark = cells.maybe_count()?.zip(cells.take::<Option<Vec<u8>>>()?);
        let mark = mark.map(|(position, digest)| Mark { position, digest });
        Ok(State { generation, position, mark, next_doc })
    }

    fn head(&self) -> Result<u64, SqlError> {
        feed::taken(self)
    }

    fn blocks(&self, from: Option<Timestamp>, to: Option<Timestamp>) -> Result<Vec<i64>, SqlError> {
        let sql = "SELECT block FROM search_blocks WHERE last_at >= $1 AND first_at < $2 ORDER BY block DESC";
        let rows = self.query(sql, &[&from.map_or(i64::MIN, micros), &to.map_or(i64::MAX, micros)])?;
        rows.iter().map(|row| Cells::of(row).take()).collect()
    }

    fn documents_with(&self, blocks: &[i64], term: &Term) -> Result<BTreeMap<i64, Set>, SqlError> {
        let rows = if term.begins {
            self.query(
                "SELECT block, docs FROM search_words WHERE block = ANY($1) AND word >= $2 AND word < $3",
                &[&blocks, &term.text, &term.end()],
            )?
        } else {
            self.query(
                "SELECT block, docs FROM search_words WHERE block = ANY($1) AND word = $2",
                &[&blocks, &term.text],
            )?
        };
        let mut found: BTreeMap<i64, Set> = BTreeMap::new();
        for row in &rows {
            let mut cells = Cells::of(row);
            let block = cells.take()?;
            found.entry(block).or_default().add_stored(&cells.take::<Vec<u8>>()?);
        }
        Ok(found)
    }

    fn documents(&self, docs: &[i64]) -> Result<Vec<(Doc, Uuid)>, SqlError> {
        let sql =
            "SELECT d.doc, d.kind, d.seq, t.id FROM search_docs d JOIN search_things t ON t.no = d.thing
            WHERE d.doc = ANY($1)";
        let read = |row: &tokio_postgres::Row| {
            let mut cells = Cells::of(row);
            let (doc, kind) = (cells.take()?, HitKind::of_number(cells.take()?));
            let kind = kind.ok_or_else(|| cells.broken("an unknown kind"))?;
            Ok((Doc { doc, kind, seq: cells.count()? }, cells.take()?))
        };
        self.query(sql, &[&docs])?.iter().map(read).collect()
    }

    fn documents_of(&self, things: &[Uuid], limit: usize) -> Result<Vec<i64>, SqlError> {
        let sql =
            "SELECT d.doc FROM search_docs d JOIN search_things t ON t.no = d.thing WHERE t.id = ANY($1)
            LIMIT $2";
        let rows = self.query(sql, &[&things, &big(limit as u64)])?;
        rows.iter().map(|row| Cells::of(row).take()).collect()
    }

    fn few(&self, question: &Question, limit: usize) -> Result<Option<Vec<(Uuid, Uuid)>>, SqlError> {
        let (view, filter) = (&question.view, &question.asked.filter);
        let few = match question.asked.conversation {
            None => among::first(self, view, filter, limit)?,
            Some(id) => {
                let allowed = among::among(self, view, filter, &[id.0])?;
                let state = if allowed.is_empty() { None } else { self.conversation(id)? };
                state.map(|state| (id.0, state.customer_id.0)).into_iter().collect()
            }
        };
        Ok((few.len() <= limit).then_some(few))
    }

    fn among(&self, question: &Question, ids: &[Uuid]) -> Result<Vec<Uuid>, SqlError> {
        among::among(self, &question.view, &question.asked.filter, ids)
    }

    fn newest_of(&self, question: &Question, customer: CustomerId) -> Result<Option<Uuid>, SqlError> {
        if question.asked.filter.customer.is_some_and(|other| other != customer) {
            return Ok(None);
        }
        let filter = Filter { customer: Some(customer), ..question.asked.filter.clone() };
        let first = among::first(self, &question.view, &filter, 1)?;
        Ok(first.first().map(|(id, _)| *id))
    }

    fn conversation(&self, id: ConversationId) -> Result<Option<Arc<ConversationState>>, SqlError> {
        Ok(conversations::load(self, id)?.map(|head| head.state))
    }

    fn conversations(&self, ids: &[Uuid]) -> Result<Vec<Arc<ConversationState>>, SqlError> {
        Ok(conversations::load_all(self, ids)?.into_iter().map(|head| head.state).collect())
    }

    fn entries_at(&self, places: &[(Uuid, u64)]) -> Result<Vec<Arc<Entry>>, SqlError> {
        let (ids, seqs): (Vec<Uuid>, Vec<i64>) = places.iter().map(|(id, seq)| (*id, big(*seq))).unzip();
        entries::at_all(self, &ids, &seqs)
    }

    fn customer(&self, id: CustomerId) -> Result<Option<Customer>, SqlError> {
        customers::by_id(self, id)
    }

    fn entries(&self, id: ConversationId, after: u64, limit: usize) -> Result<Vec<Arc<Entry>>, SqlError> {
        entries::range(self, id, Reader::Agent, Range::After(after), limit)
    }
}
