import type { TimelineItem } from '@deskbell/client';
import type { Entry, Participant } from '@deskbell/protocol';
import { dayKey } from '@deskbell/ui';
import { activityWords } from './activity';

/** Messages by one person that stand together under one time. */
export interface GroupRow {
  readonly kind: 'group';
  readonly key: string;
  /** Of its first entry; Infinity while it holds only what is on its way. */
  readonly seq: number;
  readonly own: boolean;
  /** Null only for own messages that are still on their way. */
  readonly sender: Participant | null;
  readonly items: readonly TimelineItem[];
}

/** What the timeline is drawn from, top to bottom. */
export type Row =
  | GroupRow
  | { readonly kind: 'day'; readonly key: string; readonly seq: number; readonly at: string }
  | { readonly kind: 'activity'; readonly key: string; readonly seq: number; readonly entry: Entry; readonly words: string }
  | { readonly kind: 'fresh'; readonly key: string; readonly seq: number };

/** Messages further apart than this stand under times of their own. */
export const GROUP_MS = 5 * 60_000;

/** When an item was written. */
export const writtenAt = (item: TimelineItem): string => (item.entry ? item.entry.createdAt : item.pending.at);
const seqOf = (item: TimelineItem): number => item.entry?.seq ?? Infinity;

/** A row as it grows while the items are read. */
interface Open extends GroupRow {
  items: TimelineItem[];
  /** Who wrote it: "own", or a participant's key. */
  by: string;
  since: number;
}

/**
 * Groups items by sender and five minutes, with a line where a day begins and one before what is new. `before` are the
 * rows of the last time: what has not changed stays the same object, so that nothing else is drawn again.
 */
export function buildRows(items: readonly TimelineItem[], freshSeq: number | null, before: readonly Row[] = []): Row[] {
  const rows: Row[] = [];
  let group = null as Open | null;
  let day = '';
  let marked = freshSeq === null;
  for (const item of items) {
    const at = writtenAt(item);
    const seq = seqOf(item);
    const words = item.entry ? wordsOf(item.entry, item.own) : null;
    if (item.entry?.kind === 'activity' && words === null) continue;
    if (dayKey(at) !== day) {
      day = dayKey(at);
      group = null;
      rows.push({ kind: 'day', key: `day ${day}`, seq, at });
    }
    if (!marked && seq >= (freshSeq ?? 0)) {
      marked = true;
      group = null;
      rows.push({ kind: 'fresh', key: 'fresh', seq });
    }
    if (item.entry && words !== null) {
      group = null;
      rows.push({ kind: 'activity', key: item.key, seq, entry: item.entry, words });
      continue;
    }
    const by = item.own ? 'own' : (item.entry?.sender.key ?? '');
    if (group?.by === by && Date.parse(at) - group.since < GROUP_MS) {
      group.items.push(item);
      continue;
    }
    const sender: Participant | null = item.entry?.sender ?? null;
    group = { kind: 'group', key: item.key, seq, own: item.own, sender, items: [item], by, since: Date.parse(at) };
    rows.push(group);
  }
  return keepSame(rows, before);
}

function wordsOf(entry: Entry, own: boolean): string | null {
  return entry.kind === 'activity' ? activityWords(entry, own) : null;
}

function keepSame(rows: Row[], before: readonly Row[]): Row[] {
  const known = new Map(before.map((row) => [row.key, row]));
  return rows.map((row) => {
    const old = known.get(row.key);
    return old && same(row, old) ? old : row;
  });
}

function same(a: Row, b: Row): boolean {
  if (a.kind !== b.kind || a.seq !== b.seq) return false;
  if (a.kind === 'group' && b.kind === 'group') {
    return a.items.length === b.items.length && a.items.every((item, at) => item === b.items[at]);
  }
  return a.kind !== 'activity' || b.kind !== 'activity' || a.words === b.words;
}

/** The last message of one's own: the only one under which its state is told. */
export function lastOwn(items: readonly TimelineItem[]): TimelineItem | null {
  return items.findLast((item) => item.own && item.entry?.kind !== 'activity') ?? null;
}

/** Where the rows begin that show everything from `seq` on: a group may hold it in its middle. */
export function firstFrom(rows: readonly Row[], seq: number): number {
  let at = Math.max(0, rows.findLastIndex((row) => row.seq <= seq));
  while (at > 0 && rows[at - 1]!.seq === rows[at]!.seq) at -= 1;
  return at;
}
