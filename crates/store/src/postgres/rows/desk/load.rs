//! How many conversations an agent holds.

use deskbell_domain::{AgentId, ConversationId};

use crate::postgres::{
    connection::{Connection, SqlError},
    convert::count_of,
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
