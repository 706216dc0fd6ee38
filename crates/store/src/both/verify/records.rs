//! Whether everything that rows refer to is there, and whether what may be there once is there once: questions in
//! words that both databases know. A sound store answers none of them.

/// Conversations that refer to something that is gone.
pub(crate) const OF_CONVERSATIONS: [(&str, &str); 8] = [
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
        "SELECT c.id FROM conversations c WHERE c.kind = 'chat' AND c.status <> 'closed'
            AND EXISTS (SELECT 1 FROM conversations o WHERE o.customer_pk = c.customer_pk
                AND o.inbox_pk = c.inbox_pk AND o.kind = 'chat' AND o.status <> 'closed' AND o.pk < c.pk)",
    ),
];

/// Other records that refer to something that is gone: what they are, what is gone, and their names.
pub(crate) const OF_RECORDS: [(&str, &str, &str); 5] = [
    (
        "inbox",
        "Its team is gone.",
        "SELECT i.name FROM inboxes i WHERE NOT EXISTS (SELECT 1 FROM teams WHERE pk = i.team_pk)",
    ),
    (
        "customer row",
        "Its inbox is gone.",
        "SELECT CAST(k.pk AS TEXT) FROM customers k WHERE NOT EXISTS (SELECT 1 FROM inboxes WHERE pk = k.inbox_pk)",
    ),
    (
        "participant of conversation row",
        "This conversation is gone.",
        "SELECT DISTINCT CAST(p.conversation_pk AS TEXT) FROM participants p
         WHERE NOT EXISTS (SELECT 1 FROM conversations WHERE pk = p.conversation_pk)",
    ),
    (
        "member of team row",
        "This team is gone.",
        "SELECT CAST(m.team_pk AS TEXT) FROM agent_teams m WHERE NOT EXISTS (SELECT 1 FROM teams WHERE pk = m.team_pk)",
    ),
    (
        "team of agent row",
        "This agent is gone.",
        "SELECT CAST(m.agent_pk AS TEXT) FROM agent_teams m WHERE NOT EXISTS (SELECT 1 FROM agents WHERE pk = m.agent_pk)",
    ),
];
