import { describe, expect, it } from 'vitest';
import { settle } from '../../test/clock';
import { deviceLocks } from '../../test/locks';
import { Page, screen, stage } from '../../test/people';
import { ana, bo, type ScriptedServer } from '../../test/server';
import { memoryStore } from '../storage/memory';
import type { Store } from '../storage/store';
import { OUTBOX_MAX } from './outbox';

const sends = (server: ScriptedServer) => server.asked.filter(({ name }) => name === 'send-message');
const texts = (server: ScriptedServer) => [...server.conversations.values()].flatMap((c) => c.entries.map((e) => e.content));

describe('what is written', () => {
  it('shows at once, is on its way, and becomes an entry under the same key', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    timeline.send('Where is my order?');
    expect(screen(timeline)).toEqual(['Where is my order? (sending)']);
    const key = timeline.state.get().items[0]?.key;
    await settle();
    expect(screen(timeline)).toEqual(['Where is my order? [sent]']);
    expect(timeline.state.get().items[0]?.key).toBe(key);
  });

  it('is on the device before it is sent', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const store = memoryStore();
    let keep: () => void = () => undefined;
    const slow: Store = { ...store, set: (...args) => new Promise((resolve) => (keep = () => resolve(store.set(...args)))) };
    const timeline = await (await new Page(server, ana, slow).arrives()).opens(id);
    timeline.send('hello');
    await settle();
    expect(sends(server)).toHaveLength(0);
    keep();
    await settle();
    expect(sends(server)).toHaveLength(1);
    expect(await store.list('outbox/')).toHaveProperty('size', 0);
  });

  it('is sent even when the device cannot keep it', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const store: Store = { ...memoryStore(), set: () => Promise.reject(new Error('full')) };
    const timeline = await (await new Page(server, ana, store).arrives()).opens(id);
    timeline.send('hello');
    await settle();
    expect(screen(timeline)).toEqual(['hello [sent]']);
  });

  it('leaves in order, one at a time, and waits without a line', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const page = await new Page(server, ana).arrives();
    const timeline = await page.opens(id);
    server.dies();
    for (const text of ['one', 'two', 'three']) timeline.send(text);
    await settle();
    expect(screen(timeline)).toEqual(['one (waiting)', 'two (waiting)', 'three (waiting)']);
    expect(page.client.line.get().state).toBe('reconnecting');
    page.line.open();
    await settle();
    expect(texts(server)).toEqual(['one', 'two', 'three']);
    expect(page.client.outbox.get().count).toBe(0);
  });

  it('survives a reload in mid-send and is sent once more with the same clientId', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const page = await new Page(server, ana).arrives();
    const timeline = await page.opens(id);
    server.fault = ({ name }) => (name === 'send-message' ? 'answerLost' : undefined);
    timeline.send('hello');
    await settle();
    expect(texts(server)).toEqual(['hello']);
    server.fault = () => undefined;
    const next = await page.reloads();
    expect(sends(server).map(({ payload }) => payload.clientId)).toEqual(Array(2).fill(sends(server)[0]?.payload.clientId));
    expect(screen(await next.opens(id))).toEqual(['hello [sent]']);
    expect(next.client.outbox.get().count).toBe(0);
  });

  it('shows after a reload without a line, and leaves when it is back', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const page = await new Page(server, ana).arrives();
    const timeline = await page.opens(id);
    server.dies();
    timeline.send('kept');
    await settle();
    const next = new Page(server, ana, page.store);
    next.line.reachable = false;
    await next.arrives();
    const again = await next.opens(id);
    expect(screen(again)).toEqual(['kept (waiting)']);
    next.line.reachable = true;
    next.line.open();
    await settle();
    expect(screen(again)).toEqual(['kept [sent]']);
  });

  it('is sent again with the same clientId when no answer comes', async () => {
    const { clock, server } = stage();
    const id = server.conversation(0);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    let first = true;
    server.fault = ({ name }) => (name === 'send-message' && first ? ((first = false), 'answerLost') : undefined);
    timeline.send('hello');
    await clock.pass(12_000);
    expect(sends(server)).toHaveLength(2);
    expect(texts(server)).toEqual(['hello']);
    expect(screen(timeline)).toEqual(['hello [sent]']);
  });

  it('is tried again when the server asks to wait, no sooner, and the next one waits behind it', async () => {
    const { clock, server } = stage();
    const id = server.conversation(0);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    server.fault = ({ name }) =>
      name === 'send-message' ? { code: 'rate_limited', message: 'Slowly.', retryAfterMs: 5000 } : undefined;
    timeline.send('one');
    timeline.send('two');
    await clock.pass(4900);
    expect(sends(server)).toHaveLength(1);
    expect(screen(timeline)).toEqual(['one (waiting)', 'two (waiting)']);
    server.fault = () => undefined;
    await clock.pass(200);
    expect(texts(server)).toEqual(['one', 'two']);
  });

  it('stays in order through a server that is too busy, as often as it says so', async () => {
    const { clock, server } = stage();
    const id = server.conversation(0);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    let refusals = 3;
    server.fault = ({ name }) =>
      name === 'send-message' && refusals-- > 0 ? { code: 'overloaded', message: 'Busy.', retryAfterMs: 1000 } : undefined;
    for (const text of ['one', 'two', 'three']) timeline.send(text);
    await clock.pass(2900);
    expect(screen(timeline)).toEqual(['one (waiting)', 'two (waiting)', 'three (waiting)']);
    expect(sends(server)).toHaveLength(3);
    await clock.pass(200);
    expect(texts(server)).toEqual(['one', 'two', 'three']);
    expect(new Set(sends(server).map(({ payload }) => payload.clientId)).size).toBe(3);
  });

  it('does not return together with everybody else who was turned away', async () => {
    const { clock, server } = stage();
    const id = server.conversation(0);
    const crowd = 30;
    server.fault = ({ name }) =>
      name === 'send-message' ? { code: 'overloaded', message: 'Busy.', retryAfterMs: 1000 } : undefined;
    for (let number = 0; number < crowd; number += 1) {
      const page = new Page(server, ana, memoryStore(), { random: () => number / crowd });
      (await (await page.arrives()).opens(id)).send(`from ${number}`);
    }
    await settle();
    server.fault = () => undefined;
    const returned: number[] = [];
    for (let tenth = 0; tenth < 15; tenth += 1) {
      const before = sends(server).length;
      await clock.pass(100);
      returned.push(sends(server).length - before);
    }
    expect(returned.slice(0, 9)).toEqual(Array(9).fill(0));
    expect(Math.max(...returned)).toBeLessThanOrEqual(crowd / 4);
    expect(texts(server)).toHaveLength(crowd);
  });

  it('keeps its text when it is refused, and lets the next one pass', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const page = await new Page(server, ana).arrives();
    const timeline = await page.opens(id);
    const refusal = { code: 'conversation_closed', message: 'This conversation is closed.' };
    server.fault = ({ payload }) => (payload.content === 'too late' ? refusal : undefined);
    const taken = timeline.send('too late');
    timeline.send('in time');
    await settle();
    expect(screen(timeline)).toEqual(['in time [sent]', 'too late (refused)']);
    expect(timeline.state.get().items[1]?.pending?.refusal).toEqual(refusal);
    const again = await (await page.reloads()).opens(id);
    expect(screen(again)).toEqual(['in time [sent]', 'too late (refused)']);
    expect(taken.ok && again.discard(taken.clientId)).toBe('too late');
    expect(screen(again)).toEqual(['in time [sent]']);
  });

  it('can be tried again after a refusal', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    server.fault = ({ name }) => (name === 'send-message' ? { code: 'forbidden', message: 'No.' } : undefined);
    const taken = timeline.send('hello');
    await settle();
    server.fault = () => undefined;
    if (taken.ok) timeline.retry(taken.clientId);
    await settle();
    expect(screen(timeline)).toEqual(['hello [sent]']);
  });

  it('is not taken when it is empty, too long, or too much waits', async () => {
    const { server } = stage();
    const page = new Page(server, ana);
    const timeline = page.client.timeline(server.conversation(0));
    expect(timeline.send(' \n ')).toMatchObject({ ok: false, error: { code: 'content_empty' } });
    expect(timeline.send('x'.repeat(5001))).toMatchObject({ ok: false, error: { code: 'content_too_long' } });
    expect(timeline.send('😀'.repeat(5000)).ok).toBe(true);
    for (let n = 1; n < OUTBOX_MAX; n += 1) expect(timeline.send(`${n}`).ok).toBe(true);
    expect(timeline.send('one more')).toMatchObject({ ok: false, error: { code: 'overloaded' } });
  });

  it('stays on its way until the gap before its entry is filled', async () => {
    const { server } = stage();
    const id = server.conversation(1);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    server.fate = () => ({ copies: 0 });
    server.write(id, bo, 'lost on the way');
    const seen: string[][] = [];
    timeline.state.subscribe(() => seen.push(screen(timeline)));
    timeline.send('hello');
    await settle();
    expect(seen.some((lines) => lines.includes('hello [sent]') && !lines.includes('lost on the way'))).toBe(false);
    expect(screen(timeline).slice(1)).toEqual(['lost on the way', 'hello [sent]']);
  });
});

