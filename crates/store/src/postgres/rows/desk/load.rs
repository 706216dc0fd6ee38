//! How many conversations an agent holds.

use deskbell_domain::{AgentId, ConversationId};

use crate::postgres::{
    connection::{Connection, SqlError},
    convert::{Cells, count_of},
};

/// Live ones that are not put off, one of them left out. The agent's row stays locked until the end, so whoever else
/// decides by it waits.
pub(crate) fn of(connection: &Connection, agent: AgentId, but: ConversationId) -> Result<u64, SqlError> {
    connection.query("SELECT 1 FROM agents WHERE id = $1 FOR NO KEY UPDATE", &[&agent.0])?;
    count_of(&connection.one(
        "SELECT count(*) FROM conversations
         WHERE assignee_pk = (SELECT pk FROM agents WHERE id = $1) AND status IN ('open', 'active')
            AND (desk IS NULL OR NOT desk::jsonb ? 'snooze') AND id <> $2",
        &[&agent.0, &but.0],
    )?)
}

/// The same of every agent who holds any.
pub(crate) fn all(connection: &Connection) -> Result<Vec<(AgentId, u64)>, SqlError> {
    let rows = connection.query(
        "SELECT a.id, count(*) FROM conversations c JOIN agents a ON a.pk = c.assignee_pk
         WHERE c.status IN ('open', 'active') AND NOT c.rehearsal
            AND (c.desk IS NULL OR NOT c.desk::jsonb ? 'snooze') GROUP BY a.pk, a.id",
        &[],
    )?;
    let load = |row| {
        let mut cells = Cells::of(row);
        Ok((cells.id()?, cells.count()?))
    };
    rows.iter().map(load).collect()
}
