// Everything that is asked of PostgreSQL. Statements have names, so each connection prepares them once.

import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import pg from 'pg';

const UNIQUE_VIOLATION = '23505';
const PAGE = 50;

// Sequence numbers stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const COLUMNS = 'e.id, e.conversation_id, e.seq, e.client_id, e.content, e.created_at, p.id AS sender_id, p.side, p.name';

// One statement is one transaction and one round trip. The UPDATE locks the conversation's row until the commit,
// so sequence numbers are dense and in the order of commits. It also holds who may write: the conversation's
// customer, and every agent.
const SEND = {
  name: 'send',
  text: `
    WITH known AS (
      SELECT seq, id, created_at, content FROM entries WHERE conversation_id = $1 AND sender_id = $2 AND client_id = $3
    ), head AS (
      UPDATE conversations SET head_seq = head_seq + 1
      WHERE id = $1 AND status = 'open' AND ($6 OR customer_id = $2) AND NOT EXISTS (SELECT FROM known)
      RETURNING head_seq
    ), made AS (
      INSERT INTO entries (conversation_id, seq, id, sender_id, client_id, content)
      SELECT $1, head_seq, $5, $2, $3, $4 FROM head
      RETURNING seq, id, created_at, content
    )
    SELECT seq, id, created_at, content, true AS fresh FROM made
    UNION ALL SELECT seq, id, created_at, content, false FROM known`,
};

const PERSON = {
  name: 'person',
  text: 'SELECT id, side, name FROM people WHERE side = $1 AND sub = $2',
};

const NEW_PERSON = {
  name: 'new-person',
  text: `INSERT INTO people (id, side, sub, name) VALUES ($1, $2, $3, $4)
    ON CONFLICT (side, sub) DO UPDATE SET name = excluded.name RETURNING id, side, name`,
};

const CONVERSATION = {
  name: 'conversation',
  text: 'SELECT id, customer_id, status, head_seq, created_at FROM conversations WHERE id = $1 AND ($2 OR customer_id = $3)',
};

const LIVE_CHAT = {
  name: 'live-chat',
  text: `SELECT id, customer_id, status, head_seq, created_at FROM conversations WHERE customer_id = $1 AND status = 'open'`,
};

const NEW_CHAT = {
  name: 'new-chat',
  text: `INSERT INTO conversations (id, customer_id) VALUES ($1, $2)
    ON CONFLICT (customer_id) WHERE status = 'open' DO UPDATE SET status = 'open'
    RETURNING id, customer_id, status, head_seq, created_at`,
};

const NEWEST = {
  name: 'newest',
  text: `SELECT ${COLUMNS} FROM entries e JOIN people p ON p.id = e.sender_id
    WHERE e.conversation_id = $1 ORDER BY e.seq DESC LIMIT ${PAGE}`,
};

const AFTER = {
  name: 'after',
  text: `SELECT ${COLUMNS} FROM entries e JOIN people p ON p.id = e.sender_id
    WHERE e.conversation_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT ${PAGE}`,
};

/** Opens the pool and makes the tables where they are missing. */
export async function openDatabase(connectionString, max) {
  const pool = new pg.Pool({ connectionString, max, idleTimeoutMillis: 0 });
  await pool.query(await readFile(new URL('../schema.sql', import.meta.url), 'utf8'));
  const rows = async (statement, values) => (await pool.query({ ...statement, values })).rows;
  const row = async (statement, values) => (await rows(statement, values))[0];

  return {
    /** The person a token speaks of, made when they come for the first time. */
    async person({ side, sub, name }) {
      const known = await row(PERSON, [side, sub]);
      return known?.name === name ? known : row(NEW_PERSON, [randomUUID(), side, sub, name]);
    },

    /** A customer's live chat, made when there is none. */
    async liveChat(customerId) {
      return (await row(LIVE_CHAT, [customerId])) ?? row(NEW_CHAT, [randomUUID(), customerId]);
    },

    /** A conversation that this person may see. */
    conversation(id, person) {
      return row(CONVERSATION, [id, person.side === 'agent', person.id]);
    },

    /** The last page, or the page after a sequence number. Ascending. */
    async entries(conversationId, afterSeq) {
      if (afterSeq !== undefined) return rows(AFTER, [conversationId, afterSeq]);
      return (await rows(NEWEST, [conversationId])).reverse();
    },

    /** Stores a message once, however often it is sent; undefined where the person may not write. */
    async send(conversationId, person, clientId, content) {
      const values = [conversationId, person.id, clientId, content, randomUUID(), person.side === 'agent'];
      try {
        return await row(SEND, values);
      } catch (error) {
        // The same message came twice at once: the other one is stored by now.
        if (error.code === UNIQUE_VIOLATION) return row(SEND, values);
        throw error;
      }
    },

    async healthy() {
      await pool.query('SELECT 1');
    },

    close: () => pool.end(),
  };
}
