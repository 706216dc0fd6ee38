//! Live conversations, as the desk keeps an eye on them. Nothing of a rehearsal.

use std::sync::Arc;

use deskbell_domain::{ConversationId, ConversationState};
use rusqlite::{Connection, params};

use crate::sqlite::{convert::blob, rows::conversations};

/// Those after one of them, in the order of their ids, which is that of their bytes.
pub(crate) fn page(
    connection: &Connection,
    after: Option<ConversationId>,
    limit: usize,
) -> rusqlite::Result<Vec<Arc<ConversationState>>> {
    let after = after.map_or_else(Vec::new, |id| blob(id.0).to_vec());
    let tail =
        "FROM conversations c WHERE c.status IN ('open', 'active') AND c.started = 1 AND c.rehearsal = 0
        AND +c.id > ?1 ORDER BY c.id LIMIT ?2";
    let heads = conversations::select(connection, tail, params![after, limit])?;
    Ok(heads.into_iter().map(|head| head.state).collect())
}

/// Those that nobody holds, the longest waiting first.
pub(crate) fn waiting(
    connection: &Connection,
    limit: usize,
) -> rusqlite::Result<Vec<Arc<ConversationState>>> {
    let tail = "FROM conversations c INDEXED BY conversations_waiting
        WHERE c.started = 1 AND c.assignee_pk IS NULL AND c.status IN ('open', 'active') AND c.rehearsal = 0
        ORDER BY c.queued_at LIMIT ?1";
    let heads = conversations::select(connection, tail, [limit])?;
    Ok(heads.into_iter().map(|head| head.state).collect())
}
