// Whether a server speaks the part of the wire that is measured, asked by the official client.
//
//   node check.js http://127.0.0.1:8080 SECRET [INBOX]

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { io } from 'socket.io-client';

const [url, secret, inbox] = process.argv.slice(2);
if (!url || !secret) {
  console.error('usage: node check.js URL SECRET [INBOX]');
  process.exit(2);
}
const run = randomUUID().slice(0, 8);
const sockets = [];

function token(role, name) {
  const claims = { sub: `check-${run}-${name}`, name, role, ...(inbox && role === 'customer' ? { inbox } : {}) };
  return jwt.sign(claims, secret, { expiresIn: '5m' });
}

function connect(signed) {
  const socket = io(`${url}/chat`, { auth: { token: signed }, transports: ['websocket'], forceNew: true, reconnection: false });
  sockets.push(socket);
  return new Promise((resolve, reject) => socket.once('connect', () => resolve(socket)).once('connect_error', reject));
}

async function ask(socket, name, payload) {
  return socket.timeout(5000).emitWithAck(name, payload);
}

function hears(socket, name, wanted) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${name} came`)), 5000);
    socket.on(name, (payload) => {
      if (!wanted(payload)) return;
      clearTimeout(late);
      resolve(payload);
    });
  });
}

async function check() {
  await assert.rejects(connect(`${token('customer', 'Eve')}x`), (error) => error.data?.code === 'unauthorized');
  const ana = await connect(token('customer', 'Ana'));
  const joined = await ask(ana, 'join-chat', inbox ? { inboxId: inbox } : {});
  assert.equal(joined.ok, true, JSON.stringify(joined));
  const conversationId = joined.conversation.id;

  const first = await ask(ana, 'send-message', { conversationId, clientId: 'a1', content: 'Hello — “Größe”? 🦀' });
  assert.equal(first.message.clientId, 'a1');
  const again = await ask(ana, 'send-message', { conversationId, clientId: 'a1', content: 'Hello — “Größe”? 🦀' });
  assert.deepEqual([again.message.seq, again.message.id], [first.message.seq, first.message.id]);

  const bo = await connect(token('agent', 'Bo'));
  const opened = await ask(bo, 'join-chat', { conversationId });
  assert.equal(opened.entries.at(-1).content, 'Hello — “Größe”? 🦀');

  const heard = hears(ana, 'new-message', ({ clientId }) => clientId === 'b1');
  const reply = await ask(bo, 'send-message', { conversationId, clientId: 'b1', content: 'Hi Ana' });
  const entry = await heard;
  assert.deepEqual([entry.id, entry.seq, entry.conversationId], [reply.message.id, reply.message.seq, conversationId]);

  const head = reply.message.seq;
  const many = await Promise.all(
    Array.from({ length: 60 }, (_, number) =>
      ask(number % 2 ? ana : bo, 'send-message', { conversationId, clientId: `m${number}`, content: `number ${number}` }),
    ),
  );
  const seqs = many.map(({ message }) => message.seq).sort((a, b) => a - b);
  assert.equal(new Set(seqs).size, 60);
  assert.ok(seqs[0] > head && seqs.at(-1) <= head + 62, `dense: ${seqs}`);

  const back = await connect(token('customer', 'Ana'));
  const page = await ask(back, 'join-chat', { conversationId });
  assert.equal(page.entries.length, 50);
  for (const [index, { seq }] of page.entries.entries()) assert.equal(seq, page.entries[0].seq + index);

  const eve = await connect(token('customer', 'Eve'));
  const foreign = await ask(eve, 'send-message', { conversationId, clientId: 'e1', content: 'Let me in' });
  assert.equal(foreign.ok, false);
}

try {
  await check();
  console.log(`${url} speaks what is measured`);
} finally {
  for (const socket of sockets) socket.disconnect();
}
