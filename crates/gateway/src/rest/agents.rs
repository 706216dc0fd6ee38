//! Agents' accounts and what they declare about themselves.

use axum::{Json, extract::State};
use deskbell_domain::AgentId;
use deskbell_protocol::{
    account::Agent,
    page::Page,
    request::SetAvailability,
    rest::{AgentPatch, AgentReply},
};

use super::wire::{Answer, Body, Caller, Id};
use crate::entrance::Entrance;

/// List agents
///
/// For agents: every account with what it declared and whether it is present.
#[utoipa::path(
    get, path = "/agents", operation_id = "listAgents", tag = "agents",
    responses((status = 200, body = Page<Agent>, description = "Every account, by name."))
)]
pub(super) async fn list(State(entrance): State<Entrance>, caller: Caller) -> Answer<Page<Agent>> {
    let items = entrance.hall.agents(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// One agent
#[utoipa::path(
    get, path = "/agents/{id}", operation_id = "getAgent", tag = "agents",
    params(("id" = Uuid, Path, description = "Which agent.")),
    responses((status = 200, body = AgentReply, description = "The account."))
)]
pub(super) async fn show(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<AgentId>,
) -> Answer<AgentReply> {
    Ok(Json(AgentReply { agent: entrance.hall.agent(&caller.identity, id).await? }))
}

/// Change an agent's account
///
/// Admins change any, an agent their own name. What is taken away is felt by live connections at once.
#[utoipa::path(
    patch, path = "/agents/{id}", operation_id = "editAgent", tag = "agents",
    params(("id" = Uuid, Path, description = "Which agent.")), request_body = AgentPatch,
    responses((status = 200, body = AgentReply, description = "The account as it is now."))
)]
pub(super) async fn edit(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<AgentId>,
    Body(patch): Body<AgentPatch>,
) -> Answer<AgentReply> {
    Ok(Json(AgentReply { agent: entrance.hall.change_agent(&caller.identity, id, patch).await? }))
}

/// Declare availability
///
/// One's own; supervisors and admins also a colleague's. It holds until it is declared anew.
#[utoipa::path(
    put, path = "/agents/{id}/availability", operation_id = "setAvailability", tag = "agents",
    params(("id" = Uuid, Path, description = "Which agent.")), request_body = SetAvailability,
    responses((status = 200, body = AgentReply, description = "The account as it is now."))
)]
pub(super) async fn set_availability(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<AgentId>,
    Body(set): Body<SetAvailability>,
) -> Answer<AgentReply> {
    let hall = &entrance.hall;
    let agent = hall.set_availability(&caller.identity, id, set.availability.into()).await?;
    Ok(Json(AgentReply { agent: hall.render_agent(&agent) }))
}
