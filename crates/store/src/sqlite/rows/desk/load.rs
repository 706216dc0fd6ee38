//! How many conversations an agent holds.

use deskbell_domain::{AgentId, ConversationId};
use rusqlite::{Connection, params};

use crate::sqlite::convert::{Cells, blob};

/// Live ones that are not put off, one of them left out.
pub(crate) fn of(connection: &Connection, agent: AgentId, but: ConversationId) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM conversations
         WHERE assignee_pk = (SELECT pk FROM agents WHERE id = ?1) AND +status IN ('open', 'active')
            AND (desk IS NULL OR json_type(desk, '$.snooze') IS NULL) AND id <> ?2",
    )?;
    statement.query_row(params![blob(agent.0), blob(but.0)], |row| row.get(0))
}

/// The same of every agent who holds any.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<(AgentId, u64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.id, count(*) FROM conversations c JOIN agents a ON a.pk = c.assignee_pk
         WHERE c.status IN ('open', 'active') AND c.rehearsal = 0
            AND (c.desk IS NULL OR json_type(c.desk, '$.snooze') IS NULL) GROUP BY a.pk",
    )?;
    let loads = statement.query_map([], |row| {
        let mut cells = Cells::of(row);
        Ok((cells.id()?, cells.take()?))
    })?;
    loads.collect()
}
