/**
 * One clock for every relative time on the page: a single timer, asleep while nothing watches it
 * or the page is in the background, and right again the moment it comes back.
 */
import { useSyncExternalStore } from 'react';

/** How often the shared clock moves, in ms. "2 min" is never more than this late. */
export const TICK_MS = 15_000;

const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = Date.now();
  for (const watcher of watchers) watcher();
}

function adjust() {
  const wanted = watchers.size > 0 && !document.hidden;
  if (wanted === (timer !== undefined)) return;
  clearInterval(timer);
  timer = wanted ? setInterval(tick, TICK_MS) : undefined;
  if (wanted) tick();
}

function watch(watcher: () => void): () => void {
  if (watchers.size === 0) {
    now = Date.now();
    document.addEventListener('visibilitychange', adjust);
  }
  watchers.add(watcher);
  adjust();
  return () => {
    watchers.delete(watcher);
    adjust();
    if (watchers.size === 0) document.removeEventListener('visibilitychange', adjust);
  };
}

/** The time now in ms since 1970, moving every {@link TICK_MS}; the same instant for all who ask. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}
