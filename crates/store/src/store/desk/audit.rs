//! Who changed which account or setting. Rows are written with the change itself and read; nothing changes one.

use deskbell_domain::Refusal;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Page, Store, StoreError, either, query::PAGE_MAX};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Which row.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Which agent; `None` for Deskbell itself.
    pub actor_id: Option<Uuid>,
    /// What they were called then.
    pub actor_name: String,
    /// What was done, such as `inbox.updated`.
    pub action: String,
    /// To what, such as `inbox`.
    pub target_type: String,
    /// To which one, where it has an id.
    pub target_id: Option<Uuid>,
    /// What it was called then.
    pub target_name: String,
    /// What changed: a JSON array of `{field, from, to}` as text.
    pub changes: String,
}

/// Which rows; fields left out do not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Of this action.
    pub action: Option<String>,
    /// By this agent.
    pub actor_id: Option<Uuid>,
}

impl Store {
    /// A page of the audit log, the newest first.
    ///
    /// # Errors
    /// `invalid` for a cursor that is none, the store's own.
    pub async fn audit(
        &self,
        filter: AuditFilter,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<AuditRow>, StoreError> {
        let before = match cursor {
            None => i64::MAX,
            Some(text) => text
                .parse()
                .map_err(|_| Refusal::invalid("cursor", "This cursor was not made by this list."))?,
        };
        let limit = limit.clamp(1, PAGE_MAX);
        let mut rows = either!(self, |database| database
            .read("audit", move |connection| engine::rows::desk::audit::page(
                connection,
                &filter,
                before,
                limit + 1
            ))
            .await)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows.last().filter(|_| more).map(|(place, _)| place.to_string());
        Ok(Page { items: rows.into_iter().map(|(_, row)| row).collect(), next_cursor })
    }

    /// Writes a row of something that changes nothing else here.
    ///
    /// # Errors
    /// The store's own.
    pub async fn add_audit(&self, row: AuditRow) -> Result<(), StoreError> {
        either!(self, |database| database
            .write(move |batch| Ok(engine::rows::desk::audit::append(batch.connection, &row)?))
            .await)
    }
}
