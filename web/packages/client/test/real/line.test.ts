import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRest, memoryStore, visitorIdentity, createClient } from '../../src/index';
import { socketTransportBy } from '../../src/line/transport';
import { Deskbell, tokenOf } from './deskbell';
import { Page, eventually, words } from './people';

let deskbell: Deskbell;
beforeAll(async () => {
  deskbell = await Deskbell.start({ DESKBELL_EVENTS_PER_SECOND: '10', DESKBELL_MESSAGES_PER_MINUTE: '0' });
});
afterAll(() => deskbell.end());

describe('a server killed in mid-conversation', () => {
  it.each(['websocket', 'polling'] as const)('has each text once when it is back, by %s', async (carrier) => {
    const by = { connect: socketTransportBy(carrier) };
    const [ana, bo] = [await Page.customer(deskbell, by).arrives(), await Page.agent(deskbell, by).arrives()];
    const hers = await ana.starts('text 0');
    const his = await bo.opens(hers.conversationId);
    for (let n = 1; n < 10; n += 1) hers.send(`text ${n}`);
    await deskbell.kill();
    await ana.line('reconnecting');
    for (let n = 10; n < 15; n += 1) hers.send(`text ${n}`);
    await deskbell.startAgain();
    await ana.line('connected');
    const all = Array.from({ length: 15 }, (_, n) => `text ${n}`);
    await eventually(() => expect(words(hers)).toEqual(all));
    await eventually(() => expect(words(his)).toEqual(all));
    expect(ana.client.outbox.get().count).toBe(0);
  });
});

describe('what was written', () => {
  it('survives a reload while there is no server', async () => {
    const ana = await Page.customer(deskbell).arrives();
    const before = await ana.starts('before');
    await deskbell.kill();
    before.send('meanwhile');
    await eventually(async () => expect((await ana.store.list('outbox/')).size).toBe(1));
    ana.client.disconnect();
    const next = ana.again();
    next.client.connect();
    await next.line('reconnecting');
    await deskbell.startAgain();
    const after = await next.opens(before.conversationId);
    await eventually(() => expect(words(after)).toEqual(['before', 'meanwhile']));
  });

  it('arrives once and in order although the server asks to wait', async () => {
    const ana = await Page.customer(deskbell).arrives();
    const hers = await ana.starts('text 0');
    for (let n = 1; n < 40; n += 1) hers.send(`text ${n}`);
    await eventually(() => expect(words(hers)).toEqual(Array.from({ length: 40 }, (_, n) => `text ${n}`)));
  });
});

describe('the token', () => {
  it('is asked for anew once when it is refused', async () => {
    const asks: boolean[] = [];
    const token = async ({ fresh }: { fresh: boolean }) => {
      asks.push(fresh);
      return fresh ? tokenOf('customer', 'cleo') : tokenOf('customer', 'cleo', -10);
    };
    await Page.customer(deskbell, { token }).arrives();
    expect(asks).toEqual([false, true]);
  });

  it('that stays refused leaves the line offline, with the reason', async () => {
    const ana = Page.customer(deskbell, { token: async () => 'nonsense' });
    ana.client.connect();
    await ana.line('offline');
    expect(ana.client.line.get().refusal?.code).toBe('unauthorized');
  });

  it('is renewed before it ends, and the line stands', async () => {
    let ended = 0;
    const token = async ({ fresh }: { fresh: boolean }) => tokenOf('customer', 'dana', fresh ? 3600 : 4);
    const dana = await Page.customer(deskbell, { token }).arrives();
    dana.client.line.subscribe(() => (ended += 1));
    const hers = await dana.starts('hello');
    await new Promise((done) => setTimeout(done, 6000));
    hers.send('still here');
    await eventually(() => expect(words(hers)).toEqual(['hello', 'still here']));
    expect(ended).toBe(0);
  });
});

describe('a token that ends', () => {
  it('costs a moment of the line, and nothing that is written', async () => {
    const token = async ({ fresh }: { fresh: boolean }) => {
      if (fresh) throw new Error('The host is busy.');
      return tokenOf('customer', 'fay', 4);
    };
    const fay = await Page.customer(deskbell, { token }).arrives();
    const hers = await fay.starts('hello');
    await fay.line('reconnecting');
    hers.send('after it');
    await fay.line('connected');
    await eventually(() => expect(words(hers)).toEqual(['hello', 'after it']));
  });
});

describe('the REST door', () => {
  it('makes a visitor who is the same after a reload', async () => {
    const rest = createRest({ url: deskbell.url });
    const store = memoryStore();
    const identity = visitorIdentity({ rest, store });
    const person = await identity.id();
    const client = createClient({ url: deskbell.url, side: 'customer', person, token: identity.token, store });
    client.connect();
    const timeline = await client.start({ content: 'hello' });
    await eventually(() => expect(words(timeline)).toEqual(['hello']));
    const again = visitorIdentity({ rest, store });
    expect(await again.id()).toBe(person);
    expect(await again.token({ fresh: true })).not.toBe('');
    const list = await client.rest.conversations();
    expect(list.items.map(({ id }) => id)).toEqual([timeline.conversationId]);
    client.disconnect();
  });

  it('signs an agent in, lists, patches and refuses in words', async () => {
    await deskbell.addAgent('bo@example.com', 'Bo', 'a long enough password');
    const rest = createRest({ url: deskbell.url });
    await expect(rest.login({ email: 'bo@example.com', password: 'wrong' })).rejects.toMatchObject({ code: 'unauthorized' });
    const { token, agent } = await rest.login({ email: 'bo@example.com', password: 'a long enough password' });
    const ana = await Page.customer(deskbell).arrives();
    const hers = await ana.starts('Where is it?');
    const desk = createRest({ url: deskbell.url, bearer: async () => token });
    expect((await desk.me()).agent?.id).toBe(agent.id);
    const found = await eventually(async () => {
      const page = await desk.conversations({ status: 'open,active', limit: 200 });
      const one = page.items.find(({ id }) => id === hers.conversationId);
      expect(one).toBeDefined();
      return one;
    });
    expect(found?.customer?.name).toBe('Ana');
    expect(await desk.patchConversation(hers.conversationId, { priority: 'high' })).toMatchObject({ priority: 'high' });
    expect(await desk.assign(hers.conversationId)).toMatchObject({ assigneeId: agent.id, status: 'active' });
    expect((await desk.counts()).mine).toBe(1);
    expect(await desk.setAvailability(agent.id, 'busy')).toMatchObject({ availability: 'busy' });
    expect((await desk.agents()).items.map(({ id }) => id)).toContain(agent.id);
    expect((await desk.timeline(hers.conversationId)).items[0]?.seq).toBe(1);
    await expect(desk.conversation('nonsense')).rejects.toMatchObject({ name: 'RefusalError' });
    const [inbox] = (await desk.inboxes()).items;
    expect(await rest.inbox(inbox?.id ?? '')).toMatchObject({ id: inbox?.id, chatEnabled: true });
  });
});
