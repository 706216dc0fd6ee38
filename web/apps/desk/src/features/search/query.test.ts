import { describe, expect, it } from 'vitest';
import { isNarrowed, pieces, queryOf, readSought } from './query';

describe('what is searched for', () => {
  it('is read from the address as far as it is understood', () => {
    const raw = { q: 'lamp', status: 'closed', agent: 'bo', label: 'vip', from: '2026-01-01', to: '2026-02-30x', other: 1 };
    expect(readSought(raw)).toEqual({ q: 'lamp', status: 'closed', agent: 'bo', label: 'vip', from: '2026-01-01' });
    expect(readSought({ q: 7, status: 'gone' })).toEqual({ q: '' });
  });

  it('asks for whole days, the last one too', () => {
    const { from, to, q } = queryOf({ q: ' lamp ', from: '2026-03-01', to: '2026-03-01' });
    expect(q).toBe('lamp');
    expect(Date.parse(to as string) - Date.parse(from as string)).toBe(24 * 60 * 60 * 1000);
  });

  it('knows when anything but words narrows it', () => {
    expect(isNarrowed({ q: 'lamp' })).toBe(false);
    expect(isNarrowed({ q: '', label: 'vip' })).toBe(true);
  });
});

describe('the words in what was found', () => {
  const said = (text: string, marks: [number, number][]) =>
    pieces(text, marks).map((piece) => (piece.found ? `[${piece.text}]` : piece.text)).join('');

  it('are marked where they stand, also behind what is two units long', () => {
    expect(said('the lamp is broken', [[4, 4]])).toBe('the [lamp] is broken');
    expect(said('😀 lamp', [[3, 4]])).toBe('😀 [lamp]');
    expect(said('lamp lamp', [[5, 4], [0, 4]])).toBe('[lamp] [lamp]');
  });

  it('lose nothing of the text when marks lie badly', () => {
    expect(said('lamp', [[0, 4], [2, 9], [50, 3]])).toBe('[lamp]');
    expect(said('lamp', [[2, 90]])).toBe('la[mp]');
    expect(said('', [])).toBe('');
  });
});
