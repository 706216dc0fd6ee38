import type { Found } from '@deskbell/protocol';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDesk } from '../../shared/desk/context';
import { queryOf, type Sought } from './query';

/** Pages of results at most; whoever has not found it by then needs other words. */
const MOST_PAGES = 20;
/** How long an answer is shown again without asking, ms. */
const FRESH_MS = 15_000;

/** What a search has found so far. */
export interface Results {
  readonly status: 'idle' | 'loading' | 'failed' | 'ready';
  readonly items: readonly Found[];
  /** Time ran out before everything was looked at; loading more goes on from there. */
  readonly partial: boolean;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly moreFailed: boolean;
  /** What is shown belongs to words of before; the answer is on its way. */
  readonly stale: boolean;
  loadMore(): void;
  retry(): void;
}

/** Searches as the words stand; results of before stay until there are newer ones. */
export function useFound(sought: Sought): Results {
  const { client } = useDesk();
  const query = queryOf(sought);
  const asked = query.q !== '';
  const pages = useInfiniteQuery({
    queryKey: ['search', query],
    queryFn: async ({ pageParam }) => {
      const page = await client.rest.lists.search({ ...query, cursor: pageParam });
      client.learn(page.items.map((one) => one.conversation));
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page, all) => (all.length < MOST_PAGES ? (page.nextCursor ?? undefined) : undefined),
    enabled: asked,
    placeholderData: (before) => before,
    refetchOnWindowFocus: false,
    staleTime: FRESH_MS,
  });
  const loaded = pages.data?.pages;
  const items = useMemo(() => (loaded ?? []).flatMap((page) => page.items), [loaded]);
  return {
    status: !asked ? 'idle' : loaded ? 'ready' : pages.isError ? 'failed' : 'loading',
    items,
    partial: loaded?.at(-1)?.partial ?? false,
    hasMore: pages.hasNextPage,
    loadingMore: pages.isFetchingNextPage,
    moreFailed: pages.isFetchNextPageError,
    stale: pages.isPlaceholderData,
    loadMore: () => void pages.fetchNextPage(),
    retry: () => void pages.refetch(),
  };
}
