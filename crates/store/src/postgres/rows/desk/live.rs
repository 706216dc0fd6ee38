//! Live conversations, as the desk keeps an eye on them. Nothing of a rehearsal.

use std::sync::Arc;

use deskbell_domain::{ConversationId, ConversationState};
use uuid::Uuid;

use crate::postgres::{
    connection::{Connection, SqlError},
    convert::big,
    rows::conversations,
};

/// Those after one of them, in the order of their ids.
pub(crate) fn page(
    connection: &Connection,
    after: Option<ConversationId>,
    limit: usize,
) -> Result<Vec<Arc<ConversationState>>, SqlError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let tail = "FROM conversations c WHERE c.status IN ('open', 'active') AND c.started AND NOT c.rehearsal
        AND c.id > $1 ORDER BY c.id LIMIT $2";
    let heads = conversations::select(connection, tail, &[&after, &big(limit as u64)])?;
    Ok(heads.into_iter().map(|head| head.state).collect())
}

/// Those that nobody holds, the longest waiting first.
pub(crate) fn waiting(
    connection: &Connection,
    limit: usize,
) -> Result<Vec<Arc<ConversationState>>, SqlError> {
    let tail = "FROM conversations c
        WHERE c.started AND c.assignee_pk IS NULL AND c.status IN ('open', 'active') AND NOT c.rehearsal
        ORDER BY c.queued_at LIMIT $1";
    let heads = conversations::select(connection, tail, &[&big(limit as u64)])?;
    Ok(heads.into_iter().map(|head| head.state).collect())
}
