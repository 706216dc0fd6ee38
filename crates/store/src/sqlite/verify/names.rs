//! The names that senders gave their entries: each once, and found by whoever sends the same again.

use rusqlite::Connection;

/// What is wrong with the names of one conversation: at a seq, or in its table.
pub(super) fn check(connection: &Connection, pk: i64) -> rusqlite::Result<Vec<(Option<u64>, &'static str)>> {
    let mut wrong = Vec::new();
    for (what, sql) in QUESTIONS {
        let mut statement = connection.prepare_cached(sql)?;
        let seqs = statement.query_map([pk], |row| row.get(0))?;
        for seq in seqs {
            wrong.push((seq?, what));
        }
    }
    Ok(wrong)
}

/// Each answers with the seqs of entries; with nothing where a conversation is sound. A table holds the names up
/// to `named_seq`; after that there are a few hundred at most.
const QUESTIONS: [(&str, &str); 5] = [
    (
        "A resend of this entry would not be known: the table has no such name for it.",
        "SELECT e.seq FROM entries e
         LEFT JOIN client_ids n ON n.conversation_pk = e.conversation_pk AND n.sender_kind = e.sender_kind
            AND n.sender_pk = e.sender_pk AND n.client_id = e.client_id
         WHERE e.conversation_pk = ?1 AND e.client_id IS NOT NULL AND n.seq IS NOT e.seq
            AND e.seq <= (SELECT named_seq FROM conversations WHERE pk = ?1)",
    ),
    (
        "The table of names tells of more than its timeline.",
        "SELECT NULL WHERE (SELECT count(*) FROM client_ids WHERE conversation_pk = ?1)
            > (SELECT count(*) FROM entries WHERE conversation_pk = ?1 AND client_id IS NOT NULL
               AND seq <= (SELECT named_seq FROM conversations WHERE pk = ?1))",
    ),
    (
        "The table of names goes further than its timeline.",
        "SELECT NULL FROM conversations WHERE pk = ?1 AND (named_seq > head_seq OR named_seq < 0)",
    ),
    (
        "The same sender gave this name to an entry before.",
        "SELECT e.seq FROM entries e
         JOIN client_ids n ON n.conversation_pk = e.conversation_pk AND n.sender_kind = e.sender_kind
            AND n.sender_pk = e.sender_pk AND n.client_id = e.client_id
         WHERE e.conversation_pk = ?1 AND e.seq > (SELECT named_seq FROM conversations WHERE pk = ?1)",
    ),
    (
        "The same sender gave this name to an entry before.",
        "SELECT max(seq) FROM entries WHERE conversation_pk = ?1 AND client_id IS NOT NULL
            AND seq > (SELECT named_seq FROM conversations WHERE pk = ?1)
         GROUP BY sender_kind, sender_pk, client_id HAVING count(*) > 1",
    ),
];
