import { expect, it } from 'vitest';
import { besideOf, besideText, withBeside } from './beside';

const [a, b, c] = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-7000-8000-000000000000`) as [string, string, string];

it('reads an address, and leaves out what cannot be a conversation', () => {
  expect(besideOf(`${a},x,${a},${b}`)).toEqual([a, b]);
  expect(besideOf(undefined)).toEqual([]);
  expect(besideText([a, b])).toBe(`${a},${b}`);
  expect(besideText([])).toBeUndefined();
});

it('makes room for one more', () => {
  expect(withBeside([a], b)).toEqual([a, b]);
  expect(withBeside([a, b], c)).toEqual([b, c]);
  expect(withBeside([a, b], a)).toEqual([b, a]);
});
