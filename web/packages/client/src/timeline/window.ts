import type { Entry } from '@deskbell/protocol';

/** Entries held for one conversation at most; beyond it the oldest go when new ones come. */
export const WINDOW_MAX = 5000;
/** Entries that go at once when they do. */
const TRIM = 500;

/** A stretch of a timeline without gaps, up to its cursor: the newest entry that is certain to follow the rest. */
export interface Window {
  /** Ascending by seq, each `prevSeq` the seq of the one before. */
  readonly entries: readonly Entry[];
  /** The seq of the last one; 0 while the timeline is empty. */
  readonly cursor: number;
}

/** A window that shows a page as it came from a join: the newest entries. */
export function windowOf(page: readonly Entry[]): Window {
  const entries = ascending(page);
  return { entries, cursor: entries.at(-1)?.seq ?? 0 };
}

/** What became of entries that were offered. */
export interface Appended {
  readonly window: Window;
  /** Those that were next in line, in order. */
  readonly added: readonly Entry[];
  /** Those that come later than the one that is missing. */
  readonly ahead: readonly Entry[];
}

/** Adds what is next in line, ignores what was seen, and gives back what lies beyond a gap. */
export function append(window: Window, offered: readonly Entry[]): Appended {
  const added: Entry[] = [];
  const ahead: Entry[] = [];
  let { cursor } = window;
  for (const entry of ascending(offered)) {
    if (entry.seq <= cursor) continue;
    if (entry.prevSeq > cursor) ahead.push(entry);
    else {
      added.push(entry);
      cursor = entry.seq;
    }
  }
  if (added.length === 0) return { window, added, ahead };
  const entries = [...window.entries, ...added];
  const kept = entries.length > WINDOW_MAX ? entries.slice(Math.max(TRIM, entries.length - WINDOW_MAX)) : entries;
  return { window: { entries: kept, cursor }, added, ahead };
}

/** Puts an earlier page before the first entry, as far as it joins on without a gap. */
export function prepend(window: Window, page: readonly Entry[]): Window {
  let entries = window.entries;
  for (const entry of ascending(page).reverse()) {
    if (entry.seq === (entries[0]?.prevSeq ?? 0)) entries = [entry, ...entries];
  }
  return { ...window, entries };
}

/** The newest few, for a timeline nobody looks at. */
export function newest(window: Window, count: number): Window {
  return window.entries.length <= count ? window : { ...window, entries: window.entries.slice(-count) };
}

/** The seq of the entry before the first one held; 0 when the beginning is here. */
export function before(window: Window): number {
  return window.entries[0]?.prevSeq ?? 0;
}

/** Whether every entry after `seq` is here, as far as the cursor. */
export function covers(window: Window, seq: number): boolean {
  return before(window) <= seq;
}

function ascending(page: readonly Entry[]): Entry[] {
  return [...page].sort((a, b) => a.seq - b.seq);
}
