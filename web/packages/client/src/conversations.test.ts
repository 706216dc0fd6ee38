import type { Conversation } from '@deskbell/protocol';
import { describe, expect, it } from 'vitest';
import { settle } from '../test/clock';
import { windowOf } from './timeline/window';
import { CONVERSATIONS_MAX, Conversations, newestFirst } from './conversations';

const copy = (id: string, more: Partial<Conversation> = {}): Conversation => ({
  id,
  inboxId: 'i',
  kind: 'chat',
  status: 'open',
  headSeq: 1,
  unreadCount: 0,
  createdAt: '2026-11-21T10:00:00.000Z',
  ...more,
});

describe('conversations heard of', () => {
  it('stay as they are when an older copy arrives late', () => {
    const all = new Conversations(() => null);
    all.learn(copy('a', { headSeq: 5, status: 'closed' }));
    expect(all.learn(copy('a', { headSeq: 4, status: 'active' }))).toBe(false);
    expect(all.get('a')?.status).toBe('closed');
    all.learn(copy('b', { updatedAt: '2026-11-21T10:00:02.000Z', subject: 'new' }));
    all.learn(copy('b', { updatedAt: '2026-11-21T10:00:01.000Z', subject: 'old' }));
    expect(all.get('b')?.subject).toBe('new');
  });

  it('never move one’s own place back', () => {
    const all = new Conversations(() => null);
    all.learn(copy('a', { me: { key: 'k', deliveredSeq: 9, readSeq: 7 } }));
    all.learn(copy('a', { me: { key: 'k', deliveredSeq: 8, readSeq: 8 } }));
    expect(all.get('a')?.me).toEqual({ key: 'k', deliveredSeq: 9, readSeq: 8 });
  });

  it('show what was asked for oneself as it was said last', () => {
    const all = new Conversations(() => null);
    const mark = { key: 'k', deliveredSeq: 9, readSeq: 9 };
    all.learn(copy('a', { me: mark }));
    all.learn(copy('a', { me: { ...mark, readSeq: 8, follows: true, markedUnread: true } }));
    expect(all.get('a')?.me).toEqual({ ...mark, follows: true, markedUnread: true });
  });

  it('are published together, and rows that did not change stay the same objects', async () => {
    const all = new Conversations(() => null);
    let told = 0;
    all.all.subscribe(() => (told += 1));
    all.learn(copy('a'));
    all.learn(copy('b', { unreadCount: 3 }));
    await settle();
    const before = all.all.get();
    all.learn(copy('c', { unreadCount: 2 }));
    await settle();
    expect(told).toBe(2);
    expect(all.unread.get()).toBe(5);
    expect(all.all.get().get('b')).toBe(before.get('b'));
  });

  it('are held within bounds: the one longest not heard of goes, but none that is open', async () => {
    const all = new Conversations((id) => (id === 'open' ? windowOf([]) : null));
    all.learn(copy('open'));
    for (let n = 0; n < CONVERSATIONS_MAX; n += 1) all.learn(copy(`${n}`));
    await settle();
    expect(all.all.get().size).toBe(CONVERSATIONS_MAX);
    expect([all.get('0'), all.get('open')?.id]).toEqual([null, 'open']);
  });

  it('are listed newest word first', () => {
    const rows = [
      copy('a', { lastMessageAt: '2026-11-21T10:00:01.000Z' }),
      copy('b', { lastMessageAt: '2026-11-21T10:00:03.000Z' }),
      copy('c', { createdAt: '2026-11-21T10:00:02.000Z' }),
    ];
    expect(newestFirst(rows).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });
});
