//! The audit log: each change of an account or a setting with who, what, from and to.

use deskbell_domain::{
    Actor, Refusal,
    policy::{self, Office},
};
use deskbell_protocol::{
    page::{Page, page_size},
    records::{AuditActor, AuditChange, AuditRow, AuditTarget},
    time::At,
};
use deskbell_store::{AuditFilter, AuditRow as Row};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{Hall, Identity, conversation::desk::papers::csv_cell, live::json};

/// Rows an export holds at most; the newest are kept.
const EXPORTED_MAX: usize = 50_000;
/// Rows read at once for one.
const EXPORT_PAGE: usize = 200;

/// To what something was done.
pub(crate) struct Target<'a> {
    /// What kind of thing.
    pub(crate) kind: &'static str,
    /// Which one.
    pub(crate) id: Option<Uuid>,
    /// What it is called.
    pub(crate) name: &'a str,
}

/// The fields in which two of the same differ; from nothing, or to nothing, those that say something.
pub(crate) fn differences<T: Serialize>(before: Option<&T>, after: Option<&T>) -> Vec<AuditChange> {
    let (mut from, mut to) = (fields(before), fields(after));
    // Which one it is, and how often it was used, are no changes of it.
    for gone in ["id", "uses"] {
        from.remove(gone);
        to.remove(gone);
    }
    let mut names: Vec<&String> = from.keys().chain(to.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let value = |of: &Map<String, Value>, name: &str| of.get(name).cloned().unwrap_or_default();
    let change = |name: &String| {
        let (from, to) = (value(&from, name), value(&to, name));
        (from != to).then(|| AuditChange { field: name.clone(), from, to })
    };
    names.into_iter().filter_map(change).collect()
}

fn fields<T: Serialize>(one: Option<&T>) -> Map<String, Value> {
    match one.map(serde_json::to_value) {
        Some(Ok(Value::Object(fields))) => fields,
        _ => Map::new(),
    }
}

impl Hall {
    /// A row of what this actor did now.
    pub(crate) fn audit_row(
        &self,
        actor: &Actor,
        action: &str,
        target: &Target<'_>,
        changes: &[AuditChange],
    ) -> Row {
        Row {
            id: self.0.chance.uuid(),
            at: self.now(),
            actor_id: actor.agent_id().map(|id| id.0),
            actor_name: actor.sender().name,
            action: action.to_owned(),
            target_type: target.kind.to_owned(),
            target_id: target.id,
            target_name: target.name.to_owned(),
            changes: String::from_utf8_lossy(&json(&changes)).into_owned(),
        }
    }

    /// A page of the audit log, the newest first.
    ///
    /// # Errors
    /// `forbidden`, `invalid` for a cursor of another list.
    pub async fn audit(
        &self,
        identity: &Identity,
        filter: AuditFilter,
        cursor: Option<String>,
        limit: Option<usize>,
    ) -> Result<Page<AuditRow>, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::SeeAudit)?;
        let page = self.store().audit(filter, cursor.as_deref(), page_size(limit)).await?;
        Ok(Page { items: page.items.into_iter().map(render).collect(), next_cursor: page.next_cursor })
    }

    /// The audit log as CSV: the newest 50,000 rows, one line each.
    ///
    /// # Errors
    /// As [`Hall::audit`].
    pub async fn audit_csv(&self, identity: &Identity, filter: AuditFilter) -> Result<String, Refusal> {
        let mut text = "at,actor,actorId,action,target,targetId,targetName,changes\r\n".to_owned();
        let (mut cursor, mut rows) = (None, 0);
        while rows < EXPORTED_MAX {
            let page = self.audit(identity, filter.clone(), cursor, Some(EXPORT_PAGE)).await?;
            for row in &page.items {
                let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
                let changes = String::from_utf8_lossy(&json(&row.changes)).into_owned();
                let cells = [
                    row.at.to_string(),
                    row.actor.name.clone(),
                    id(row.actor.id),
                    row.action.clone(),
                    row.target.kind.clone(),
                    id(row.target.id),
                    row.target.name.clone(),
                    changes,
                ];
                text.push_str(&cells.map(|cell| quoted(&cell)).join(","));
                text.push_str("\r\n");
            }
            rows += page.items.len();
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        Ok(text)
    }
}

fn render(row: Row) -> AuditRow {
    AuditRow {
        id: row.id,
        at: At(row.at),
        actor: AuditActor { id: row.actor_id, name: row.actor_name },
        action: row.action,
        target: AuditTarget { kind: row.target_type, id: row.target_id, name: row.target_name },
        changes: serde_json::from_str(&row.changes).unwrap_or_default(),
    }
}

/// A cell of CSV.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    csv_cell(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Label {
        id: u8,
        name: &'static str,
        color: Option<&'static str>,
    }

    #[test]
    fn a_change_says_what_was_and_what_is() {
        let (before, after) =
            (Label { id: 1, name: "vip", color: None }, Label { id: 2, name: "VIP", color: None });
        let change = |field: &str, from: Value, to: Value| AuditChange { field: field.into(), from, to };
        assert_eq!(differences(Some(&before), Some(&after)), [change("name", "vip".into(), "VIP".into())]);
        assert_eq!(differences(Some(&before), Some(&before)), []);
        let colored = Label { color: Some("#00ff00"), ..before };
        assert_eq!(
            differences(None, Some(&colored)),
            [change("color", Value::Null, "#00ff00".into()), change("name", Value::Null, "vip".into())]
        );
        assert_eq!(differences(Some(&colored), None).len(), 2);
    }
}
