/** In which order rows stand, and when they may move. Pure. */
import { newestFirst } from '@deskbell/client';
import type { Conversation } from '@deskbell/protocol';
import { matches, type ListFilter } from './filter';

/** The moment that decides a conversation's place, RFC 3339. */
export function sortedAt(conversation: Conversation): string {
  return conversation.lastMessageAt ?? conversation.createdAt;
}

/**
 * The rows as they should stand: everything known that matches and is not older than `floor`, the end of what
 * has been loaded (null when all is loaded). What lies below the floor is not known to be complete.
 */
export function arrange(
  known: ReadonlyMap<string, Conversation>,
  filter: ListFilter,
  me: string,
  floor: string | null,
): readonly string[] {
  const wanted = [...known.values()].filter(
    (one) => matches(one, filter, me) && (floor === null || sortedAt(one) >= floor),
  );
  return newestFirst(wanted).map((one) => one.id);
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
