import { cell } from '../basics/observable';
import type { Store } from './store';

/** Keeps things until the page goes away. */
export function memoryStore(): Store {
  const kept = new Map<string, unknown>();
  return {
    durable: cell(false),
    list: async (prefix) => new Map([...kept].filter(([key]) => key.startsWith(prefix))),
    get: async (key) => kept.get(key),
    set: async (key, value) => {
      kept.set(key, value);
    },
    // Whoever keeps something large here holds it in memory already.
    keep: async () => false,
    remove: async (key) => {
      kept.delete(key);
    },
  };
}
