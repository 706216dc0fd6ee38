import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Server } from '../src/harness/server';
import { sign } from '../src/harness/token';
import { Guest, WAYS } from './guest';

let server: Server;
beforeAll(async () => {
  server = await Server.start({ DESKBELL_EVENTS_PER_SECOND: '0', DESKBELL_MESSAGES_PER_MINUTE: '0' });
});
afterAll(() => server.stop());

describe.each(WAYS)('by %s', (_name, transports) => {
  it('a conversation goes both ways, in either spelling', async () => {
    const name = `ana ${transports.join()}`;
    const ana = await Guest.of(server, { sub: name, role: 'customer', name }, { transports });
    const bo = await Guest.of(server, { sub: 'bo', role: 'agent', name: 'Bo' }, { transports });
    const { id } = await ana.joins();
    await ana.says(id, 'a1', 'hello');
    expect((await bo.asks('join_session', { conversationId: id })).ok).toBe(true);
    await bo.hears('chat-history', (history) => (history.conversation as { id: string }).id === id);
    const sent = await bo.asks('send_message', { conversationId: id, clientId: 'b1', content: 'hi' });
    expect(sent).toMatchObject({ ok: true, message: { content: 'hi', clientId: 'b1' } });
    await ana.hears('new-message', (entry) => entry.content === 'hi');
    expect((await bo.asks('add-note', { conversationId: id, clientId: 'b2', content: 'a secret' })).ok).toBe(true);
    expect((await bo.asks('TYPING', { conversationId: id })).ok).toBe(true);
    await ana.hears('typing');
    expect((await ana.asks('message_read', { conversationId: id, upToSeq: 3 })).ok).toBe(true);
    await bo.hears('message-status', (status) => status.readSeq === 3);
    expect((await bo.asks('resolve-chat', { conversationId: id })).ok).toBe(true);
    await ana.hears('activity', (entry) => (entry.activity as { type: string }).type === 'resolved');
    expect(JSON.stringify(ana.heard)).not.toContain('a secret');
    expect(ana.socket.io.engine.transport.name).toBe(transports.at(-1));
    ana.leaves();
    bo.leaves();
  });

  it('a bad token is a connect_error that says why, and the client does not try again by itself', async () => {
    for (const token of ['', 'no', sign({ sub: 'ana', role: 'customer' }, -10)]) {
      const guest = new Guest(server, token, { transports });
      const error = await new Promise<Error & { data?: unknown }>((resolve) => guest.socket.on('connect_error', resolve));
      expect(error.data).toMatchObject({ code: 'unauthorized', message: error.message });
      expect(guest.socket.active).toBe(false);
      guest.leaves();
    }
  });

  it('binary is refused and the line lives', async () => {
    const ana = await Guest.of(server, { sub: 'ana', role: 'customer' }, { transports });
    const { id } = await ana.joins();
    const payload = { conversationId: id, clientId: 'x', content: Buffer.from([0, 255]) };
    expect(await ana.asks('send-message', payload)).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(await ana.asks('typing', { conversationId: id })).toEqual({ ok: true });
    expect(ana.ends).toEqual([]);
    ana.leaves();
  });

  it('a frame past 64 KiB costs its own connection and nobody else’s', async () => {
    const bo = await Guest.of(server, { sub: 'bo', role: 'agent' }, { transports });
    const ana = await Guest.of(server, { sub: 'ana', role: 'customer' }, { transports });
    const { id } = await ana.joins();
    ana.socket.emit('send-message', { conversationId: id, clientId: 'large', content: 'x'.repeat(70_000) });
    await ana.until(() => ana.ends.length > 0, 'to be cut off');
    expect(ana.ends[0]).not.toBe('io server disconnect');
    await ana.until(() => ana.socket.connected, 'to come back by itself');
    await ana.says(id, `after ${transports.join()}`, 'smaller');
    expect(bo.ends).toEqual([]);
    ana.leaves();
    bo.leaves();
  });
});

it('there is no other namespace', async () => {
  const guest = new Guest(server, sign({ sub: 'ana', role: 'customer' }));
  const other = guest.socket.io.socket('/admin');
  const error = await new Promise<Error>((resolve) => other.on('connect_error', resolve).connect());
  expect(error.message).toBe('Invalid namespace');
  guest.leaves();
});

it('two sockets of one person agree', async () => {
  const claims = { sub: 'two', role: 'customer', name: 'Two' } as const;
  const [tab, phone] = await Promise.all([Guest.of(server, claims), Guest.of(server, claims)]);
  const { id } = await tab.joins();
  expect((await phone.joins()).id).toBe(id);
  const entry = await tab.says(id, 't1', 'from the tab');
  expect(await phone.hears('new-message')).toEqual(entry);
  await phone.says(id, 'p1', 'from the phone');
  await tab.hears('new-message', (message) => message.content === 'from the phone');
  expect(tab.all('new-message')).toHaveLength(1);
  await tab.asks('typing', { conversationId: id });
  await phone.asks('typing', { conversationId: id });
  expect([...tab.all('typing'), ...phone.all('typing')]).toEqual([]);
  tab.leaves();
  phone.leaves();
});
