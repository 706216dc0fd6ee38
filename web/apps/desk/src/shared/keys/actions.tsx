/** Who carries out an action: whatever is on screen offers what it can do, and takes it back when it leaves. */
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { ActionId } from './bindings';

type Run = () => void;

const offers = new Map<ActionId, Run[]>();
const watchers = new Set<() => void>();
let offered: readonly ActionId[] = [];

function changed() {
  offered = [...offers.keys()];
  for (const watcher of watchers) watcher();
}

function offer(id: ActionId, run: Run): () => void {
  offers.set(id, [...(offers.get(id) ?? []), run]);
  changed();
  return () => {
    const left = (offers.get(id) ?? []).filter((one) => one !== run);
    if (left.length > 0) offers.set(id, left);
    else offers.delete(id);
    changed();
  };
}

/** Carries an action out; the newest offer wins. False when nothing on screen can. */
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

/** Offers an action while the component is on screen and `able`. */
export function useAction(id: ActionId, run: Run, able = true): void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  useEffect(() => (able ? offer(id, () => latest.current()) : undefined), [id, able]);
}
