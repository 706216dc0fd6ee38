import { describe, expect, it, onTestFinished } from 'vitest';
import { Server } from '../src/harness/server';
import { sign } from '../src/harness/token';
import { Guest, WAYS, type Entry } from './guest';

async function started(settings: Record<string, string> = {}): Promise<Server> {
  const server = await Server.start({
    DESKBELL_EVENTS_PER_SECOND: '0',
    DESKBELL_MESSAGES_PER_MINUTE: '0',
    DESKBELL_LOG_LEVEL: 'warn',
    ...settings,
  });
  onTestFinished(() => server.stop());
  return server;
}

describe.each(WAYS)('by %s', (_name, transports) => {
  it('a cut line comes back by itself and resumes without gap or double', async () => {
    const server = await started();
    const ana = await Guest.of(server, { sub: 'ana', role: 'customer', name: 'Ana' }, { transports });
    const bo = await Guest.of(server, { sub: 'bo', role: 'agent', name: 'Bo' }, { transports });
    const { id } = await ana.joins();
    const last = await ana.says(id, 'a1', 'before the tunnel');
    await bo.joins({ conversationId: id });
    ana.socket.io.engine.close();
    await bo.says(id, 'b1', 'one');
    await bo.says(id, 'b2', 'two');
    await ana.until(() => ana.socket.connected, 'to come back');
    const { entries } = await ana.joins({ conversationId: id, afterSeq: last.seq });
    await bo.says(id, 'b3', 'three');
    await ana.hears('new-message', (entry) => entry.content === 'three');
    const seen = [...entries, ...ana.all<Entry>('new-message')].filter((entry) => entry.content);
    expect(seen.map((entry) => entry.content)).toEqual(['one', 'two', 'three']);
    ana.leaves();
    bo.leaves();
  });

  it('a server killed in mid-conversation keeps what it acknowledged, and everybody returns by themselves', async () => {
    const server = await started();
    const ana = await Guest.of(server, { sub: 'ana', role: 'customer', name: 'Ana' }, { transports });
    const { id } = await ana.joins();
    const acknowledged: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      const message = { conversationId: id, clientId: `m${n}`, content: `line ${n}` };
      ana.socket.emit('send-message', message, () => acknowledged.push(message.content));
    }
    await ana.until(() => acknowledged.length >= 5, 'for the first acknowledgements');
    await server.kill();
    await ana.until(() => ana.ends.length > 0, 'to notice');
    await server.startAgain();
    await ana.until(() => ana.socket.connected, 'to come back');
    const { entries } = await ana.joins({ conversationId: id, limit: 200 });
    const kept = entries.map((entry) => entry.content);
    for (const content of acknowledged) expect(kept).toContain(content);
    expect(new Set(kept).size).toBe(kept.length);
    const again = await ana.says(id, 'm0', 'line 0');
    expect(entries).toContainEqual(again);
    ana.leaves();
  });

  it('a server that stops says come back, and never stay away', async () => {
    const server = await started();
    const ana = await Guest.of(server, { sub: 'ana', role: 'customer', name: 'Ana' }, { transports });
    const { id } = await ana.joins();
    await server.endInOrder();
    await ana.until(() => ana.ends.length > 0, 'to be told');
    expect(ana.ends[0]).not.toBe('io server disconnect');
    expect(ana.socket.active).toBe(true);
    await server.startAgain();
    await ana.until(() => ana.socket.connected, 'to come back');
    expect((await ana.joins()).id).toBe(id);
    ana.leaves();
  });

  it('a token that ends is announced; a newer one keeps the line, without one the client comes back', async () => {
    const server = await started();
    const claims = { sub: 'ana', role: 'customer', name: 'Ana' } as const;
    let token = sign(claims, 3);
    const ana = new Guest(server, token, { transports, auth: (give: (auth: object) => void) => give({ token }) });
    await ana.hears('token-expiring');
    const foreign = await ana.asks('refresh-token', { token: sign({ sub: 'bea', role: 'customer' }) });
    expect(foreign).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const sooner = await ana.asks('refresh_token', { token: sign(claims, 4) });
    expect(sooner).toMatchObject({ ok: true, expiresAt: expect.any(String) });
    token = sign(claims);
    await ana.until(() => ana.ends.length > 0, 'for the end of the token');
    expect(ana.ends[0]).not.toBe('io server disconnect');
    await ana.until(() => ana.socket.connected, 'to come back with the newer token');
    await ana.joins();
    ana.leaves();
  });
});

it('a heartbeat is answered by the client and keeps it connected', async () => {
  const server = await started({ DESKBELL_PING_INTERVAL_MS: '200', DESKBELL_PING_TIMEOUT_MS: '2000' });
  for (const [, transports] of WAYS) {
    const ana = await Guest.of(server, { sub: 'ana', role: 'customer' }, { transports });
    let pings = 0;
    ana.socket.io.on('ping', () => (pings += 1));
    await ana.until(() => pings >= 4, 'for four heartbeats');
    expect(ana.ends).toEqual([]);
    ana.leaves();
  }
});

it('who floods is told to stay away, and the official client does', async () => {
  const server = await started({ DESKBELL_EVENTS_PER_SECOND: '20' });
  const bo = await Guest.of(server, { sub: 'bo', role: 'agent' });
  const ana = await Guest.of(server, { sub: 'ana', role: 'customer' }, { transports: ['websocket'] });
  const limited = Promise.all(Array.from({ length: 60 }, () => ana.asks('typing', {})));
  expect((await limited).map((ack) => ack.error?.code)).toContain('rate_limited');
  for (let n = 0; n < 5000; n += 1) ana.socket.emit('typing', {});
  await ana.until(() => ana.ends.length > 0, 'to be sent away');
  expect(ana.ends).toEqual(['io server disconnect']);
  expect(ana.socket.active).toBe(false);
  expect((await bo.asks('set-availability', { availability: 'online' })).ok).toBe(true);
  bo.leaves();
});
