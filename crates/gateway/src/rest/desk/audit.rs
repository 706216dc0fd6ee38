//! The audit log.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use deskbell_app::AuditFilter;
use deskbell_domain::{AgentId, Refusal};
use deskbell_protocol::{page::Page, records::AuditRow};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    entrance::Entrance,
    refusal::Refused,
    rest::wire::{Caller, Parameters, parse},
};

/// Which rows, and how.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuditParameters {
    /// Rows wanted: 50 when absent, 200 at most.
    #[param(value_type = Option<u16>)]
    limit: Option<String>,
    /// The `nextCursor` of the page before.
    cursor: Option<String>,
    /// Of this action, such as `inbox.updated`.
    action: Option<String>,
    /// By this agent.
    #[param(value_type = Option<uuid::Uuid>)]
    actor_id: Option<String>,
    /// `json` when absent; `csv` exports the newest 50,000 rows as one file.
    format: Option<String>,
}

/// Read the audit log
///
/// For admins: who changed which account or setting, with what it was and what it is, the newest first. Nobody can
/// change or remove a row.
#[utoipa::path(
    get, path = "/audit", operation_id = "listAudit", tag = "settings", params(AuditParameters),
    responses((status = 200, body = Page<AuditRow>, description = "A page of the log, or with `format=csv` a file."))
)]
pub(super) async fn list(
    State(entrance): State<Entrance>,
    caller: Caller,
    Parameters(asked): Parameters<AuditParameters>,
) -> Result<Response, Refused> {
    let limit = parse("limit", asked.limit.as_deref())?;
    let actor_id = parse::<AgentId>("actorId", asked.actor_id.as_deref())?.map(|id| id.0);
    let action = asked.action.filter(|action| !action.is_empty());
    let filter = AuditFilter { action, actor_id };
    let cursor = asked.cursor.filter(|cursor| !cursor.is_empty());
    match asked.format.as_deref().unwrap_or_default() {
        "" | "json" => {
            Ok(Json(entrance.hall.audit(&caller.identity, filter, cursor, limit).await?).into_response())
        }
        "csv" => {
            let text = entrance.hall.audit_csv(&caller.identity, filter).await?;
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
            ];
            Ok((headers, text).into_response())
        }
        _ => Err(Refusal::invalid("format", "format is json or csv.").into()),
    }
}
