//! A list of conversations as CSV, page by page.

use deskbell_domain::{Refusal, policy};
use deskbell_protocol::{At, Conversation};
use deskbell_store::Filter;

use super::csv;
use crate::{Hall, Identity};

/// Rows of one export at most.
const EXPORT_ROWS_MAX: usize = 50_000;
/// Rows of one of its pages.
const PAGE: usize = 200;

const HEAD: [&str; 18] = [
    "id",
    "kind",
    "status",
    "subject",
    "customer",
    "email",
    "assignee",
    "team",
    "priority",
    "category",
    "labels",
    "needsReply",
    "waitingSince",
    "dueAt",
    "createdAt",
    "lastMessageAt",
    "resolvedAt",
    "closedAt",
];

impl Hall {
    /// The part of an export that begins at a cursor, and where the next one begins. The first has the names of the
    /// columns on top. `before` says how many rows there were before it.
    ///
    /// # Errors
    /// `unauthorized`, `forbidden` for whoever may not take lists away, `invalid`.
    pub async fn export_part(
        &self,
        identity: &Identity,
        filter: Filter,
        cursor: Option<String>,
        before: usize,
    ) -> Result<(String, Option<String>, usize), Refusal> {
        policy::office(&self.actor(identity).await?, policy::Office::Export)?;
        let mut part = String::new();
        if cursor.is_none() {
            csv::row(&mut part, HEAD);
        }
        let page = self.list(identity, filter, cursor, Some(PAGE.min(EXPORT_ROWS_MAX - before))).await?;
        for conversation in &page.items {
            let cells = cells(conversation);
            csv::row(&mut part, cells.iter().map(String::as_str));
        }
        let so_far = before + page.items.len();
        Ok((part, page.next_cursor.filter(|_| so_far < EXPORT_ROWS_MAX), so_far))
    }
}

fn cells(one: &Conversation) -> Vec<String> {
    let at = |at: Option<At>| at.map(|at| at.to_string()).unwrap_or_default();
    let desk = one.desk.as_ref();
    let of_desk = |text: fn(&deskbell_protocol::conversation::DeskFields) -> Option<String>| {
        desk.and_then(text).unwrap_or_default()
    };
    vec![
        one.id.to_string(),
        deskbell_domain::conversation::Kind::from(one.kind).as_str().to_owned(),
        deskbell_domain::Status::from(one.status).as_str().to_owned(),
        one.subject.clone().unwrap_or_default(),
        of_desk(|desk| Some(desk.customer.name.clone())),
        of_desk(|desk| desk.customer.email.clone()),
        one.assignee.as_ref().map(|agent| agent.name.clone()).unwrap_or_default(),
        of_desk(|desk| desk.team.as_ref().map(|team| team.name.clone())),
        of_desk(|desk| {
            Some(deskbell_domain::conversation::Priority::from(desk.priority).as_str().to_owned())
        }),
        of_desk(|desk| desk.category.clone()),
        of_desk(|desk| Some(desk.labels.join("; "))),
        of_desk(|desk| Some(desk.needs_reply.to_string())),
        at(desk.and_then(|desk| desk.waiting_since)),
        at(desk.and_then(|desk| desk.due_at)),
        at(Some(one.created_at)),
        at(one.last_message_at),
        at(one.resolved_at),
        at(one.closed_at),
    ]
}
