//! The organisation's settings and its teams.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_domain::TeamId;
use deskbell_protocol::{
    page::Page,
    records::{NewTeam, Team, TeamReply},
    settings::{OrganisationPatch, SettingsReply},
};

use crate::{
    entrance::Entrance,
    refusal::Refused,
    rest::wire::{Answer, Body, Caller, Id},
};

/// The organisation's settings
///
/// For agents. Numbers of minutes or days that are 0 turn their thing off.
#[utoipa::path(
    get, path = "/settings", operation_id = "getSettings", tag = "settings",
    responses((status = 200, body = SettingsReply, description = "All of them."))
)]
pub(super) async fn show(State(entrance): State<Entrance>, caller: Caller) -> Answer<SettingsReply> {
    let settings = entrance.hall.organisation_settings(&caller.identity).await?;
    Ok(Json(SettingsReply { settings }))
}

/// Change the organisation's settings
///
/// For admins. What is absent stays, what is given is replaced whole. It holds at once, on live connections too.
#[utoipa::path(
    patch, path = "/settings", operation_id = "editSettings", tag = "settings", request_body = OrganisationPatch,
    responses((status = 200, body = SettingsReply, description = "All of them as they are now."))
)]
pub(super) async fn edit(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(patch): Body<OrganisationPatch>,
) -> Answer<SettingsReply> {
    let settings = entrance.hall.change_organisation(&caller.identity, patch).await?;
    Ok(Json(SettingsReply { settings }))
}

/// List teams
///
/// For agents.
#[utoipa::path(
    get, path = "/teams", operation_id = "listTeams", tag = "settings",
    responses((status = 200, body = Page<Team>, description = "Every team, the oldest first."))
)]
pub(super) async fn teams(State(entrance): State<Entrance>, caller: Caller) -> Answer<Page<Team>> {
    let items = entrance.hall.teams(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// Make a team
///
/// For admins. Who belongs to it is said of each agent.
#[utoipa::path(
    post, path = "/teams", operation_id = "makeTeam", tag = "settings", request_body = NewTeam,
    responses((status = 201, body = TeamReply, description = "The team."))
)]
pub(super) async fn make_team(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewTeam>,
) -> Result<(StatusCode, Json<TeamReply>), Refused> {
    let team = entrance.hall.make_team(&caller.identity, new.name).await?;
    Ok((StatusCode::CREATED, Json(TeamReply { team })))
}

/// Give a team another name
///
/// For admins.
#[utoipa::path(
    patch, path = "/teams/{id}", operation_id = "editTeam", tag = "settings",
    params(("id" = Uuid, Path, description = "Which team.")), request_body = NewTeam,
    responses((status = 200, body = TeamReply, description = "The team as it is now."))
)]
pub(super) async fn edit_team(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<TeamId>,
    Body(new): Body<NewTeam>,
) -> Answer<TeamReply> {
    Ok(Json(TeamReply { team: entrance.hall.rename_team(&caller.identity, id, new.name).await? }))
}
