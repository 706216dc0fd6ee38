//! Inboxes and teams: where conversations arrive and who they belong to.

use jiff::Timestamp;

use crate::ids::{InboxId, TeamId};

/// What an inbox is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum InboxKind {
    /// A website or app through which customers come.
    #[default]
    Website,
    /// A trial of the installation: kept out of every list, count and feed, and dropped whole.
    Rehearsal,
}

impl InboxKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Website, Self::Rehearsal];

    /// The kind as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::Rehearsal => "rehearsal",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A website or app with its own settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    /// Which inbox.
    pub id: InboxId,
    /// What it is for; never changes.
    pub kind: InboxKind,
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
    /// Everything else that is set of it: a JSON object as text, `{}` where all is as it comes.
    pub settings: String,
    /// True from the moment a rehearsal is being dropped: nobody of it may do anything any more.
    pub dropping: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Inbox {
    /// The rehearsal that this inbox is, where it is one.
    pub fn rehearsal_id(&self) -> Option<InboxId> {
        (self.kind == InboxKind::Rehearsal).then_some(self.id)
    }
}

/// A group of agents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Which team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_keep_their_names() {
        assert_eq!(InboxKind::ALL.map(InboxKind::as_str), ["website", "rehearsal"]);
        assert!(InboxKind::ALL.into_iter().all(|kind| InboxKind::parse(kind.as_str()) == Some(kind)));
        assert_eq!((InboxKind::parse("email"), InboxKind::default()), (None, InboxKind::Website));
    }
}
