/** The small collections a team keeps: read whole, kept a while, asked for again after a change. */
import type { Rest, SettingsRest } from '@deskbell/client';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useDesk } from './context';

type Collections = Pick<
  SettingsRest,
  'inboxes' | 'teams' | 'labels' | 'categories' | 'cannedResponses' | 'macros' | 'blocks' | 'invitations'
>;

/** The collections by name. */
export type RecordKind = keyof Collections;

/** What a collection holds. */
export type RecordOf<K extends RecordKind> = Awaited<ReturnType<Collections[K]['list']>>[number];

/** How long a collection is taken for true without being asked for again, ms. */
const FRESH_MS = 60_000;

/** Under which name a collection is kept. */
export const recordKey = (kind: RecordKind) => ['records', kind] as const;

function listed<K extends RecordKind>(rest: Rest, kind: K): Promise<readonly RecordOf<K>[]> {
  return rest.settings[kind].list() as Promise<readonly RecordOf<K>[]>;
}

/** A whole collection, in the server's order. */
export function useRecords<K extends RecordKind>(kind: K): UseQueryResult<readonly RecordOf<K>[]> {
  const { client } = useDesk();
  return useQuery({ queryKey: recordKey(kind), queryFn: () => listed(client.rest, kind), staleTime: FRESH_MS });
}

/** Says that a collection has changed: whoever shows it asks anew. Resolves once they have. */
export function useRecordsChanged(): (...kinds: RecordKind[]) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (...kinds) => {
      await Promise.all(kinds.map((kind) => queries.invalidateQueries({ queryKey: recordKey(kind) })));
    },
    [queries],
  );
}
