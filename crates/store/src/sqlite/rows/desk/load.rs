//! How many conversations an agent holds.

use deskbell_domain::{AgentId, ConversationId};
use rusqlite::{Connection, params};

use crate::sqlite::convert::blob;

/// Live ones that are not put off, one of them left out.
pub(crate) fn of(connection: &Connection, agent: AgentId, but: ConversationId) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM conversations
         WHERE assignee_pk = (SELECT pk FROM agents WHERE id = ?1) AND +status IN ('open', 'active')
            AND (desk IS NULL OR json_type(desk, '$.snooze') IS NULL) AND id <> ?2",
    )?;
    statement.query_row(params![blob(agent.0), blob(but.0)], |row| row.get(0))
}
