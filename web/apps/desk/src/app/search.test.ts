import { describe, expect, it } from 'vitest';
import type { ListFilter } from '../features/list/filter';
import { filterOf, readSearch, searchAt, writeSearch } from './search';

const full: ListFilter = {
  tab: 'mine',
  status: 'any',
  q: 'lamp',
  sort: 'waiting',
  needsReply: true,
  followed: true,
  snoozed: true,
  priority: 'urgent',
  category: 'returns',
  label: 'vip',
  team: 'north',
  inbox: 'shop',
  agent: 'cleo',
};

describe('the address of a list', () => {
  it('says nothing of what is usual', () => {
    expect(writeSearch({ tab: 'all', status: 'live', q: '' })).toEqual({});
  });

  it('brings back every filter it was given', () => {
    expect(filterOf(readSearch({ ...writeSearch(full) }))).toEqual(full);
    expect(filterOf(readSearch({}))).toEqual({ tab: 'all', status: 'live', q: '' });
  });

  it('leaves out what it does not know', () => {
    const raw = { tab: 'all', status: 'gone', priority: 'huge', reply: 'yes', at: '-4', view: 7, q: ['a'], other: 'x' };
    expect(readSearch(raw)).toEqual({});
  });

  it('keeps what stands beside, and sets no conversation beside itself', () => {
    const [a, b] = ['a', 'b'].map((letter) => `${letter.repeat(8)}-0000-7000-8000-000000000000`) as [string, string];
    expect(readSearch({ beside: `${a},x,${b}` })).toEqual({ beside: `${a},${b}` });
    expect(searchAt({ tab: 'mine', at: '3', beside: `${a},${b}` }, a)).toEqual({ tab: 'mine', beside: b });
    expect(searchAt({ beside: a }, a).beside).toBeUndefined();
  });

  it('keeps the view one came by, and the entry one came for', () => {
    expect(readSearch({ view: 'v', at: '12' })).toEqual({ view: 'v', at: '12' });
  });
});
