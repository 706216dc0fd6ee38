import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { forget, remember, useRecent } from './recent';

beforeEach(() => localStorage.clear());

it('keeps what was searched for lately, newest first and each once, for each agent alone', () => {
  const { result } = renderHook(() => useRecent('bo'));
  act(() => ['lamp', 'refund', 'Lamp', '  '].forEach((q) => remember('bo', q)));
  expect(result.current).toEqual(['Lamp', 'refund']);
  expect(renderHook(() => useRecent('cleo')).result.current).toEqual([]);
  act(() => forget('bo', 'Lamp'));
  expect(result.current).toEqual(['refund']);
  act(() => forget('bo', null));
  expect(result.current).toEqual([]);
});

it('keeps only a few', () => {
  const { result } = renderHook(() => useRecent('bo'));
  act(() => {
    for (let index = 0; index < 20; index += 1) remember('bo', `word ${index}`);
  });
  expect(result.current).toHaveLength(8);
  expect(result.current[0]).toBe('word 19');
});
