import type { Conversation, Entry } from '@deskbell/protocol';
import { describe, expect, it } from 'vitest';
import { settle } from '../../test/clock';
import { Page, stage } from '../../test/people';
import { ana, bo, participant } from '../../test/server';
import { windowOf } from '../timeline/window';
import { unreadOf } from './unread';

const entry = (seq: number, who = bo, kind: Entry['kind'] = 'message'): Entry => ({
  id: `${seq}`,
  conversationId: 'c',
  seq,
  prevSeq: seq - 1,
  kind,
  sender: participant(who),
  createdAt: '',
});
const copy = (headSeq: number, unreadCount: number, readSeq: number): Conversation => ({
  id: 'c',
  inboxId: 'i',
  kind: 'chat',
  status: 'open',
  headSeq,
  unreadCount,
  createdAt: '',
  me: { key: 'ana', deliveredSeq: 0, readSeq },
});
const window = (...entries: Entry[]) => windowOf(entries);

describe('unread messages', () => {
  it('are what the server says while nothing is loaded', () => {
    expect(unreadOf(copy(9, 4, 2), 0, null)).toBe(4);
  });

  it('are none once oneself has read to the end', () => {
    expect(unreadOf(copy(9, 4, 2), 9, null)).toBe(0);
  });

  it('are not one’s own, no notes and no activities', () => {
    const loaded = window(entry(1), entry(2, ana), entry(3, bo, 'note'), entry(4, bo, 'activity'), entry(5));
    expect(unreadOf(copy(5, 2, 0), 0, loaded)).toBe(2);
    expect(unreadOf(copy(5, 2, 0), 1, loaded)).toBe(1);
  });

  it('are counted once when the timeline knew first and the copy follows', () => {
    const loaded = window(entry(1), entry(2), entry(3));
    expect(unreadOf(copy(2, 2, 0), 0, loaded)).toBe(3);
    expect(unreadOf(copy(3, 3, 0), 0, loaded)).toBe(3);
  });

  it('are counted once when the copy knew first and the timeline follows', () => {
    expect(unreadOf(copy(3, 3, 0), 0, window(entry(1), entry(2)))).toBe(3);
    expect(unreadOf(copy(3, 3, 0), 0, window(entry(1), entry(2), entry(3)))).toBe(3);
  });

  it('reach back beyond what is loaded', () => {
    const loaded = window(entry(101), entry(102));
    expect(unreadOf(copy(101, 80, 21), 0, loaded)).toBe(81);
  });
});

describe('the badge', () => {
  it('follows one’s own cursor: others’ glances change nothing, one’s own other tab does', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const page = await new Page(server, ana).arrives();
    await page.opens(id);
    server.write(id, bo, 'one');
    server.write(id, bo, 'two');
    await settle();
    expect(page.client.unread.get()).toBe(2);
    const status = { conversationId: id, deliveredSeq: 2, readSeq: 2 };
    server.tell(id, 'message-status', { ...status, participant: participant(bo) });
    await settle();
    expect(page.client.unread.get()).toBe(2);
    server.tell(id, 'message-status', { ...status, readSeq: 1, participant: participant(ana) });
    await settle();
    expect(page.client.unread.get()).toBe(1);
  });

  it('clears at once when read here, also in the list', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const page = await new Page(server, ana).arrives();
    const timeline = await page.opens(id);
    server.write(id, bo, 'one');
    await settle();
    expect(timeline.state.get()).toMatchObject({ unread: 1, firstUnreadSeq: 1 });
    timeline.markRead(1);
    await Promise.resolve();
    expect(timeline.state.get()).toMatchObject({ unread: 0, firstUnreadSeq: null, ownReadSeq: 1 });
    await settle();
    expect(page.client.conversations.get().get(id)?.unreadCount).toBe(0);
    expect(page.client.unread.get()).toBe(0);
  });
});
