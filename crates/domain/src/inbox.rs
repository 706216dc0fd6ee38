//! Inboxes and teams: where conversations arrive and who they belong to.

use jiff::Timestamp;

use crate::ids::{InboxId, TeamId};

/// A website or app with its own settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    /// Which inbox.
    pub id: InboxId,
    /// The name shown in the widget's header and in the desk.
    pub name: String,
    /// What the widget says before the first message.
    pub greeting: Option<String>,
    /// The brand colour as `#rrggbb`; contrast is kept by computation wherever it is used.
    pub color: Option<String>,
    /// Whether customers can write through this inbox.
    pub chat_enabled: bool,
    /// The team that new conversations belong to.
    pub team_id: TeamId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A group of agents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Which team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}
