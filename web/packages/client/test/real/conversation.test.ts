import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { socketTransportBy, type Carrier } from '../../src/line/transport';
import { Deskbell } from './deskbell';
import { Page, eventually, screen, words } from './people';

let deskbell: Deskbell;
beforeAll(async () => {
  deskbell = await Deskbell.start();
});
afterAll(() => deskbell.end());

describe.each<Carrier[][]>([[['websocket', 'polling']], [['polling']]])('a conversation by %j', (carriers) => {
  const by = { connect: socketTransportBy(...carriers) };

  it('is live on both sides, with marks', async () => {
    const [ana, bo] = [await Page.customer(deskbell, by).arrives(), await Page.agent(deskbell, by).arrives()];
    const hers = await ana.starts('Where is my order?');
    await eventually(() => expect(bo.client.conversations.get().get(hers.conversationId)?.unreadCount).toBe(1));
    const his = await bo.opens(hers.conversationId);
    his.send('It left today.');
    await eventually(() => expect(words(hers)).toEqual(['Where is my order?', 'It left today.']));
    expect(hers.state.get().unread).toBe(1);
    hers.markRead(hers.state.get().items.at(-1)?.entry?.seq ?? 0);
    await eventually(() => expect(screen(his)).toContain('It left today. [read]'));
    expect(ana.client.unread.get()).toBe(0);
    his.markRead(99);
    await eventually(() => expect(screen(hers)).toContain('Where is my order? [read]'));
  });

  it('shows who types, and not for long', async () => {
    const [ana, bo] = [await Page.customer(deskbell, by).arrives(), await Page.agent(deskbell, by).arrives()];
    const hers = await ana.starts('hello');
    const his = await bo.opens(hers.conversationId);
    hers.typing();
    await eventually(() => expect(his.state.get().typing).toHaveLength(1));
    his.typing();
    await eventually(() => expect(hers.state.get().typing.map(({ type }) => type)).toEqual(['agent']));
    expect(hers.state.get().typing).toHaveLength(1);
    await eventually(() => expect([his.state.get().typing, hers.state.get().typing]).toEqual([[], []]));
  });
});

describe('a conversation', () => {
  it('keeps notes among agents, and they leave no gap on the customer’s side', async () => {
    const [ana, bo] = [await Page.customer(deskbell).arrives(), await Page.agent(deskbell).arrives()];
    const hers = await ana.starts('hello');
    const his = await bo.opens(hers.conversationId);
    his.note('a regular');
    his.send('Good morning');
    await eventually(() => expect(words(hers)).toEqual(['hello', 'Good morning']));
    expect(words(his)).toEqual(['hello', 'a regular', 'Good morning']);
    expect(hers.state.get().unread).toBe(1);
  });

  it('agrees in two tabs of one person', async () => {
    const ana = await Page.customer(deskbell).arrives();
    const left = await ana.starts('from the left');
    const right = await (await ana.again().arrives()).opens(left.conversationId);
    right.send('from the right');
    left.send('from the left again');
    const both = ['from the left', 'from the right', 'from the left again'];
    await eventually(() => expect(words(left).toSorted()).toEqual(both.toSorted()));
    await eventually(() => expect(words(right)).toEqual(words(left)));
  });

  it('is whole after the line was closed and opened again', async () => {
    const { client } = await Page.customer(deskbell, { random: () => 0 }).arrives();
    const timeline = await client.start({ content: 'message 0' });
    timeline.state.subscribe(() => undefined);
    for (let n = 1; n < 60; n += 1) timeline.send(`message ${n}`);
    await eventually(() => expect(client.outbox.get().count).toBe(0));
    client.disconnect();
    client.connect();
    await eventually(() => expect(client.line.get().state).toBe('connected'));
    expect(words(timeline)).toEqual(Array.from({ length: 60 }, (_, n) => `message ${n}`));
  });

  it('opens with the newest page and reaches back to its beginning', async () => {
    const ana = await Page.customer(deskbell).arrives();
    const first = await ana.starts('message 0');
    for (let n = 1; n < 60; n += 1) first.send(`message ${n}`);
    await eventually(() => expect(ana.client.outbox.get().count).toBe(0));
    const late = await (await ana.again().arrives()).opens(first.conversationId);
    expect(late.state.get()).toMatchObject({ hasEarlier: true });
    expect(late.state.get().items).toHaveLength(50);
    expect(await late.loadEarlier()).toBe(true);
    expect(words(late)).toEqual(words(first));
    expect(late.state.get().hasEarlier).toBe(false);
  });

  it('that is closed refuses a message, which keeps its text', async () => {
    const [ana, bo] = [await Page.customer(deskbell).arrives(), await Page.agent(deskbell).arrives()];
    const hers = await ana.starts('hello');
    await bo.client.close(hers.conversationId);
    await eventually(() => expect(hers.state.get().conversation?.status).toBe('closed'));
    hers.send('too late');
    await eventually(() => expect(words(hers)).toEqual(['hello', 'too late (refused)']));
    expect(hers.state.get().items.at(-1)?.pending?.refusal?.code).toBe('conversation_closed');
    const next = await ana.client.start({ content: 'a new matter' });
    expect(next.conversationId).not.toBe(hers.conversationId);
  });

  it('that is resolved rests when its customer starts another', async () => {
    const [ana, bo] = [await Page.customer(deskbell).arrives(), await Page.agent(deskbell).arrives()];
    const hers = await ana.starts('hello');
    expect((await bo.client.resolve(hers.conversationId)).status).toBe('resolved');
    const next = await ana.starts('another matter');
    expect(next.conversationId).not.toBe(hers.conversationId);
    await eventually(() => expect(words(next)).toEqual(['another matter']));
    await eventually(() => expect(hers.state.get().conversation?.status).toBe('closed'));
  });

  it('of somebody else is missing', async () => {
    const [ana, eve] = [await Page.customer(deskbell).arrives(), await Page.customer(deskbell).arrives()];
    const hers = await ana.starts('for Bo only');
    const timeline = eve.client.timeline(hers.conversationId);
    await eventually(() => expect(timeline.state.get()).toMatchObject({ status: 'missing', items: [] }));
  });

  it('is refused what is too long by the server too, with a sentence', async () => {
    const ana = await Page.customer(deskbell, { maxCharacters: 9000 }).arrives();
    const hers = await ana.starts('hello');
    hers.send('x'.repeat(5001));
    await eventually(() => expect(hers.state.get().items.at(-1)?.pending?.refusal?.code).toBe('content_too_long'));
  });

  it('shows agents who is there, and customers how many', async () => {
    const [ana, bo] = [await Page.customer(deskbell).arrives(), await Page.agent(deskbell).arrives()];
    await bo.client.setAvailability('online');
    await eventually(() => expect(ana.client.presence.get()).toMatchObject({ available: true }));
    const me = (await bo.client.rest.me()).agent;
    await eventually(() =>
      expect(bo.client.agents.get().get(me?.id ?? '')).toMatchObject({ availability: 'online', present: true }),
    );
  });
});
