// The live door: who comes in, what they may say, and who hears of it.

import { Server } from 'socket.io';
import jwt from 'jsonwebtoken';
import { conversationOf, entryOf, sentEntry } from './shapes.js';

class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function id(value) {
  if (typeof value !== 'string' || !UUID.test(value)) throw new Refusal('invalid', 'This is not an id.');
  return value;
}

function text(value, max, code) {
  if (typeof value !== 'string' || value.trim() === '') throw new Refusal(code, 'There is no text.');
  if (value.length > max) throw new Refusal('content_too_long', `At most ${max} characters.`);
  return value;
}

/** Lets people in by their token, once a connection. */
function entrance(database, secret) {
  return async (socket, next) => {
    try {
      const claims = jwt.verify(socket.handshake.auth?.token ?? '', secret, { algorithms: ['HS256'] });
      const side = claims.role === 'customer' ? 'customer' : 'agent';
      socket.data.person = await database.person({ side, sub: claims.sub, name: claims.name ?? claims.sub });
      next();
    } catch (error) {
      const refused = new Error('The token is not valid.');
      refused.data = { code: error instanceof jwt.JsonWebTokenError ? 'unauthorized' : 'overloaded' };
      next(refused);
    }
  };
}

function operations(database, socket) {
  const { person } = socket.data;
  return {
    async 'join-chat'({ conversationId, afterSeq }) {
      const row =
        conversationId === undefined && person.side === 'customer'
          ? await database.liveChat(person.id)
          : await database.conversation(id(conversationId), person);
      if (!row) throw new Refusal('not_found', 'There is no such conversation.');
      // First in the room, then the page: nothing falls between the two.
      socket.join(row.id);
      const entries = await database.entries(row.id, afterSeq === undefined ? undefined : Number(afterSeq));
      return { conversation: conversationOf(row), entries: entries.map(entryOf) };
    },

    async 'leave-chat'({ conversationId }) {
      socket.leave(id(conversationId));
      return {};
    },

    async 'send-message'({ conversationId, clientId, content }) {
      const room = id(conversationId);
      text(clientId, 64, 'invalid');
      text(content, 5000, 'content_empty');
      const stored = await database.send(room, person, clientId, content);
      if (!stored) throw new Refusal('not_found', 'There is no such conversation.');
      if (stored.content !== content) throw new Refusal('conflict', 'This message was sent with another text.');
      const message = sentEntry(stored, room, person, clientId);
      if (stored.fresh) socket.to(room).emit('new-message', message);
      return { message };
    },

    // There is no list of conversations here to be kept narrow.
    async 'watch-conversations'() {
      return {};
    },

    async typing({ conversationId }) {
      const room = id(conversationId);
      if (socket.rooms.has(room)) socket.to(room).volatile.emit('typing', { conversationId: room });
      return {};
    },
  };
}

/** Opens the live door on an HTTP server. */
export function openLiveDoor(server, database, secret) {
  const io = new Server(server, {
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 65_536,
    pingInterval: 25_000,
    pingTimeout: 20_000,
  });
  const chat = io.of('/chat');
  chat.use(entrance(database, secret));
  chat.on('connection', (socket) => {
    for (const [name, operation] of Object.entries(operations(database, socket))) {
      socket.on(name, async (payload, acknowledge) => {
        const answer = typeof acknowledge === 'function' ? acknowledge : () => {};
        try {
          answer({ ok: true, ...(await operation(payload ?? {})) });
        } catch (error) {
          const refusal = error instanceof Refusal ? error : new Refusal('overloaded', 'Please try again.');
          if (refusal !== error) console.error(error);
          answer({ ok: false, error: { code: refusal.code, message: refusal.message } });
        }
      });
    }
  });
  // The request that made a connection would otherwise be kept for as long as the connection.
  io.engine.on('connection', (raw) => {
    raw.request = null;
  });
  return io;
}
