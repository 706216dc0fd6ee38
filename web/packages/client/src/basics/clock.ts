/** Time as this package knows it; tests move it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `run` once after `ms`; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

interface Timers {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** The device's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timers = globalThis as unknown as Timers;
    const handle = timers.setTimeout(run, ms);
    return () => timers.clearTimeout(handle);
  },
};

/** Somewhere between `ms` and one and a half times it, so that many who wait do not return together. */
export function jittered(ms: number, random: () => number): number {
  return Math.round(ms * (1 + random() / 2));
}
