import type { AgentPresence, Board, BoardAgent } from '@deskbell/protocol';
import { useAgents, useClient, useLine } from '@deskbell/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';

/** The board is asked for anyway this often, in case an event was lost, ms. */
const HEAL_MS = 15_000;
/** Under which name it is kept. */
export const BOARD = ['board'] as const;

/** How the desk stands now; `retry` after it could not be loaded. */
export interface LiveBoard {
  readonly board: Board | null;
  readonly failed: boolean;
  retry(): void;
}

/** The board, live while somebody looks at it. */
export function useBoard(): LiveBoard {
  const client = useClient();
  const { state } = useLine();
  const presence = useAgents();
  const [heard, setHeard] = useState<Board | null>(null);
  const asked = useQuery({ queryKey: BOARD, queryFn: () => client.rest.lists.board(), refetchInterval: HEAL_MS });

  useEffect(() => client.on('board', setHeard), [client]);
  const connected = state === 'connected';
  useEffect(() => {
    if (!connected) return undefined;
    unheard(client.emit('watch-board', { on: true }));
    return () => unheard(client.emit('watch-board', { on: false }));
  }, [client, connected]);

  const board = newest(heard, asked.data ?? null);
  return {
    board: useMemo(() => board && withPresence(board, presence), [board, presence]),
    failed: asked.isError && board === null,
    retry: () => void asked.refetch(),
  };
}

function newest(left: Board | null, right: Board | null): Board | null {
  if (!left || !right) return left ?? right;
  return left.at >= right.at ? left : right;
}

/** What the line says of a colleague is newer than any board; those who are here stand first. */
function withPresence(board: Board, presence: ReadonlyMap<string, AgentPresence>): Board {
  const agents = board.agents
    .filter(({ agent }) => agent.active)
    .map((one) => ({ ...one, agent: { ...one.agent, ...presence.get(one.agent.id) } }))
    .sort(byPresence);
  return { ...board, agents };
}

function byPresence(left: BoardAgent, right: BoardAgent): number {
  return Number(isHere(right)) - Number(isHere(left)) || left.agent.name.localeCompare(right.agent.name);
}

/** Whether somebody can be given work now. */
export function isHere({ agent }: BoardAgent): boolean {
  return agent.present && agent.availability === 'online';
}

/** Where this fails the next asking heals it. */
function unheard(said: Promise<unknown>): void {
  said.catch(() => undefined);
}
