import type { SavedView } from '@deskbell/protocol';
import { describe, expect, it } from 'vitest';
import { USUAL, type ListFilter } from '../filter';
import { filterOfView, shows, viewOf } from './view';

const angry: ListFilter = {
  tab: 'queue',
  status: 'any',
  q: 'refund',
  priority: 'urgent',
  category: 'payment',
  label: 'vip',
  team: 'north',
  inbox: 'shop',
  needsReply: true,
  sort: 'waiting',
};
const saved = (filter: ListFilter): SavedView => ({ id: 'v', name: 'Angry', shared: false, ownerId: 'bo', filter: viewOf(filter) });

describe('a saved view', () => {
  it('brings back the filter it was made of', () => {
    for (const filter of [USUAL, angry, { ...USUAL, tab: 'mine' as const }, { ...USUAL, agent: 'cleo', status: 'closed' as const }]) {
      expect(filterOfView(saved(filter))).toEqual(filter);
    }
  });

  it('keeps only what is not usual', () => {
    expect(viewOf(USUAL)).toEqual({});
  });

  it('is what the list shows, or no longer', () => {
    expect(shows(angry, saved(angry))).toBe(true);
    expect(shows({ ...angry, priority: undefined }, saved(angry))).toBe(false);
    expect(shows({ ...angry, followed: true }, saved(angry))).toBe(false);
  });

  it('is read as far as it is understood', () => {
    expect(filterOfView({ filter: { status: 'lost', priority: 'huge' } })).toEqual(USUAL);
    expect(filterOfView({ filter: { status: 'open,active' } })).toEqual(USUAL);
  });
});
