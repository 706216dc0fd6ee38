//! The stretches in which conversations were live, the one that began last first.

use deskbell_domain::policy::ListView;
use rusqlite::{Connection, params_from_iter};

use super::{Query, scopes};
use crate::{
    Session, SessionFilter, SessionKind,
    sqlite::convert::{Cells, blob, micros},
    store::desk::sessions::Place,
};

pub(crate) fn page(
    connection: &Connection,
    view: &ListView,
    filter: &SessionFilter,
    after: Option<Place>,
    limit: usize,
) -> rusqlite::Result<Vec<(Place, Session)>> {
    let mut query = Query::default();
    let either = scopes(&mut query, view.scope(), "+").join(" OR ");
    if let Some(id) = filter.conversation {
        query.needs("s.conversation_pk = (SELECT pk FROM conversations WHERE id = {})", blob(id.0));
    }
    if let Some(agent) = filter.agent {
        query.needs(
            "(SELECT pk FROM agents WHERE id = {})
                = CASE WHEN s.ended_at IS NULL THEN c.assignee_pk ELSE s.agent_pk END",
            blob(agent.0),
        );
    }
    match filter.kind {
        None => {}
        Some(SessionKind::Ended) => query.conditions.push("s.ended_at IS NOT NULL".into()),
        Some(SessionKind::ActiveSince(at)) => {
            query.needs("s.ended_at IS NULL AND coalesce(c.last_at, s.started_at) >= {}", micros(at));
        }
        Some(SessionKind::InactiveSince(at)) => {
            query.needs("s.ended_at IS NULL AND coalesce(c.last_at, s.started_at) < {}", micros(at));
        }
    }
    if let Some(place) = after {
        let [at, pk, number] =
            [place.started_at, place.conversation_pk, place.number].map(|one| query.value(one));
        query
            .conditions
            .push(format!("(s.started_at, s.conversation_pk, s.number) < ({at}, {pk}, {number})"));
    }
    let limit = query.value(limit);
    let common = query.conditions.iter().map(|one| format!(" AND {one}")).collect::<String>();
    let sql = format!(
        "SELECT s.started_at, s.conversation_pk, s.number, c.id, (SELECT id FROM customers WHERE pk = c.customer_pk),
            s.started_at, CASE WHEN s.ended_at IS NULL THEN c.replied_at ELSE s.replied_at END, s.ended_at, c.last_at,
            (SELECT id FROM agents WHERE pk = CASE WHEN s.ended_at IS NULL THEN c.assignee_pk ELSE s.agent_pk END)
         FROM stretches s JOIN conversations c ON c.pk = s.conversation_pk
         WHERE c.started = 1 AND c.rehearsal = 0 AND ({either}){common}
         ORDER BY s.started_at DESC, s.conversation_pk DESC, s.number DESC LIMIT {limit}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(&query.values), |row| {
        let mut cells = Cells::of(row);
        let place =
            Place { started_at: cells.take()?, conversation_pk: cells.take()?, number: cells.take()? };
        let session = Session {
            conversation_id: cells.id()?,
            number: place.number.unsigned_abs(),
            customer_id: cells.id()?,
            started_at: cells.time()?,
            replied_at: cells.maybe_time()?,
            ended_at: cells.maybe_time()?,
            last_at: cells.maybe_time()?,
            agent_id: cells.maybe_id()?,
        };
        Ok((place, session))
    })?;
    rows.collect()
}
