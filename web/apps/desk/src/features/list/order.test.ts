import type { Conversation } from '@deskbell/protocol';
import { describe, expect, it } from 'vitest';
import { at, conversation } from '../../test/world';
import type { ListFilter } from './filter';
import { arrange, countFresh, settle } from './order';

const all: ListFilter = { tab: 'all', status: 'live', q: '' };
const known = (...list: Conversation[]) => new Map(list.map((one) => [one.id, one]));
const written = (id: string, clock: string, more: Partial<Conversation> = {}) =>
  conversation(id, { lastMessageAt: at(clock), ...more });

describe('the order of the list', () => {
  it('puts the newest word first, and of one moment the later made', () => {
    const rows = arrange(known(written('a', '10:01'), written('c', '10:02'), written('b', '10:02')), all, 'bo', null);
    expect(rows).toEqual(['c', 'b', 'a']);
  });

  it('leaves out what lies below the end of what was loaded', () => {
    const rows = arrange(known(written('a', '10:01'), written('b', '10:05')), all, 'bo', written('f', '10:03'));
    expect(rows).toEqual(['b']);
  });

  it('puts who waits longest first, when asked, and who waits for nothing last', () => {
    const waiting = (id: string, since: string | null, clock: string) =>
      written(id, clock, { waitingSince: since && at(since), needsReply: since !== null });
    const rows = known(waiting('late', '10:05', '10:30'), waiting('calm', null, '10:40'), waiting('long', '09:00', '10:20'));
    expect(arrange(rows, { ...all, sort: 'waiting' }, 'bo', null)).toEqual(['long', 'late', 'calm']);
    expect(arrange(rows, { ...all, sort: 'waiting' }, 'bo', rows.get('late')!)).toEqual(['long', 'late']);
  });

  it('shows what a delta brought in, and drops what a delta took out', () => {
    const mine: ListFilter = { ...all, tab: 'mine' };
    const before = known(written('a', '10:01', { assigneeId: 'bo' }), written('b', '10:02'));
    expect(arrange(before, mine, 'bo', null)).toEqual(['a']);
    const after = known(written('a', '10:01', { assigneeId: 'cleo' }), written('b', '10:02', { assigneeId: 'bo' }));
    expect(arrange(after, mine, 'bo', null)).toEqual(['b']);
  });
});

describe('when rows may move', () => {
  const shown = ['a', 'b', 'c'];

  it('moves at once while nobody points at the list', () => {
    expect(settle({ shown, ideal: ['c', 'a', 'b'], held: false, selected: null })).toEqual(['c', 'a', 'b']);
  });

  it('holds still while somebody does, and counts what waits above', () => {
    const ideal = ['new', 'c', 'a', 'b'];
    expect(settle({ shown, ideal, held: true, selected: null })).toBe(shown);
    expect(countFresh(shown, ideal)).toBe(2);
    expect(countFresh(shown, shown)).toBe(0);
  });

  it('takes what was loaded below even then', () => {
    expect(settle({ shown, ideal: ['a', 'b', 'c', 'd'], held: true, selected: null })).toEqual(['a', 'b', 'c', 'd']);
    expect(settle({ shown: [], ideal: ['a'], held: true, selected: null })).toEqual(['a']);
  });

  it('keeps the open conversation in its place when it no longer belongs here', () => {
    expect(settle({ shown, ideal: ['a', 'c'], held: false, selected: 'b' })).toEqual(shown);
    expect(settle({ shown, ideal: ['a', 'c'], held: false, selected: null })).toEqual(['a', 'c']);
    expect(settle({ shown: ['a'], ideal: ['a'], held: false, selected: 'elsewhere' })).toEqual(['a']);
  });

  it('gives the very same rows when nothing changed', () => {
    expect(settle({ shown, ideal: ['a', 'b', 'c'], held: false, selected: 'b' })).toBe(shown);
  });
});
