import { LineError, RefusalError } from '@deskbell/client';
import type { BulkChange, BulkReply } from '@deskbell/protocol';
import { describe, expect, it, vi } from 'vitest';
import { conversation } from '../../../test/world';
import { carryOut, oneByOne, undoOf } from './bulk';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
const everyOk = (change: BulkChange): Promise<BulkReply> =>
  Promise.resolve({ results: change.conversationIds.map((conversationId) => ({ conversationId, ok: true })) });
const resolve = { action: 'resolve' } as const;

describe('a change of many', () => {
  it('goes a hundred at a time and says how far it is', async () => {
    const bulk = vi.fn(everyOk);
    const progress = vi.fn();
    const { done, failed } = await carryOut(bulk, resolve, ids(250), progress);
    expect(bulk.mock.calls.map(([change]) => change.conversationIds.length)).toEqual([100, 100, 50]);
    expect(progress.mock.calls.flat()).toEqual([100, 200, 250]);
    expect([done.length, failed.length]).toEqual([250, 0]);
  });

  it('tells of the one that was refused, and does the others', async () => {
    const error = { code: 'conversation_closed', message: 'This conversation is closed.' };
    const bulk = async (change: BulkChange) => {
      const { results } = await everyOk(change);
      return { results: results.map((one) => (one.conversationId === 'c7' ? { ...one, ok: false, error } : one)) };
    };
    const { done, failed } = await carryOut(bulk, resolve, ids(200));
    expect(done).toHaveLength(199);
    expect(failed).toEqual([{ id: 'c7', sentence: 'This conversation is closed.' }]);
  });

  it('stops when nobody answers, and says so of all that are left', async () => {
    const bulk = vi.fn(everyOk).mockImplementationOnce(everyOk).mockRejectedValueOnce(new LineError('down'));
    const { done, failed } = await carryOut(bulk, resolve, ids(350));
    expect([done.length, failed.length]).toEqual([100, 250]);
    expect(bulk).toHaveBeenCalledTimes(2);
  });

  it('waits when it was too fast', async () => {
    const tooFast = new RefusalError({ code: 'rate_limited', message: 'Later.', retryAfterMs: 1 });
    const bulk = vi.fn(everyOk).mockRejectedValueOnce(tooFast);
    expect((await carryOut(bulk, resolve, ids(2))).done).toHaveLength(2);
    expect(bulk).toHaveBeenCalledTimes(2);
  });

  it('goes one by one where there is no other way', async () => {
    const refused = new RefusalError({ code: 'not_found', message: 'There is no such conversation.' });
    const run = vi.fn((id: string) => (id === 'c1' ? Promise.reject(refused) : Promise.resolve()));
    const { done, failed } = await oneByOne(ids(3), run);
    expect(done).toEqual(['c0', 'c2']);
    expect(failed).toEqual([{ id: 'c1', sentence: 'There is no such conversation.' }]);
  });
});

describe('taking it back', () => {
  it('gives each to whom it was with before', () => {
    const before = [conversation('a', { assigneeId: 'bo' }), conversation('b'), conversation('c', { assigneeId: 'bo' })];
    expect(undoOf({ action: 'assign', params: { agentId: 'cleo' } }, before)).toEqual([
      { change: { action: 'assign', params: { agentId: 'bo' } }, ids: ['a', 'c'] },
      { change: { action: 'assign', params: { agentId: null } }, ids: ['b'] },
    ]);
  });

  it('brings back each priority', () => {
    const before = [conversation('a', { priority: 'low' }), conversation('b', { priority: 'urgent' })];
    expect(undoOf({ action: 'priority', params: { priority: 'high' } }, before)?.map(({ ids: of }) => of)).toEqual([['a'], ['b']]);
  });

  it('takes a label only from those that had it not', () => {
    const before = [conversation('a', { labels: ['vip'] }), conversation('b')];
    expect(undoOf({ action: 'label', params: { add: ['vip'] } }, before)).toEqual([
      { change: { action: 'label', params: { remove: ['vip'] } }, ids: ['b'] },
    ]);
    expect(undoOf({ action: 'label', params: { remove: ['new'] } }, before)).toEqual([]);
  });

  it('is another matter for what was resolved, and none for what was closed', () => {
    expect(undoOf({ action: 'resolve' }, [conversation('a')])).toBeNull();
    expect(undoOf({ action: 'close' }, [conversation('a')])).toBeNull();
  });
});
