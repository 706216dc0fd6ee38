//! Which conversations a view and a filter allow, for a search: of some that are named, or all where they are few.

use deskbell_domain::policy::ListView;
use uuid::Uuid;

use super::{Pick, Query, Taking, borrowed, filter_by, scopes, statement};
use crate::{
    Filter,
    postgres::{
        connection::{Connection, SqlError},
        convert::Cells,
    },
};

/// The conversations that are allowed and the customer of each, the newest message first; at most one more than
/// `limit`.
pub(crate) fn first(
    connection: &Connection,
    view: &ListView,
    filter: &Filter,
    limit: usize,
) -> Result<Vec<(Uuid, Uuid)>, SqlError> {
    let (tail, values) = statement(view.scope(), filter, None, limit);
    let sql = format!("SELECT c.id, (SELECT k.id FROM customers k WHERE k.pk = c.customer_pk) {tail}");
    let rows = connection.query(&sql, &borrowed(&values))?;
    rows.iter()
        .map(|row| {
            let mut cells = Cells::of(row);
            Ok((cells.take()?, cells.take()?))
        })
        .collect()
}

/// Of these conversations, those that are allowed.
pub(crate) fn among(
    connection: &Connection,
    view: &ListView,
    filter: &Filter,
    ids: &[Uuid],
) -> Result<Vec<Uuid>, SqlError> {
    let mut query = Query::default();
    query.needs("c.id = ANY({})", ids.to_vec());
    filter_by(&mut query, filter, &Pick::Filter);
    let either = scopes(&mut query, view.scope(), Taking::Together).join(" OR ");
    let common = query.conditions.iter().map(|one| format!(" AND {one}")).collect::<String>();
    let sql = format!(
        "SELECT c.id FROM conversations c WHERE c.started AND NOT c.rehearsal AND ({either}){common}"
    );
    let rows = connection.query(&sql, &borrowed(&query.values))?;
    rows.iter().map(|row| Cells::of(row).take()).collect()
}
