/** In which order rows stand, and when they may move. Pure. */
import type { Conversation } from '@deskbell/protocol';
import { matches, type ListFilter } from './filter';

/** Which of two rows stands above: negative for the first. */
export type Order = (left: Conversation, right: Conversation) => number;

const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

/** The newest word first; of one moment, the later made. */
const newestWord: Order = (left, right) => {
  const at = ({ lastMessageAt, createdAt }: Conversation) => lastMessageAt ?? createdAt;
  return compare(at(right), at(left)) || compare(right.id, left.id);
};

/** Those that wait longest for an answer first; what waits for nothing follows as it was made, as the server pages it. */
const longestWait: Order = (left, right) => {
  const [a, b] = [left.waitingSince, right.waitingSince];
  if (!a !== !b) return a ? -1 : 1;
  return compare(a ?? '', b ?? '') || compare(left.id, right.id);
};

/**
 * The rows as they should stand: everything known that matches and does not lie below `floor`, the last row that
 * has been loaded (null when all are). What lies below the floor is not known to be complete.
 */
export function arrange(
  known: ReadonlyMap<string, Conversation>,
  filter: ListFilter,
  me: string,
  floor: Conversation | null,
): readonly string[] {
  const order = filter.sort === 'waiting' ? longestWait : newestWord;
  const wanted = [...known.values()].filter((one) => matches(one, filter, me) && (floor === null || order(one, floor) <= 0));
  return wanted.sort(order).map((one) => one.id);
}

/** What is on screen, and whether it may move. */
export interface Situation {
  /** The rows as they stand. */
  readonly shown: readonly string[];
  /** The rows as they should stand. */
  readonly ideal: readonly string[];
  /** Somebody reads or points at the list: nothing moves. */
  readonly held: boolean;
  /** The open conversation: it does not vanish while it is being looked at. */
  readonly selected: string | null;
}

/** The rows to show next; the same array when nothing changes. */
export function settle({ shown, ideal, held, selected }: Situation): readonly string[] {
  const next = held ? withTail(shown, ideal) : withSelected(shown, ideal, selected);
  return sameRows(shown, next) ? shown : next;
}

/** How many rows wait to come or to rise: those that should stand above the first one shown. */
export function countFresh(shown: readonly string[], ideal: readonly string[]): number {
  const wanted = new Set(ideal);
  const first = shown.find((id) => wanted.has(id));
  if (first === undefined) return shown.length === 0 ? 0 : ideal.length;
  return ideal.indexOf(first);
}

/** Held: rows stay, and only what was loaded below them is added. */
function withTail(shown: readonly string[], ideal: readonly string[]): readonly string[] {
  const standing = new Set(shown);
  let last = -1;
  ideal.forEach((id, index) => {
    if (standing.has(id)) last = index;
  });
  const tail = last < 0 && shown.length > 0 ? [] : ideal.slice(last + 1);
  return tail.length === 0 ? shown : [...shown, ...tail];
}

/** Free: the ideal order, but the open conversation keeps its place when it no longer belongs here. */
function withSelected(shown: readonly string[], ideal: readonly string[], selected: string | null): readonly string[] {
  if (selected === null || ideal.includes(selected)) return ideal;
  const place = shown.indexOf(selected);
  return place < 0 ? ideal : ideal.toSpliced(Math.min(place, ideal.length), 0, selected);
}

function sameRows(left: readonly string[], right: readonly string[]): boolean {
  return left === right || (left.length === right.length && left.every((id, index) => id === right[index]));
}
