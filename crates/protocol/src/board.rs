//! How the queue and the team stand.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{account::Agent, time::At, words::Priority};

/// Rows of the queue that a board shows.
pub const BOARD_ROWS: usize = 50;

/// A conversation in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QueueItem {
    /// Which conversation.
    pub conversation_id: Uuid,
    /// Its place in its team's line: 1 for who is next.
    pub position: u32,
    /// How urgent.
    pub priority: Priority,
    /// Since when it waits.
    pub waiting_since: At,
    /// Through which inbox it came.
    pub inbox_id: Uuid,
    /// In whose line.
    pub team_id: Option<Uuid>,
    /// How long it is likely to take, from how long it really took lately; null where too little is known.
    pub estimated_wait_ms: Option<u64>,
}

/// A conversation in the queue as a board shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoardItem {
    /// Where it stands.
    #[serde(flatten)]
    pub item: QueueItem,
    /// Whose it is.
    pub customer: BoardCustomer,
    /// A brief topic.
    pub subject: Option<String>,
}

/// A customer as a board shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoardCustomer {
    /// What agents call them.
    pub name: String,
}

/// The queue as a board shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoardQueue {
    /// Conversations that wait.
    pub length: usize,
    /// Since when the first one waits; null where nobody does.
    pub longest_waiting_since: Option<At>,
    /// The first of them, 50 at most.
    pub items: Vec<BoardItem>,
}

/// An agent as a board shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoardAgent {
    /// Who, with what they declared and whether they are there.
    pub agent: Agent,
    /// Live conversations they hold that are not put off.
    pub load: u64,
    /// How many they may hold.
    pub capacity: u32,
}

/// How the queue and the team stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    /// When it stood so.
    pub at: At,
    /// Who waits.
    pub queue: BoardQueue,
    /// Live conversations that somebody holds.
    pub active: u64,
    /// Everybody whose account is active.
    pub agents: Vec<BoardAgent>,
}
