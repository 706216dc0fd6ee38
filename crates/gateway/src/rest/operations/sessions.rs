//! The stretches in which conversations were live.

use axum::{Json, extract::State};
use deskbell_domain::Refusal;
use deskbell_protocol::{
    operations::{Session, SessionStatus},
    page::Page,
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    entrance::Entrance,
    rest::wire::{Answer, Caller, Parameters, parse},
};

/// Which stretches. Parameters left out do not restrict.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct SessionParameters {
    /// Of this conversation.
    #[param(value_type = Option<Uuid>)]
    conversation_id: Option<String>,
    /// Held by this agent, at the end or now.
    #[param(value_type = Option<Uuid>)]
    agent_id: Option<String>,
    /// That stand so.
    #[param(value_type = Option<SessionStatus>)]
    status: Option<String>,
    /// Rows wanted: 50 when absent, 200 at most.
    #[param(value_type = Option<u16>)]
    limit: Option<String>,
    /// The `nextCursor` of the page before.
    cursor: Option<String>,
}

/// List sessions
///
/// The stretches in which the conversations that the asker may see were live, the one that began last first. One is
/// `inactive` while it runs and nobody has written for as long as a customer's silence may last before they are
/// nudged, or for 30 minutes where they are not.
#[utoipa::path(
    get, path = "/sessions", operation_id = "listSessions", tag = "conversations", params(SessionParameters),
    responses((status = 200, body = Page<Session>, description = "A page of the list."))
)]
pub(in crate::rest) async fn list(
    State(entrance): State<Entrance>,
    caller: Caller,
    Parameters(asked): Parameters<SessionParameters>,
) -> Answer<Page<Session>> {
    let status = match asked.status.as_deref().unwrap_or_default() {
        "" => None,
        "active" => Some(SessionStatus::Active),
        "inactive" => Some(SessionStatus::Inactive),
        "ended" => Some(SessionStatus::Ended),
        _ => return Err(Refusal::invalid("status", "status is active, inactive or ended.").into()),
    };
    let which = (
        parse("conversationId", asked.conversation_id.as_deref())?,
        parse("agentId", asked.agent_id.as_deref())?,
        status,
    );
    let cursor = asked.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    let limit = parse("limit", asked.limit.as_deref())?;
    Ok(Json(entrance.hall.sessions(&caller.identity, which, cursor, limit).await?))
}
