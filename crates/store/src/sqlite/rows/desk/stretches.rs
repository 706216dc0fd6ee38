//! The stretches in which a conversation was live.

use deskbell_domain::{ConversationState, TeamId};
use rusqlite::{Connection, params};

use crate::{
    both::stretches::{Turn, turn},
    sqlite::{
        convert::{blob, micros},
        keys::Keys,
        work::Trouble,
    },
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
            let mut statement = connection.prepare_cached(
                "INSERT INTO stretches (conversation_pk, number, started_at)
                 SELECT ?1, coalesce(max(number), 0) + 1, ?2 FROM stretches WHERE conversation_pk = ?1",
            )?;
            statement.execute(params![pk, micros(at)])?;
        }
        Some(Turn::Ends { at, replied_at, agent }) => {
            let agent_pk = agent.map(|id| keys.agent(connection, id)).transpose()?;
            let mut statement = connection.prepare_cached(
                "UPDATE stretches SET ended_at = ?2, replied_at = ?3, agent_pk = ?4
                 WHERE conversation_pk = ?1 AND ended_at IS NULL",
            )?;
            statement.execute(params![pk, micros(at), replied_at.map(micros), agent_pk])?;
        }
    }
    Ok(())
}

/// How long a team's newest stretches took from the first answer to the end, in milliseconds, the newest first.
pub(crate) fn service_times(
    connection: &Connection,
    team: Option<TeamId>,
    limit: usize,
) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT (s.ended_at - s.replied_at) / 1000
         FROM (SELECT * FROM stretches ORDER BY started_at DESC LIMIT 1000) s
         JOIN conversations c ON c.pk = s.conversation_pk
         WHERE s.ended_at IS NOT NULL AND s.replied_at IS NOT NULL
            AND c.team_pk IS (SELECT pk FROM teams WHERE id = ?1)
         ORDER BY s.ended_at DESC LIMIT ?2",
    )?;
    let times = statement.query_map(params![team.map(|id| blob(id.0)), limit], |row| row.get(0))?;
    times.collect()
}
