import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';
import { systemClock, type Clock } from '../basics/clock';
import { cell } from '../basics/observable';
import { memoryStore } from './memory';
import type { Store } from './store';

/** How long the browser may take over one access before it counts as denied. */
const PATIENCE_MS = 3000;
/** The same for something large. */
const PATIENCE_LARGE_MS = 30_000;

/**
 * Keeps things in the browser over reloads and between tabs. Private windows, full disks and strict settings deny
 * that: then `durable` becomes false and everything from then on is kept in memory, so that nothing else stops.
 */
export function indexedDbStore(name = 'deskbell', clock: Clock = systemClock): Store {
  const durable = cell(true);
  const memory = memoryStore();
  let kept: UseStore | null = null;

  async function attempt<T>(access: (kept: UseStore) => Promise<T>, instead: () => Promise<T>): Promise<T> {
    if (!durable.get()) return instead();
    try {
      kept ??= createStore(name, 'kept');
      return await inTime(access(kept), clock);
    } catch {
      durable.set(false);
      return instead();
    }
  }

  return {
    durable,
    list: (prefix) =>
      attempt(
        async (kept) => {
          const all = await entries<string, unknown>(kept);
          return new Map(all.filter(([key]) => key.startsWith(prefix)));
        },
        () => memory.list(prefix),
      ),
    get: (key) => attempt((kept) => get<unknown>(key, kept), () => memory.get(key)),
    set: (key, value) => attempt((kept) => set(key, value, kept), () => memory.set(key, value)),
    // What is too large for the disk says nothing about what is small.
    keep: async (key, value) => {
      if (!durable.get()) return false;
      try {
        kept ??= createStore(name, 'kept');
        await inTime(set(key, value, kept), clock, PATIENCE_LARGE_MS);
        return true;
      } catch {
        return false;
      }
    },
    remove: (key) => attempt((kept) => del(key, kept), () => memory.remove(key)),
  };
}

function inTime<T>(access: Promise<T>, clock: Clock, ms = PATIENCE_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(ms, () => reject(new Error('Storage does not answer.')));
    access.then(resolve, reject).finally(stop);
  });
}
