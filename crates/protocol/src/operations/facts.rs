//! Facts of the desk that stand on a conversation, and what an agent is told of at once.

use deskbell_domain::sla;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{person::PublicAgent, time::At};

/// What is promised to a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum DueKind {
    /// An agent's first answer.
    FirstResponse,
    /// An agent's answer to a later question.
    NextResponse,
    /// That it is settled.
    Resolution,
}

impl From<sla::DueKind> for DueKind {
    fn from(kind: sla::DueKind) -> Self {
        match kind {
            sla::DueKind::FirstResponse => Self::FirstResponse,
            sla::DueKind::NextResponse => Self::NextResponse,
            sla::DueKind::Resolution => Self::Resolution,
        }
    }
}

/// A promise that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Due {
    /// What.
    pub kind: DueKind,
    /// By when.
    pub at: At,
    /// It is near.
    pub warned: bool,
    /// It was missed.
    pub breached: bool,
}

impl Due {
    /// A promise as it stands at a moment.
    pub fn render(due: &sla::Due, now: Timestamp) -> Self {
        Self { kind: due.kind.into(), at: At(due.at), warned: due.warned(now), breached: due.breached(now) }
    }
}

/// An offer to one agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// To whom.
    pub agent: PublicAgent,
    /// After this it goes to somebody else.
    pub ends_at: At,
}
