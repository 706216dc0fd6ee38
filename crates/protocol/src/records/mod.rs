//! The small collections a team keeps, and what agents keep of customers.
//!
//! What is only told is rendered by the hall; what is stored as it stands here is read back, and `id` and `uses`
//! are the row's own.

mod audit;
mod canned;
mod invitations;
mod labels;
mod macros;
mod people;
mod views;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use audit::{AuditActor, AuditChange, AuditRow, AuditTarget};
pub use canned::{CannedResponse, CannedResponsePatch, CannedResponseReply, NewCannedResponse};
pub use invitations::{Invitation, InvitationReply, NewInvitation, OpenInvitation, TakeInvitation};
pub use labels::{
    Category, CategoryPatch, CategoryReply, Label, LabelPatch, LabelReply, NewCategory, NewLabel,
};
pub use macros::{Macro, MacroAction, MacroPatch, MacroReply, NewMacro};
pub use people::{
    Block, BlockReply, BlockedCustomer, CustomerNote, CustomerNoteReply, CustomerPatch, NewBlock,
    NewCustomerNote, NewTeam, PutBlock, Team, TeamReply,
};
pub use views::{NewView, View, ViewFilter, ViewPatch, ViewReply, ViewSort};

/// For whom a canned response or a macro is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// For every agent.
    Everyone,
    /// For those of one team.
    Team,
    /// For who made it.
    Own,
}
