import type { TimelineState } from '@deskbell/client';
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyTimeline, fakeTimeline } from '../../../test/fakeClient';
import { item, pending } from '../../../test/world';
import { linesOf } from '../lines/lines';
import { useSeen } from './useSeen';
import { useUnreadMark } from './useUnreadMark';

let looking = true;
const look = (now: boolean) => {
  looking = now;
  act(() => void dispatchEvent(new Event(now ? 'focus' : 'blur')));
};

beforeEach(() => {
  looking = true;
  vi.spyOn(document, 'hasFocus').mockImplementation(() => looking);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const items = [item(1), item(2), item(3)];
const lines = linesOf(items, null);
const state = (more: Partial<TimelineState> = {}): TimelineState => ({ ...emptyTimeline, items, ...more });

describe('what counts as read', () => {
  it('is what was on screen, and no more', () => {
    const timeline = fakeTimeline();
    renderHook(() => useSeen(timeline, state(), lines, { startIndex: 0, endIndex: 2 }, true));
    expect(timeline.markRead).toHaveBeenCalledExactlyOnceWith(2);
  });

  it('is nothing while nobody looks, and follows when they do', () => {
    const timeline = fakeTimeline();
    look(false);
    renderHook(() => useSeen(timeline, state(), lines, { startIndex: 0, endIndex: 3 }, true));
    expect(timeline.markRead).not.toHaveBeenCalled();
    look(true);
    expect(timeline.markRead).toHaveBeenCalledExactlyOnceWith(3);
  });

  it('is not said twice', () => {
    const timeline = fakeTimeline();
    renderHook(() => useSeen(timeline, state({ ownReadSeq: 3 }), lines, { startIndex: 0, endIndex: 3 }, true));
    expect(timeline.markRead).not.toHaveBeenCalled();
  });
});

describe('the mark of what is new', () => {
  it('stands where reading began, and stays although it is read meanwhile', () => {
    const { result, rerender } = renderHook((now: TimelineState) => useUnreadMark(now), {
      initialProps: state({ firstUnreadSeq: 2 }),
    });
    expect(result.current).toBe(2);
    rerender(state({ firstUnreadSeq: null, ownReadSeq: 3 }));
    expect(result.current).toBe(2);
  });

  it('goes when one writes', () => {
    const { result, rerender } = renderHook((now: TimelineState) => useUnreadMark(now), {
      initialProps: state({ firstUnreadSeq: 2 }),
    });
    rerender(state({ items: [...items, pending('Hello')] }));
    expect(result.current).toBeNull();
  });

  it('does not appear under the eyes, but for what came while they were elsewhere', () => {
    const { result, rerender } = renderHook((now: TimelineState) => useUnreadMark(now), { initialProps: state() });
    rerender(state({ firstUnreadSeq: 3 }));
    expect(result.current).toBeNull();
    look(false);
    expect(result.current).toBe(3);
  });
});
