import { describe, expect, it } from 'vitest';
import { conversation } from '../../test/world';
import { matches, queryOf, type ListFilter } from './filter';

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

  it('asks the server for the same', () => {
    expect(queryOf(filter({ tab: 'queue', q: ' lamp ' }), 'bo')).toMatchObject({
      status: 'open,active',
      assigneeId: 'none',
      q: 'lamp',
    });
    expect(queryOf(filter({ tab: 'mine', status: 'any' }), 'bo')).toMatchObject({ status: undefined, assigneeId: 'bo' });
  });
});
