import type { Client } from '@deskbell/client';
import { useAgents, useClient, useLine } from '@deskbell/react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { keys } from '../../shared/desk/queries';

/** The numbers on the tabs follow changes at most this often, ms. */
const COUNT_MS = 1000;

/** Keeps what was asked by REST true to what is heard live. */
export function useHealing(): void {
  const client = useClient();
  const queries = useQueryClient();
  const { state } = useLine();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = client.on('conversation-updated', () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: keys.counts });
      }, COUNT_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, queries]);

  // After a lost line the deltas have a hole: everything is asked for again.
  const wasAway = useRef(false);
  useEffect(() => {
    if (state === 'reconnecting' || state === 'offline') wasAway.current = true;
    if (state !== 'connected' || !wasAway.current) return;
    wasAway.current = false;
    for (const queryKey of [keys.lists, keys.counts, keys.agents]) void queries.invalidateQueries({ queryKey });
  }, [state, queries]);

  // Somebody new is heard of before anything is known of them: who they are is asked for, once.
  const agents = useAgents();
  const strangers = useRef(new Set<string>());
  useEffect(() => {
    const known = queries.getQueryData<Awaited<ReturnType<Client['rest']['agents']>>>(keys.agents)?.items;
    const fresh = [...agents.keys()].filter((id) => known && !known.some((one) => one.id === id) && !strangers.current.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) strangers.current.add(id);
    void queries.invalidateQueries({ queryKey: keys.agents });
  }, [agents, queries]);
}
