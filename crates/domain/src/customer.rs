//! Customers: a visitor until the host's token identifies them.

use jiff::Timestamp;

use crate::ids::{CustomerId, InboxId};

/// What customers can say about themselves beside name and address, each under a key of its own.
pub const DETAILS: usize = 20;
/// Bytes of all of it as JSON.
pub const DETAILS_MAX_BYTES: usize = 4096;
/// Characters of one key.
pub const DETAIL_KEY_CHARS: usize = 40;

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
    /// What they or the page they are on say about them, which nobody has verified: a JSON object as text.
    pub details: String,
    /// Labels agents gave them, sorted.
    pub labels: Vec<String>,
    /// Where they are now: the page, browser, language, as a JSON object; `None` where nothing is known.
    pub context: Option<String>,
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
    /// The name agents see: the full name, else the address, else a word for an unknown person. A name of
    /// nothing but white space is none.
    pub fn display_name(&self) -> &str {
        let told = |text: &&str| !text.trim().is_empty();
        let name = self.name.as_deref().filter(told).or(self.email.as_deref().filter(told));
        name.unwrap_or(match self.host_id {
            Some(_) => "Unknown",
            None => "Visitor",
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn customer(name: Option<&str>, email: Option<&str>, host_id: Option<&str>) -> Customer {
        Customer {
            id: CustomerId(Uuid::nil()),
            host_id: host_id.map(Into::into),
            inbox_id: InboxId(Uuid::nil()),
            name: name.map(Into::into),
            email: email.map(Into::into),
            attributes: "{}".into(),
            details: "{}".into(),
            labels: Vec::new(),
            context: None,
            blocked: false,
            last_seen_at: None,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_customer_is_called_by_name_else_by_address_else_by_a_word() {
        let email = Some("ana@example.test");
        assert_eq!(customer(Some("Ana"), email, Some("7")).display_name(), "Ana");
        assert_eq!(customer(None, email, Some("7")).display_name(), "ana@example.test");
        assert_eq!(customer(Some("  "), email, None).display_name(), "ana@example.test");
        assert_eq!(customer(None, Some(""), Some("7")).display_name(), "Unknown");
        assert_eq!(customer(None, None, None).display_name(), "Visitor");
    }
}
