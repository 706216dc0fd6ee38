import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Server } from '../src/harness/server';
import { Guest, WAYS, type Ack, type Entry } from './guest';

const MANY = 500;

let server: Server;
beforeAll(async () => {
  server = await Server.start({ DESKBELL_EVENTS_PER_SECOND: '0', DESKBELL_MESSAGES_PER_MINUTE: '0' });
});
afterAll(() => server.stop());

describe.each(WAYS)('by %s', (_name, transports) => {
  it(`${MANY} messages in a breath keep their order: on disk, in acknowledgements and on the other side`, async () => {
    const name = `ana ${transports.join()}`;
    const ana = await Guest.of(server, { sub: name, role: 'customer', name }, { transports });
    const { id } = await ana.joins();
    await ana.says(id, 'first', 'first');
    const bo = await Guest.of(server, { sub: 'bo', role: 'agent', name: 'Bo' }, { transports });
    await bo.joins({ conversationId: id });
    const answered: number[] = [];
    const acks: Ack[] = [];
    const wanted = Array.from({ length: MANY }, (_, n) => n);
    for (const n of wanted) {
      const message = { conversationId: id, clientId: `m${n}`, content: `line ${n}` };
      ana.socket.emit('send-message', message, (ack: Ack) => {
        answered.push(n);
        acks.push(ack);
      });
    }
    await bo.until(() => bo.all('new-message').length === MANY, `to hear all ${MANY}`);
    await ana.until(() => answered.length === MANY, 'to be answered');
    expect(answered).toEqual(wanted);
    expect(acks.every((ack) => ack.ok)).toBe(true);
    const seqs = acks.map((ack) => (ack.message as Entry).seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(bo.all<Entry>('new-message').map((entry) => entry.content)).toEqual(wanted.map((n) => `line ${n}`));
    expect(bo.all<Entry>('new-message').every((entry) => entry.prevSeq === entry.seq - 1)).toBe(true);
    ana.leaves();
    bo.leaves();
  });

  it('what is sent again is acknowledged with the first entry and sent to nobody', async () => {
    const name = `bea ${transports.join()}`;
    const bea = await Guest.of(server, { sub: name, role: 'customer', name }, { transports });
    const { id } = await bea.joins();
    const first = await bea.says(id, 'once', 'only once');
    const tab = await Guest.of(server, { sub: name, role: 'customer', name }, { transports });
    await tab.joins();
    expect(await bea.says(id, 'once', 'only once')).toEqual(first);
    const other = { conversationId: id, clientId: 'once', content: 'something else' };
    expect(await bea.asks('send-message', other)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await bea.says(id, 'twice', 'and then this');
    await tab.hears('new-message', (entry) => entry.content === 'and then this');
    expect(tab.all('new-message')).toHaveLength(1);
    bea.leaves();
    tab.leaves();
  });
});
