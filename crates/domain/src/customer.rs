//! Customers: a visitor until the host's token identifies them.

use jiff::Timestamp;

use crate::ids::{CustomerId, InboxId};

/// A customer's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Which customer.
    pub id: CustomerId,
    /// The id the host's application knows them by; `None` while a visitor.
    pub host_id: Option<String>,
    /// The inbox they first came through.
    pub inbox_id: InboxId,
    /// The name they or their host gave.
    pub name: Option<String>,
    /// The address they or their host gave; agents see it, no customer ever does.
    pub email: Option<String>,
    /// What the host's token says about them: a JSON object as text, `{}` when nothing.
    pub attributes: String,
    /// Blocked by an agent.
    pub blocked: bool,
    /// When they were last seen connected.
    pub last_seen_at: Option<Timestamp>,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When the record last changed.
    pub updated_at: Timestamp,
}

impl Customer {
    /// The name agents see: the full name, else the address, else a word for an unknown person.
    pub fn display_name(&self) -> &str {
        self.name.as_deref().or(self.email.as_deref()).unwrap_or(match self.host_id {
            Some(_) => "Unknown",
            None => "Visitor",
        })
    }
}
