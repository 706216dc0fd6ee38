import { describe, expect, it, vi } from 'vitest';
import { conversation } from '../../test/world';
import { find, type Choice, type Place } from './find';

const place = (kind: Place['kind'], words: string, also?: string): Place => ({ key: `${kind} ${words}`, kind, words, also, go: vi.fn() });
const places = [place('view', 'Urgent'), place('agent', 'Bo Lind', 'bo@example.com'), place('settings', 'Labels'), place('search', 'Search')];
const ana = conversation('a', { customer: { id: 'x', name: 'Ana Ruiz', email: null }, subject: 'Bo asked for it' });
const offer = { actions: ['list.next', 'list.search', 'desk.account'] as const, conversations: [ana], places };
const said = (choices: readonly Choice[]) =>
  choices.map((one) => (one.kind === 'action' ? one.binding.id : one.kind === 'place' ? one.place.words : one.key));

describe('the palette', () => {
  it('begins with what can be done, then views and conversations', () => {
    expect(said(find('', offer))).toEqual(['list.search', 'desk.account', 'Urgent', 'a']);
  });

  it('finds by every word, in any case, and ends with a search of everything', () => {
    expect(said(find('bo', offer))).toEqual(['a', 'Bo Lind', 'Search']);
    expect(said(find('EXAMPLE lind', offer))).toEqual(['Bo Lind', 'Search']);
    expect(said(find('account', offer))).toEqual(['desk.account', 'Search']);
    expect(said(find('qqq', offer))).toEqual(['Search']);
  });
});
