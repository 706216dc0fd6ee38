/** Saved views: filters of the list under a name. */
import type { SavedView } from '@deskbell/protocol';
import { useQuery } from '@tanstack/react-query';
import { useDesk } from './context';

/** Under which name they are kept. */
export const VIEWS = ['records', 'views'] as const;

const NONE: readonly SavedView[] = [];
/** How long they are taken for true without being asked for again, ms. */
const FRESH_MS = 60_000;

/** One's own views and those that are shared, by name. */
export function useViews(): readonly SavedView[] {
  const { client } = useDesk();
  const { data } = useQuery({
    queryKey: VIEWS,
    queryFn: async () => (await client.rest.lists.views.list()).toSorted((a, b) => a.name.localeCompare(b.name)),
    staleTime: FRESH_MS,
  });
  return data ?? NONE;
}