describe('two tabs of one person', () => {
  it('show each other’s messages once', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const store = memoryStore();
    const [one, two] = [await new Page(server, ana, store).arrives(), await new Page(server, ana, store).arrives()];
    const [left, right] = [await one.opens(id), await two.opens(id)];
    left.send('from the left');
    await settle();
    right.send('from the right');
    await settle();
    const both = ['from the left [sent]', 'from the right [sent]'];
    expect([screen(left), screen(right)]).toEqual([both, both]);
    expect(right.state.get().items.every(({ own }) => own)).toBe(true);
  });

  it('do not send what the other is sending, and inherit what it leaves', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const [store, locks] = [memoryStore(), deviceLocks()];
    const one = new Page(server, ana, store, { locks });
    one.line.reachable = false;
    await one.arrives();
    (await one.opens(id)).send('from the first tab');
    await settle();
    const two = await new Page(server, ana, store, { locks }).arrives();
    const right = await two.opens(id);
    expect(sends(server)).toHaveLength(0);
    one.client.disconnect();
    await settle();
    expect(screen(right)).toEqual(['from the first tab [sent]']);
    expect(sends(server)).toHaveLength(1);
  });

  it('keep apart what different people wrote on one device', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const store = memoryStore();
    const one = new Page(server, ana, store);
    one.client.timeline(id).send('for my eyes');
    await settle();
    const other = await new Page(server, { ...ana, key: 'eve' }, store).arrives();
    expect(screen(await other.opens(id))).toEqual([]);
    expect(sends(server)).toHaveLength(0);
  });
});

