//! Invitations: how somebody becomes an agent without another's choosing their password.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{time::At, words::Role};

/// Somebody asked to join as an agent.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Which one.
    pub id: Uuid,
    /// The address they will sign in with.
    pub email: String,
    /// What they may be called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What they will be allowed to do.
    pub role: Role,
    /// The teams they will belong to.
    pub team_ids: Vec<Uuid>,
    /// When it ends.
    pub expires_at: At,
    /// The address to hand over; told once, to who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Invite somebody.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewInvitation {
    /// The address they will sign in with.
    pub email: String,
    /// What they may be called; they choose themselves.
    #[serde(default)]
    pub name: Option<String>,
    /// What they will be allowed to do; an agent when absent.
    #[serde(default)]
    pub role: Option<Role>,
    /// The teams they will belong to; the first team when absent.
    #[serde(default)]
    pub team_ids: Option<Vec<Uuid>>,
}

/// One invitation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitationReply {
    /// The invitation.
    pub invitation: Invitation,
}

/// An invitation as whoever holds its link sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenInvitation {
    /// The address they will sign in with.
    pub email: String,
    /// What they may be called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What they will be allowed to do.
    pub role: Role,
}

/// Accept an invitation.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TakeInvitation {
    /// The public display name.
    pub name: String,
    /// A password of one's own.
    pub password: String,
}
