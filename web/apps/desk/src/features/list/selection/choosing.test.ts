import { describe, expect, it } from 'vitest';
import { among, CHOSEN_MOST, everyOne, NOBODY, stretched, toggled } from './choosing';

const rows = ['a', 'b', 'c', 'd', 'e'];

describe('choosing rows', () => {
  it('takes one, and gives it back', () => {
    const one = toggled(NOBODY, 'b');
    expect([...one.ids]).toEqual(['b']);
    expect([...toggled(one, 'b').ids]).toEqual([]);
  });

  it('takes a stretch from the last one, in either direction, and keeps what was chosen', () => {
    const first = toggled(toggled(NOBODY, 'a'), 'd');
    expect([...stretched(first, rows, 'b').ids].sort()).toEqual(['a', 'b', 'c', 'd']);
    expect([...stretched(first, rows, 'e').ids].sort()).toEqual(['a', 'd', 'e']);
    expect([...stretched(NOBODY, rows, 'c').ids]).toEqual(['c']);
  });

  it('forgets what is no longer on screen, and stands in the order of the rows', () => {
    const chosen = everyOne(['e', 'gone', 'a']);
    expect(among(chosen, rows)).toEqual(['a', 'e']);
  });

  it('ends somewhere', () => {
    const many = Array.from({ length: CHOSEN_MOST + 5 }, (_, index) => `row ${index}`);
    const all = everyOne(many);
    expect(all.ids.size).toBe(CHOSEN_MOST);
    expect(toggled(all, 'one more').ids.size).toBe(CHOSEN_MOST);
  });
});