describe('a first message', () => {
  it('makes its conversation and is sent there', async () => {
    const { server } = stage();
    const page = await new Page(server, ana).arrives();
    const timeline = await page.client.start({ subject: 'Order 1042', content: 'Where is it?' });
    await settle();
    expect(screen(timeline)).toEqual(['Where is it? [sent]']);
    expect(timeline.state.get().conversation?.subject).toBe('Order 1042');
    expect(server.asked.filter(({ name }) => name === 'join-chat')).toHaveLength(1);
  });

  it('leaves a resolved conversation to rest and begins a new one, once, even when an answer is lost', async () => {
    const { server } = stage();
    const old = server.conversation(2);
    server.held(old).status = 'resolved';
    const page = await new Page(server, ana).arrives();
    server.fault = ({ name }) => (name === 'send-message' ? { code: 'overloaded', message: 'Busy.' } : undefined);
    const timeline = await page.client.start({ content: 'Another matter' });
    server.fault = () => undefined;
    await page.reloads();
    expect(timeline.conversationId).not.toBe(old);
    expect(texts(server)).toEqual(['message 1', 'message 2', 'Another matter']);
    expect(server.conversations.size).toBe(2);
  });

  it('waits for the line, through a reload', async () => {
    const { server } = stage();
    const page = new Page(server, ana);
    page.line.reachable = false;
    await page.arrives();
    page.client.start({ content: 'Where is it?' }).catch(() => undefined);
    await settle();
    expect(page.client.starting.get()).toMatchObject([{ content: 'Where is it?', state: 'waiting' }]);
    const next = await page.reloads();
    await settle();
    expect(next.client.starting.get()).toEqual([]);
    expect(texts(server)).toEqual(['Where is it?']);
  });

  it('says why it is refused and gives its text back', async () => {
    const { server } = stage();
    const page = await new Page(server, ana).arrives();
    const refusal = { code: 'forbidden', message: 'Chat is switched off.' };
    server.fault = ({ name }) => (name === 'join-chat' ? refusal : undefined);
    await expect(page.client.start({ content: 'hello' })).rejects.toMatchObject(refusal);
    const [pending] = page.client.starting.get();
    expect(pending).toMatchObject({ state: 'refused', refusal });
    expect(page.client.discardStart(pending?.clientId ?? '')).toBe('hello');
    expect(page.client.starting.get()).toEqual([]);
  });
});
