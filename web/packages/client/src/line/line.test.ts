import { describe, expect, it } from 'vitest';
import { settle } from '../../test/clock';
import { Page, stage } from '../../test/people';
import { ana } from '../../test/server';

const page = () => {
  const { clock, server } = stage();
  const one = new Page(server, ana);
  return { clock, server, one, state: () => one.client.line.get().state };
};

describe('the line', () => {
  it('is connecting, then connected, then reconnecting, then connected', async () => {
    const { server, one, state } = page();
    expect(state()).toBe('connecting');
    await one.arrives();
    expect(state()).toBe('connected');
    server.dies();
    expect(state()).toBe('reconnecting');
    one.line.open();
    expect(state()).toBe('connected');
  });

  it('is reconnecting after a first attempt that failed', async () => {
    const { one, state } = page();
    one.line.reachable = false;
    await one.arrives();
    expect(state()).toBe('reconnecting');
  });

  it('is offline while the device has no network, and tries at once when it has', async () => {
    const { server, one, state } = page();
    await one.arrives();
    one.line.reachable = false;
    one.online.set(false);
    expect(state()).toBe('connected');
    server.dies();
    expect(state()).toBe('offline');
    one.line.reachable = true;
    one.online.set(true);
    await settle();
    expect(state()).toBe('connected');
  });

  it('says since when, and keeps that while nothing changes', async () => {
    const { clock, server, one } = page();
    await one.arrives();
    await clock.pass(5000);
    server.dies();
    const { since } = one.client.line.get();
    expect(since).toBe(clock.now());
    await clock.pass(5000);
    one.line.listener.lost();
    expect(one.client.line.get().since).toBe(since);
  });

  it('is offline with the reason when the server sends us away, until the app connects again', async () => {
    const { one, state } = page();
    await one.arrives();
    const error = { code: 'unauthorized', message: 'Please sign in to continue.' };
    one.line.close();
    one.line.listener.refused(error);
    expect(one.client.line.get()).toMatchObject({ state: 'offline', refusal: error });
    await one.arrives();
    expect(state()).toBe('connected');
    expect(one.client.line.get().refusal).toBeNull();
  });

  it('is offline after the app has disconnected', async () => {
    const { one, state } = page();
    await one.arrives();
    one.client.disconnect();
    expect(state()).toBe('offline');
    await expect(one.client.emit('typing', { conversationId: 'c' })).rejects.toMatchObject({ reason: 'down' });
  });
});

describe('the connection', () => {
  it('stays under a newer token before the old one ends', async () => {
    const { server, clock } = stage();
    const asks: boolean[] = [];
    const token = ({ fresh }: { fresh: boolean }) => {
      asks.push(fresh);
      return Promise.resolve(fresh ? 'newer' : 'older');
    };
    const one = await new Page(server, ana, undefined, { token }).arrives();
    one.line.listener.event('token-expiring', { expiresAt: new Date(clock.now() + 60_000).toISOString() });
    await settle();
    expect(asks).toEqual([true]);
    expect(server.asked.at(-1)).toMatchObject({ name: 'refresh-token', payload: { token: 'newer' } });
  });

  it('says again which rows are watched when it is new', async () => {
    const { server } = stage();
    const one = await new Page(server, ana).arrives();
    one.client.watch(['a', 'b']);
    server.dies();
    one.line.open();
    await settle();
    const watched = server.asked.filter(({ name }) => name === 'watch-conversations');
    expect(watched.map(({ payload }) => payload.conversationIds)).toEqual([['a', 'b'], ['a', 'b']]);
  });

  it('waits through a lost line when a conversation is opened', async () => {
    const { server } = stage();
    const one = new Page(server, ana);
    one.line.reachable = false;
    await one.arrives();
    const opened = one.client.join({ subject: 'Order 1042' });
    await settle();
    one.line.reachable = true;
    one.line.open();
    expect((await opened).state.get()).toMatchObject({ status: 'ready', conversation: { subject: 'Order 1042' } });
  });

  it('refuses to open what does not exist', async () => {
    const { server } = stage();
    const one = await new Page(server, ana).arrives();
    await expect(one.client.join({ conversationId: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('gives every event to whoever listens', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const one = await new Page(server, ana).arrives();
    await one.opens(id);
    const heard: unknown[] = [];
    const stop = one.client.on('new-message', (entry) => heard.push(entry.content));
    server.write(id, { side: 'agent', key: 'bo', name: 'Bo' }, 'hello');
    await settle();
    stop();
    server.write(id, { side: 'agent', key: 'bo', name: 'Bo' }, 'again');
    await settle();
    expect(heard).toEqual(['hello']);
  });
});

describe('presence', () => {
  it('is one picture for customers and one colleague at a time for agents', async () => {
    const { server } = stage();
    const one = await new Page(server, ana).arrives();
    expect(one.client.presence.get()).toBeNull();
    const here = { available: true, leaveMessage: false, onlineCount: 1, agents: [{ name: 'Bo', avatarUrl: null }] };
    one.line.listener.event('presence', here);
    expect(one.client.presence.get()).toEqual(here);
    one.line.listener.event('presence', { agentId: 'b', name: 'Bo', availability: 'online', present: true });
    one.line.listener.event('presence', { agentId: 'c', name: 'Cy', availability: 'away', present: true });
    expect([...one.client.agents.get().keys()]).toEqual(['b', 'c']);
  });
});

describe('an operation', () => {
  it('shows its result at once', async () => {
    const { server } = stage();
    const id = server.conversation(1);
    const one = await new Page(server, { side: 'agent', key: 'bo', name: 'Bo' }).arrives();
    const timeline = await one.opens(id);
    expect(await one.client.close(id)).toMatchObject({ status: 'closed' });
    expect(timeline.state.get().conversation?.status).toBe('closed');
  });
});
