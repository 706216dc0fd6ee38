import { renderHook } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { ana, bo, says } from '../../../test/people';
import { itemOf } from '../../../test/scripted';
import { step } from '../../../test/step';
import { buildRows } from '../rows';
import { useWindow } from './useWindow';

const long = (count: number, from = 1) =>
  buildRows(
    Array.from({ length: count }, (_, at) => itemOf(says((from + at) % 2 ? bo : ana, 'm', '2026-11-21T10:00:00Z', from + at))),
    null,
  );

it('a long conversation is drawn from its newest on, more while one scrolls back, and less again at the end', () => {
  const rows = long(400);
  const { result } = renderHook(() => useWindow(rows));
  expect(result.current.shown).toHaveLength(60);
  expect(result.current.shown.at(-1)).toBe(rows.at(-1));
  for (let drawn = 120; drawn < 400; drawn += 60) {
    step(() => void result.current.grow());
    expect(result.current.shown).toHaveLength(drawn);
  }
  step(() => result.current.cut());
  expect(result.current.shown).toHaveLength(60);
});

it('earlier pages are drawn when they are come to, and then there is no more', () => {
  const { result, rerender } = renderHook(({ rows }) => useWindow(rows), { initialProps: { rows: long(50, 51) } });
  expect(result.current.shown).toHaveLength(51);
  expect(result.current.grow()).toBe(false);
  rerender({ rows: long(100) });
  expect(result.current.shown.length).toBeLessThan(60);
  step(() => void result.current.grow());
  expect(result.current.shown).toHaveLength(101);
  expect(result.current.grow()).toBe(false);
});
