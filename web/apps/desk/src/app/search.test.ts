import { describe, expect, it } from 'vitest';
import type { ListFilter } from '../features/list/filter';
import { filterOf, readSearch, writeSearch } from './search';

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

  it('keeps the view one came by, and the entry one came for', () => {
    expect(readSearch({ view: 'v', at: '12' })).toEqual({ view: 'v', at: '12' });
  });
});
