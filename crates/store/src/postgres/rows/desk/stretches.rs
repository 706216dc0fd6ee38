//! The stretches in which a conversation was live.

use deskbell_domain::ConversationState;

use crate::{
    both::stretches::{Turn, turn},
    postgres::{connection::Connection, convert::micros, keys::Keys, work::Trouble},
};

/// Writes what a change means for the stretches of its conversation.
pub(crate) fn follow(
    connection: &Connection,
    keys: &mut Keys,
    pk: i64,
    before: Option<&ConversationState>,
    after: &ConversationState,
) -> Result<(), Trouble> {
    match turn(before, after) {
        None => {}
        Some(Turn::Begins { at }) => {
            connection.execute(
                "INSERT INTO stretches (conversation_pk, number, started_at)
                 SELECT $1, coalesce(max(number), 0) + 1, $2 FROM stretches WHERE conversation_pk = $1",
                &[&pk, &micros(at)],
            )?;
        }
        Some(Turn::Ends { at, replied_at, agent }) => {
            let agent_pk = agent.map(|id| keys.agent(connection, id)).transpose()?;
            connection.execute(
                "UPDATE stretches SET ended_at = $2, replied_at = $3, agent_pk = $4
                 WHERE conversation_pk = $1 AND ended_at IS NULL",
                &[&pk, &micros(at), &replied_at.map(micros), &agent_pk],
            )?;
        }
    }
    Ok(())
}
