import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Conversation } from '@deskbell/protocol';
import { useMemo, useState } from 'react';
import { useDesk } from '../../shared/desk/context';
import { keys } from '../../shared/desk/queries';
import { useCalm } from '../../shared/hooks/useCalm';
import { queryOf, type ListFilter } from './filter';
import { WATCHED } from './rows/useWatched';
import { arrange, countFresh, settle } from './order';

/** How often the newest page is asked for anyway, ms: when all rows are told live, and when some cannot be. */
const HEAL_MS = 20_000;
const HEAL_SOON_MS = 5000;

/** The list as it is shown. */
export interface Rows {
  readonly ids: readonly string[];
  readonly known: ReadonlyMap<string, Conversation>;
  /** Rows that wait above until somebody asks for them. */
  readonly fresh: number;
  readonly status: 'loading' | 'failed' | 'ready';
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly moreFailed: boolean;
  loadMore(): void;
  retry(): void;
  /** Lets everything move to its place now. */
  refresh(): void;
}

/** The rows of a filter: the server's pages, kept in order by what is heard of live. */
export function useRows(filter: ListFilter, selected: string | null, held: boolean): Rows {
  const { client, me } = useDesk();
  const pages = usePages(filter);
  const heard = useCalm(client.conversations);
  const ready = pages.data !== undefined;
  const loaded = pages.data?.pages;
  const floor = useMemo(() => floorOf(loaded), [loaded]);
  // What is heard of is newer, but a long list is longer than the client's memory of it.
  const known = useMemo(() => new Map([...rowsOf(loaded), ...heard]), [loaded, heard]);
  const ideal = useMemo(() => (ready ? arrange(known, filter, me.id, floor) : []), [known, filter, me.id, floor, ready]);

  const [state, setState] = useState({ filter, ready, shown: ideal });
  const begins = state.filter !== filter || state.ready !== ready;
  const shown = begins ? ideal : settle({ shown: state.shown, ideal, held, selected });
  if (begins || shown !== state.shown) setState({ filter, ready, shown });

  return {
    ids: shown,
    known,
    fresh: held ? countFresh(shown, ideal) : 0,
    status: ready ? 'ready' : pages.isError ? 'failed' : 'loading',
    hasMore: pages.hasNextPage,
    loadingMore: pages.isFetchingNextPage,
    moreFailed: pages.isFetchNextPageError,
    loadMore: () => void pages.fetchNextPage(),
    retry: () => void pages.refetch(),
    refresh: () => setState({ filter, ready, shown: ideal }),
  };
}

interface PageRows {
  readonly rows: readonly Conversation[];
  readonly nextCursor: string | null;
}

function usePages(filter: ListFilter) {
  const { client, me } = useDesk();
  const ask = async (cursor: string | undefined): Promise<PageRows> => {
    const { items, nextCursor } = await client.rest.conversations({ ...queryOf(filter, me.id), cursor });
    client.learn(items);
    return { rows: items, nextCursor: nextCursor ?? null };
  };
  useQuery<PageRows | null>({
    queryKey: [...keys.lists, 'newest', filter],
    queryFn: () => ask(undefined),
    initialData: null,
    refetchInterval: () => (client.conversations.get().size > WATCHED ? HEAL_SOON_MS : HEAL_MS),
    staleTime: HEAL_MS,
  });
  return useInfiniteQuery({
    queryKey: [...keys.lists, 'pages', filter],
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
  });
}

function* rowsOf(pages: readonly PageRows[] | undefined): Iterable<readonly [string, Conversation]> {
  for (const { rows } of pages ?? []) for (const row of rows) yield [row.id, row];
}

/** The last row that was loaded; null when there is no more to load. */
function floorOf(pages: readonly PageRows[] | undefined): Conversation | null {
  const last = pages?.at(-1);
  return (last?.nextCursor && last.rows.at(-1)) || null;
}
