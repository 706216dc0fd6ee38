import type { TimelineState } from '@deskbell/client';
import type { Virtualizer } from '@tanstack/react-virtual';
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptyTimeline, fakeTimeline } from '../../../test/fakeClient';
import { item } from '../../../test/world';
import { useToasts } from '../../../shared/ui/toasts';
import { linesOf } from '../lines/lines';
import { useReach } from './useReach';

const items = [item(1), item(2), item(3)];
const state: TimelineState = { ...emptyTimeline, items };
const lines = linesOf(items, null);
const scrollToIndex = vi.fn();
const virtual = { scrollToIndex } as unknown as Virtualizer<HTMLDivElement, Element>;
const go = (timeline: ReturnType<typeof fakeTimeline>, at: number | null) =>
  renderHook(() => useReach(timeline, state, at, lines, virtual));

beforeEach(() => useToasts.setState({ items: [] }));
afterEach(() => {
  cleanup();
  scrollToIndex.mockClear();
});

it('leads nowhere when one has come for nothing', () => {
  const timeline = fakeTimeline();
  expect(go(timeline, null).result.current).toEqual({ arrived: true, key: null });
  expect(timeline.reach).not.toHaveBeenCalled();
});

it('leads to the entry once it is loaded, and counts as arrived only then', async () => {
  const timeline = fakeTimeline();
  const { result } = go(timeline, 2);
  expect(result.current.arrived).toBe(false);
  await waitFor(() => expect(result.current).toEqual({ arrived: true, key: 'key 2' }));
  expect(timeline.reach).toHaveBeenCalledExactlyOnceWith(2);
  expect(scrollToIndex).toHaveBeenCalledExactlyOnceWith(2, { align: 'center' });
});

it('says when it lies too far back', async () => {
  const timeline = fakeTimeline();
  timeline.reach.mockResolvedValueOnce(false);
  const { result } = go(timeline, 900);
  await waitFor(() => expect(result.current).toEqual({ arrived: true, key: null }));
  expect(useToasts.getState().items.at(-1)?.tone).toBe('bad');
});
