// Settings: DATABASE_URL, JWT_SECRET, PORT (0 picks a free one), POOL_SIZE.

import { createServer } from 'node:http';
import express from 'express';
import { openDatabase } from './database.js';
import { openLiveDoor } from './live.js';

const { DATABASE_URL, JWT_SECRET, PORT = '0', POOL_SIZE = '20' } = process.env;
if (!DATABASE_URL || !JWT_SECRET) {
  console.error('DATABASE_URL and JWT_SECRET are needed.');
  process.exit(2);
}

const database = await openDatabase(DATABASE_URL, Number(POOL_SIZE));
const app = express().disable('x-powered-by');
app.get('/healthz', async (_request, response) => {
  await database.healthy();
  response.json({ ok: true });
});

const server = createServer(app);
const live = openLiveDoor(server, database, JWT_SECRET);
// A crowd that returns at once must fit into the queue of connections to be accepted.
server.listen({ port: Number(PORT), host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

process.once('SIGTERM', async () => {
  await live.close();
  await database.close();
});
