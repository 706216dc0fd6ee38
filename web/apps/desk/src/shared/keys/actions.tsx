/** Who carries out an action: whatever is on screen offers what it can do, and takes it back when it leaves. */
import { createContext, useContext, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { ActionId } from './bindings';

type Run = () => void;

/** Last in the list wins: those that stand `first` lie behind all others. */
const offers = new Map<ActionId, Run[]>();
const foremost = new WeakSet<Run>();
const watchers = new Set<() => void>();
let offered: readonly ActionId[] = [];

function changed() {
  offered = [...offers.keys()];
  for (const watcher of watchers) watcher();
}

function offer(id: ActionId, run: Run, first: boolean): () => void {
  if (first) foremost.add(run);
  const held = [...(offers.get(id) ?? []), run];
  offers.set(id, [...held.filter((one) => !foremost.has(one)), ...held.filter((one) => foremost.has(one))]);
  changed();
  return () => {
    const left = (offers.get(id) ?? []).filter((one) => one !== run);
    if (left.length > 0) offers.set(id, left);
    else offers.delete(id);
    changed();
  };
}

/** Carries an action out; the newest offer wins, before it one that stands first. False when nothing on screen can. */
export function perform(id: ActionId): boolean {
  const run = offers.get(id)?.at(-1);
  run?.();
  return run !== undefined;
}

/** What can be done now. */
export function useOffered(): readonly ActionId[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => offered,
  );
}

/** Where several of a kind stand side by side, keys belong to one of them: whatever is below `false` offers nothing. */
export const KeysHere = createContext(true);

/** Offers an action while the component is on screen and `able`; `first` wins over whatever else offers it. */
export function useAction(id: ActionId, run: Run, able = true, place?: 'first'): void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  const first = place === 'first';
  const here = useContext(KeysHere);
  useEffect(
    () => (able && here ? offer(id, () => latest.current(), first) : undefined),
    [id, able, here, first],
  );
}
