// How what is stored looks on the wire.

const sender = (person) => ({ key: person.id, type: person.side, name: person.name });

/** A stored entry. */
export function entryOf(row) {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    prevSeq: row.seq - 1,
    kind: 'message',
    clientId: row.client_id,
    content: row.content,
    attachments: [],
    sender: sender({ id: row.sender_id, side: row.side, name: row.name }),
    createdAt: row.created_at.toISOString(),
  };
}

/** A message that has just been stored. */
export function sentEntry(stored, conversationId, person, clientId) {
  return {
    id: stored.id,
    conversationId,
    seq: stored.seq,
    prevSeq: stored.seq - 1,
    kind: 'message',
    clientId,
    content: stored.content,
    attachments: [],
    sender: sender(person),
    createdAt: stored.created_at.toISOString(),
  };
}

/** A conversation. */
export function conversationOf(row) {
  return {
    id: row.id,
    customerId: row.customer_id,
    kind: 'chat',
    status: row.status,
    headSeq: row.head_seq,
    createdAt: row.created_at.toISOString(),
  };
}
