import { newestFirst } from '@deskbell/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { useDesk } from '../../shared/desk/context';
import { useCalm } from '../../shared/hooks/useCalm';
import { useOffered } from '../../shared/keys/actions';
import { find, type Choice, type Place } from './find';

/** From so many letters on, the server is asked too. */
const ASKED_FROM = 2;

/** What can be chosen for these words: at once from what is known here, then also from the server. */
export function useFound(words: string, places: readonly Place[]): readonly Choice[] {
  const { client } = useDesk();
  const actions = useOffered();
  const known = useCalm(client.conversations);
  const q = useDeferredValue(words.trim());
  const { data } = useQuery({
    queryKey: ['found', q],
    queryFn: async ({ signal }) => {
      await rest(150, signal);
      const page = await client.rest.conversations({ q, limit: 10 });
      client.learn(page.items);
      return page.items;
    },
    enabled: q.length >= ASKED_FROM,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return useMemo(() => {
    const all = new Map([...known, ...(data ?? []).map((one) => [one.id, known.get(one.id) ?? one] as const)]);
    return find(words, { actions, conversations: newestFirst(all.values()), places });
  }, [words, actions, known, data, places]);
}

/** Waits a little, so that a word typed at once is asked for once. */
function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('Superseded.'));
    });
  });
}
