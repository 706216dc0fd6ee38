import { LineError, type Rest } from '@deskbell/client';
import type { Conversation } from '@deskbell/protocol';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeskProvider } from '../../shared/desk/context';
import { fakeClient, type FakeClient } from '../../test/fakeClient';
import { at, bo, conversation } from '../../test/world';
import type { ListFilter } from './filter';
import { useRows } from './useRows';

const everything: ListFilter = { tab: 'all', status: 'live', q: '' };
const written = (id: string, clock: string, more: Partial<Conversation> = {}) =>
  conversation(id, { lastMessageAt: at(clock), ...more });

let list: ReturnType<typeof vi.fn<Rest['conversations']>>;
let fake: FakeClient;

beforeEach(() => {
  list = vi.fn<Rest['conversations']>(() =>
    Promise.resolve({ items: [written('b', '10:02'), written('a', '10:01')], nextCursor: null }),
  );
  fake = fakeClient({ conversations: list });
});
afterEach(cleanup);

function open(held = false, selected: string | null = null) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const desk = { client: fake.client, me: bo, changeMe: vi.fn(), signOut: () => Promise.resolve() };
  return renderHook((props: { held: boolean; selected: string | null }) => useRows(everything, props.selected, props.held), {
    initialProps: { held, selected },
    wrapper: ({ children }) => (
      <QueryClientProvider client={queries}>
        <DeskProvider desk={desk}>{children}</DeskProvider>
      </QueryClientProvider>
    ),
  });
}

/** What is heard live is shown within a breath. */
const heard = async (...told: Conversation[]) => {
  act(() => fake.tell(...told));
  await act(() => new Promise((resolve) => setTimeout(resolve, 100)));
};

describe('the rows of a list', () => {
  it('come from the server, and then by deltas', async () => {
    const { result } = open();
    expect(result.current.status).toBe('loading');
    await waitFor(() => expect(result.current.ids).toEqual(['b', 'a']));
    await heard(written('new', '10:03'), written('a', '10:04'));
    expect(result.current.ids).toEqual(['a', 'new', 'b']);
    await heard(written('b', '10:02', { status: 'resolved' }));
    expect(result.current.ids).toEqual(['a', 'new']);
  });

  it('stay where they are while somebody points at them', async () => {
    const { result, rerender } = open();
    await waitFor(() => expect(result.current.ids).toEqual(['b', 'a']));
    rerender({ held: true, selected: null });
    await heard(written('new', '10:03'));
    expect(result.current.ids).toEqual(['b', 'a']);
    expect(result.current.fresh).toBe(1);
    act(() => result.current.refresh());
    expect(result.current.ids).toEqual(['new', 'b', 'a']);
    expect(result.current.fresh).toBe(0);
  });

  it('keep the open one while it is open', async () => {
    const { result, rerender } = open(false, 'b');
    await waitFor(() => expect(result.current.ids).toEqual(['b', 'a']));
    await heard(written('b', '10:02', { status: 'resolved' }));
    expect(result.current.ids).toEqual(['b', 'a']);
    rerender({ held: false, selected: 'a' });
    expect(result.current.ids).toEqual(['a']);
  });

  it('go on where the page ended', async () => {
    list.mockImplementation((query) =>
      Promise.resolve(
        query?.cursor === 'more'
          ? { items: [written('z', '09:00')], nextCursor: null }
          : { items: [written('b', '10:02')], nextCursor: 'more' },
      ),
    );
    const { result } = open();
    await waitFor(() => expect(result.current.hasMore).toBe(true));
    await heard(written('old', '08:00'));
    expect(result.current.ids).toEqual(['b']);
    act(() => result.current.loadMore());
    await waitFor(() => expect(result.current.ids).toEqual(['b', 'z', 'old']));
    expect(result.current.hasMore).toBe(false);
  });

  it('say when they could not be loaded, and can be asked for again', async () => {
    list.mockRejectedValueOnce(new LineError('down'));
    const { result } = open();
    await waitFor(() => expect(result.current.status).toBe('failed'));
    act(() => result.current.retry());
    await waitFor(() => expect(result.current.status).toBe('ready'));
  });
});
