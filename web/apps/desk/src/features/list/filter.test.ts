import { describe, expect, it } from 'vitest';
import { conversation } from '../../test/world';
import { matches, queryOf, type ListFilter, type Narrowing } from './filter';

const filter = (more: Partial<ListFilter> = {}): ListFilter => ({ tab: 'all', status: 'live', q: '', ...more });

describe('what a list shows', () => {
  it('is unresolved ones unless somebody asks for others', () => {
    expect(matches(conversation('a', { status: 'active' }), filter(), 'bo')).toBe(true);
    expect(matches(conversation('a', { status: 'resolved' }), filter(), 'bo')).toBe(false);
    expect(matches(conversation('a', { status: 'closed' }), filter({ status: 'any' }), 'bo')).toBe(true);
    expect(matches(conversation('a', { status: 'open' }), filter({ status: 'active' }), 'bo')).toBe(false);
  });

  it('is mine where I hold it, and the queue where nobody does', () => {
    const mine = conversation('a', { assigneeId: 'bo' });
    const waiting = conversation('b', { assigneeId: null });
    expect([mine, waiting].map((one) => matches(one, filter({ tab: 'mine' }), 'bo'))).toEqual([true, false]);
    expect([mine, waiting].map((one) => matches(one, filter({ tab: 'queue' }), 'bo'))).toEqual([false, true]);
  });

  it('finds words in subject, name and address, in any case', () => {
    const customer = { id: 'x', name: 'Ana Ruiz', email: 'ana@shop.example' };
    const one = conversation('a', { subject: 'Order 1042', customer });
    for (const q of ['ruiz', ' ORDER ', 'shop.ex']) expect(matches(one, filter({ q }), 'bo')).toBe(true);
    expect(matches(one, filter({ q: 'refund' }), 'bo')).toBe(false);
  });

  it('leaves out what was put aside, until somebody looks for it', () => {
    const aside = conversation('a', { snoozed: true });
    expect(matches(aside, filter(), 'bo')).toBe(false);
    expect(matches(aside, filter({ snoozed: true }), 'bo')).toBe(true);
    expect(matches(aside, filter({ status: 'any' }), 'bo')).toBe(true);
    expect(queryOf(filter(), 'bo').snoozed).toBe('false');
    expect(queryOf(filter({ status: 'closed' }), 'bo').snoozed).toBeUndefined();
  });

  it('is narrowed by each thing that is known of a conversation', () => {
    const one = conversation('a', {
      needsReply: true,
      priority: 'high',
      category: 'shipping',
      labels: ['vip'],
      teamId: 'north',
      inboxId: 'shop',
      assigneeId: 'cleo',
      me: { key: 'bo', readSeq: 0, deliveredSeq: 0, follows: true },
    });
    const narrowings: Narrowing[] = [
      { needsReply: true },
      { followed: true },
      { priority: 'high' },
      { category: 'shipping' },
      { label: 'vip' },
      { team: 'north' },
      { inbox: 'shop' },
      { agent: 'cleo' },
    ];
    for (const narrowing of narrowings) {
      expect(matches(one, filter(narrowing), 'bo'), JSON.stringify(narrowing)).toBe(true);
      expect(matches(conversation('b'), filter(narrowing), 'bo'), JSON.stringify(narrowing)).toBe(false);
    }
  });

  it('asks the server for the same', () => {
    expect(queryOf(filter({ tab: 'queue', q: ' lamp ' }), 'bo')).toMatchObject({
      status: 'open,active',
      assigneeId: 'none',
      q: 'lamp',
    });
    expect(queryOf(filter({ tab: 'mine', status: 'any' }), 'bo')).toMatchObject({ status: undefined, assigneeId: 'bo' });
    expect(queryOf(filter({ needsReply: true, followed: true, agent: 'cleo', sort: 'waiting' }), 'bo')).toMatchObject({
      needsReply: 'true',
      followedBy: 'me',
      assigneeId: 'cleo',
      sort: 'waiting',
    });
  });
});
