//! Which conversations a view and a filter allow, for a search: of some that are named, or all where they are few.

use deskbell_domain::policy::ListView;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use uuid::Uuid;

use super::{Pick, Query, filter_by, scopes, statement};
use crate::{Filter, sqlite::convert::blob};

/// The conversations that are allowed and the customer of each, the newest message first; at most one more than
/// `limit`.
pub(crate) fn first(
    connection: &Connection,
    view: &ListView,
    filter: &Filter,
    limit: usize,
) -> rusqlite::Result<Vec<(Uuid, Uuid)>> {
    let (tail, values) = statement(view.scope(), filter, None, limit);
    let sql = format!("SELECT c.id, (SELECT id FROM customers WHERE pk = c.customer_pk) {tail}");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(&values), |row| {
        Ok((Uuid::from_bytes(row.get(0)?), Uuid::from_bytes(row.get(1)?)))
    })?;
    rows.collect()
}

/// Of these conversations, those that are allowed.
pub(crate) fn among(
    connection: &Connection,
    view: &ListView,
    filter: &Filter,
    ids: &[Uuid],
) -> rusqlite::Result<Vec<Uuid>> {
    let mut query = Query::default();
    let id = query.value([0_u8; 16]);
    filter_by(&mut query, filter, &Pick::Filter);
    let either = scopes(&mut query, view.scope(), "+").join(" OR ");
    let common = query.conditions.iter().map(|one| format!(" AND {one}")).collect::<String>();
    let sql = format!(
        "SELECT 1 FROM conversations c WHERE c.id = {id} AND c.started = 1 AND c.rehearsal = 0 AND ({either}){common}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut allowed = Vec::new();
    for id in ids {
        query.values[0] = Box::new(blob(*id));
        let row = statement.query_row(params_from_iter(&query.values), |_| Ok(())).optional()?;
        allowed.extend(row.map(|()| *id));
    }
    Ok(allowed)
}
