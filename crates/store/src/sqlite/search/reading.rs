//! What a search asks SQLite.

use std::{collections::BTreeMap, sync::Arc};

use deskbell_domain::{ConversationId, ConversationState, CustomerId, Entry, Reader, customer::Customer};
use jiff::Timestamp;
use rusqlite::{Row, params, types::Type};
use uuid::Uuid;

use super::Desk;
use crate::{
    Filter, Range,
    search::{Doc, HitKind, Index, Mark, Question, Set, State, Term},
    sqlite::{
        convert::{blob, micros},
        rows::{conversations, customers, entries, feed, lists::among},
    },
};

impl Index for Desk {
    type Error = rusqlite::Error;

    fn is_time_out(_: &rusqlite::Error) -> bool {
        // Each statement reads a bounded number of rows; the time is looked at between them.
        false
    }

    fn state(&self) -> rusqlite::Result<State> {
        let mut statement = self.index.prepare_cached(
            "SELECT generation, position, mark_position, mark, next_doc FROM state WHERE pk = 1",
        )?;
        statement.query_row([], |row| {
            let mark = row.get::<_, Option<u64>>(2)?.zip(row.get::<_, Option<Vec<u8>>>(3)?);
            Ok(State {
                generation: row.get(0)?,
                position: row.get(1)?,
                mark: mark.map(|(position, digest)| Mark { position, digest }),
                next_doc: row.get(4)?,
            })
        })
    }

    fn head(&self) -> rusqlite::Result<u64> {
        feed::head(&self.desk)
    }

    fn blocks(&self, from: Option<Timestamp>, to: Option<Timestamp>) -> rusqlite::Result<Vec<i64>> {
        let mut statement = self.index.prepare_cached(
            "SELECT block FROM blocks WHERE last_at >= ?1 AND first_at < ?2 ORDER BY block DESC",
        )?;
        let (from, to) = (from.map_or(i64::MIN, micros), to.map_or(i64::MAX, micros));
        statement.query_map([from, to], |row| row.get(0))?.collect()
    }

    fn documents_with(&self, blocks: &[i64], term: &Term) -> rusqlite::Result<BTreeMap<i64, Set>> {
        let sql = if term.begins {
            "SELECT docs FROM words WHERE block = ?1 AND word >= ?2 AND word < ?3"
        } else {
            "SELECT docs FROM words WHERE block = ?1 AND word = ?2 AND ?3 IS NOT NULL"
        };
        let end = term.end();
        let mut statement = self.index.prepare_cached(sql)?;
        let mut found = BTreeMap::new();
        for block in blocks {
            let mut rows = statement.query(params![block, term.text, end])?;
            let mut set = Set::default();
            while let Some(row) = rows.next()? {
                set.add_stored(row.get_ref(0)?.as_blob()?);
            }
            if !set.is_empty() {
                found.insert(*block, set);
            }
        }
        Ok(found)
    }

    fn documents(&self, docs: &[i64]) -> rusqlite::Result<Vec<(Doc, Uuid)>> {
        let mut statement = self.index.prepare_cached(
            "SELECT d.doc, d.kind, d.seq, t.id FROM docs d CROSS JOIN things t ON t.no = d.thing WHERE d.doc = ?1",
        )?;
        let mut found = Vec::with_capacity(docs.len());
        for doc in docs {
            let rows = statement.query_map([doc], |row| Ok((read(row)?, Uuid::from_bytes(row.get(3)?))))?;
            for row in rows {
                found.push(row?);
            }
        }
        Ok(found)
    }

    fn documents_of(&self, things: &[Uuid], limit: usize) -> rusqlite::Result<Vec<i64>> {
        let mut statement = self.index.prepare_cached(
            "SELECT doc FROM docs WHERE thing = (SELECT no FROM things WHERE id = ?1) ORDER BY seq DESC LIMIT ?2",
        )?;
        let mut found = Vec::new();
        for thing in things {
            let rows = statement.query_map(params![blob(*thing), limit - found.len()], |row| row.get(0))?;
            for row in rows {
                found.push(row?);
            }
        }
        Ok(found)
    }

    fn few(&self, question: &Question, limit: usize) -> rusqlite::Result<Option<Vec<(Uuid, Uuid)>>> {
        let (view, filter) = (&question.view, &question.asked.filter);
        let few = match question.asked.conversation {
            None => among::first(&self.desk, view, filter, limit)?,
            Some(id) => {
                let allowed = among::among(&self.desk, view, filter, &[id.0])?;
                let state = if allowed.is_empty() { None } else { self.conversation(id)? };
                state.map(|state| (id.0, state.customer_id.0)).into_iter().collect()
            }
        };
        Ok((few.len() <= limit).then_some(few))
    }

    fn among(&self, question: &Question, ids: &[Uuid]) -> rusqlite::Result<Vec<Uuid>> {
        among::among(&self.desk, &question.view, &question.asked.filter, ids)
    }

    fn newest_of(&self, question: &Question, customer: CustomerId) -> rusqlite::Result<Option<Uuid>> {
        if question.asked.filter.customer.is_some_and(|other| other != customer) {
            return Ok(None);
        }
        let filter = Filter { customer: Some(customer), ..question.asked.filter.clone() };
        let first = among::first(&self.desk, &question.view, &filter, 1)?;
        Ok(first.first().map(|(id, _)| *id))
    }

    fn conversation(&self, id: ConversationId) -> rusqlite::Result<Option<Arc<ConversationState>>> {
        Ok(conversations::load(&self.desk, id)?.map(|head| head.state))
    }

    fn conversations(&self, ids: &[Uuid]) -> rusqlite::Result<Vec<Arc<ConversationState>>> {
        ids.iter().filter_map(|id| self.conversation((*id).into()).transpose()).collect()
    }

    fn entries_at(&self, places: &[(Uuid, u64)]) -> rusqlite::Result<Vec<Arc<Entry>>> {
        let mut found = Vec::with_capacity(places.len());
        for (id, seq) in places {
            let next = self.entries((*id).into(), seq.saturating_sub(1), 1)?;
            found.extend(next.into_iter().filter(|entry| entry.seq == *seq));
        }
        Ok(found)
    }

    fn customer(&self, id: CustomerId) -> rusqlite::Result<Option<Customer>> {
        customers::by_id(&self.desk, id)
    }

    fn entries(&self, id: ConversationId, after: u64, limit: usize) -> rusqlite::Result<Vec<Arc<Entry>>> {
        entries::range(&self.desk, id, Reader::Agent, Range::After(after), limit)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Doc> {
    let kind = HitKind::of_number(row.get(1)?);
    let broken = || rusqlite::Error::FromSqlConversionFailure(1, Type::Integer, "an unknown kind".into());
    Ok(Doc { doc: row.get(0)?, kind: kind.ok_or_else(broken)?, seq: row.get(2)? })
}
