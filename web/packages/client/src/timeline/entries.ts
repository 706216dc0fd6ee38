import type { Entry } from '@deskbell/protocol';
import { WINDOW_MAX, append, before, newest, prepend, windowOf, type Window } from './window';

/** Entries held beyond a gap while what is between is fetched; the rest is fetched with it. */
const AHEAD_MAX = 200;

/** The entries of one timeline: those in line, and those that wait for a missing one. Nothing is held at first. */
export class Entries {
  #window: Window | null = null;
  #ahead: readonly Entry[] = [];

  /** Those in line; null while nothing is loaded. */
  get window(): Window | null {
    return this.#window;
  }

  /** Ascending by seq, without gaps. */
  get list(): readonly Entry[] {
    return this.#window?.entries ?? [];
  }

  /** The newest seq after which nothing is known to be missing; null while nothing is loaded. */
  get cursor(): number | null {
    return this.#window?.cursor ?? null;
  }

  /** The newest entry that waits for a missing one; 0 when none does. */
  get aheadSeq(): number {
    return this.#ahead.reduce((seq, entry) => Math.max(seq, entry.seq), 0);
  }

  /** Whether there are entries before the first one held. */
  get hasEarlier(): boolean {
    return this.#window !== null && before(this.#window) > 0;
  }

  /** No more earlier entries can be held. */
  get full(): boolean {
    return this.list.length >= WINDOW_MAX;
  }

  /** Takes entries in any order; gives those that are in line now and were not before. */
  offer(entries: readonly Entry[]): readonly Entry[] {
    const offered = [...entries, ...this.#ahead];
    if (!this.#window) {
      this.#ahead = offered.slice(0, AHEAD_MAX);
      return [];
    }
    const { window, added, ahead } = append(this.#window, offered);
    this.#window = window;
    this.#ahead = ahead.slice(0, AHEAD_MAX);
    return added;
  }

  /** Holds this newest page and nothing else; gives what is in line now. */
  replace(page: readonly Entry[]): readonly Entry[] {
    this.#window = windowOf(page);
    this.offer([]);
    return this.list;
  }

  /** Puts an earlier page before the rest. */
  earlier(page: readonly Entry[]): void {
    if (this.#window) this.#window = prepend(this.#window, page);
  }

  /** Keeps the newest few, and nothing that waits. */
  trim(count: number): void {
    this.#ahead = [];
    if (this.#window) this.#window = newest(this.#window, count);
  }

  /** Holds nothing. */
  clear(): void {
    this.#window = null;
    this.#ahead = [];
  }
}
