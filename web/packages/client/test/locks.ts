import type { Locks } from '../src/basics/locks';

/** The browser's locks, shared by the pages of one device. */
export function deviceLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request: (name, held) => {
      const turn = (tails.get(name) ?? Promise.resolve()).then(held);
      tails.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}
