//! Whether everything that rows refer to is there, and whether what may be there once is there once.

use deskbell_domain::ConversationId;
use rusqlite::Row;
use uuid::Uuid;

use super::Walk;
use crate::Place;

/// Conversations that refer to something that is gone.
const OF_CONVERSATIONS: [(&str, &str); 8] = [
    (
        "Its inbox is gone.",
        "SELECT c.id FROM conversations c WHERE NOT EXISTS (SELECT 1 FROM inboxes WHERE pk = c.inbox_pk)",
    ),
    (
        "Its customer is gone.",
        "SELECT c.id FROM conversations c
         WHERE NOT EXISTS (SELECT 1 FROM customers WHERE pk = c.customer_pk)",
    ),
    (
        "Its assignee is gone.",
        "SELECT c.id FROM conversations c WHERE c.assignee_pk IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM agents WHERE pk = c.assignee_pk)",
    ),
    (
        "Its team is gone.",
        "SELECT c.id FROM conversations c WHERE c.team_pk IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM teams WHERE pk = c.team_pk)",
    ),
    (
        "The conversation before it is gone.",
        "SELECT c.id FROM conversations c WHERE c.previous_pk IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM conversations WHERE pk = c.previous_pk)",
    ),
    (
        "The sender of its newest message is gone.",
        "SELECT c.id FROM conversations c WHERE c.last_sender_kind = 'customer'
            AND NOT EXISTS (SELECT 1 FROM customers WHERE pk = c.last_sender_pk)
         UNION ALL
         SELECT c.id FROM conversations c WHERE c.last_sender_kind = 'agent'
            AND NOT EXISTS (SELECT 1 FROM agents WHERE pk = c.last_sender_pk)",
    ),
    (
        "An agent who took part is gone.",
        "SELECT c.id FROM participants p JOIN conversations c ON c.pk = p.conversation_pk
         WHERE NOT EXISTS (SELECT 1 FROM agents WHERE pk = p.agent_pk)",
    ),
    (
        "Its customer has another live chat in the same inbox.",
        "SELECT max(id) FROM conversations WHERE kind = 'chat' AND status <> 'closed'
         GROUP BY customer_pk, inbox_pk HAVING count(*) > 1",
    ),
];

/// Other records that refer to something that is gone: what they are, what is gone, and their names.
const OF_RECORDS: [(&str, &str, &str); 5] = [
    (
        "inbox",
        "Its team is gone.",
        "SELECT i.name FROM inboxes i WHERE NOT EXISTS (SELECT 1 FROM teams WHERE pk = i.team_pk)",
    ),
    (
        "customer row",
        "Its inbox is gone.",
        "SELECT k.pk FROM customers k WHERE NOT EXISTS (SELECT 1 FROM inboxes WHERE pk = k.inbox_pk)",
    ),
    (
        "participant of conversation row",
        "This conversation is gone.",
        "SELECT DISTINCT p.conversation_pk FROM participants p
         WHERE NOT EXISTS (SELECT 1 FROM conversations WHERE pk = p.conversation_pk)",
    ),
    (
        "member of team row",
        "This team is gone.",
        "SELECT m.team_pk FROM agent_teams m WHERE NOT EXISTS (SELECT 1 FROM teams WHERE pk = m.team_pk)",
    ),
    (
        "team of agent row",
        "This agent is gone.",
        "SELECT m.agent_pk FROM agent_teams m WHERE NOT EXISTS (SELECT 1 FROM agents WHERE pk = m.agent_pk)",
    ),
];

pub(super) fn check(walk: &mut Walk<'_>) -> rusqlite::Result<()> {
    for (what, sql) in OF_CONVERSATIONS {
        let read = |row: &Row<'_>| row.get(0).map(Uuid::from_bytes).map(ConversationId);
        for id in list(walk, sql, read)? {
            walk.finds(Place::Conversation(id), what);
        }
    }
    for (record, what, sql) in OF_RECORDS {
        let read = |row: &Row<'_>| {
            let name: rusqlite::types::Value = row.get(0)?;
            Ok(match name {
                rusqlite::types::Value::Text(name) => name,
                rusqlite::types::Value::Integer(pk) => pk.to_string(),
                _ => "?".into(),
            })
        };
        for name in list(walk, sql, read)? {
            walk.finds(Place::Record(format!("{record} {name}")), what);
        }
    }
    Ok(())
}

/// A sound store lists nothing here; a broken one no more than is told.
fn list<T>(
    walk: &Walk<'_>,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut statement = walk.connection.prepare(sql)?;
    let rows = statement.query_map([], read)?;
    rows.take(walk.options.findings_max).collect()
}
