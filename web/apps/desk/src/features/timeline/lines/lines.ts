/** From a timeline's items to the lines on screen: days, groups, the mark of what is new. Pure. */
import type { TimelineItem } from '@deskbell/client';
import type { Entry } from '@deskbell/protocol';
import { dayKey } from '@deskbell/ui';

/** Messages of one sender belong together while less than this lies between them, ms. */
export const GROUP_MS = 5 * 60 * 1000;

/** A message or a note, sent or on its way. */
export interface LetterLine {
  readonly kind: 'letter';
  readonly key: string;
  readonly item: TimelineItem;
  /** It begins a group: the name and the time stand above it. */
  readonly first: boolean;
  /** It ends one. */
  readonly last: boolean;
}

/** One line of the screen. */
export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'activity'; readonly key: string; readonly entry: Entry }
  | LetterLine;

/** The lines of a timeline. Before the entry `unreadFrom` stands the mark of what is new; null for none. */
export function linesOf(items: readonly TimelineItem[], unreadFrom: number | null): readonly Line[] {
  const lines: Line[] = [];
  let day = '';
  let before: TimelineItem | null = null;
  for (const item of items) {
    const at = atOf(item);
    const today = dayKey(at);
    if (today !== day) {
      lines.push({ kind: 'day', key: `day ${today}`, at });
      day = today;
      before = null;
    }
    // Where all is new, the mark says nothing.
    if (unreadFrom !== null && item.entry?.seq === unreadFrom && lines.some((line) => line.kind === 'letter')) {
      lines.push({ kind: 'unread', key: 'unread' });
      before = null;
    }
    if (item.entry?.kind === 'activity') {
      lines.push({ kind: 'activity', key: item.key, entry: item.entry });
      before = null;
      continue;
    }
    const first = before === null || !together(before, item);
    if (!first) continueGroup(lines);
    lines.push({ kind: 'letter', key: item.key, item, first, last: true });
    before = item;
  }
  return lines;
}

/** When an item was written, RFC 3339. */
export function atOf(item: TimelineItem): string {
  return item.entry ? item.entry.createdAt : item.pending.at;
}

/** Whether it is an internal note. */
export function isNote(item: TimelineItem): boolean {
  return (item.entry ? item.entry.kind : item.pending.kind) === 'note';
}

/** The line that carries the receipt: the newest message, if our side wrote it. */
export function receiptKey(items: readonly TimelineItem[]): string | null {
  const newest = items.findLast((item) => item.pending?.kind === 'message' || item.entry?.kind === 'message');
  return newest?.entry && newest.mark ? newest.key : null;
}

/** Somebody on the customer's side. */
export function isOurs(item: TimelineItem): boolean {
  return item.entry ? item.entry.sender.type !== 'customer' : true;
}

function together(one: TimelineItem, next: TimelineItem): boolean {
  const sameSender = one.own || next.own ? one.own === next.own : one.entry?.sender.key === next.entry?.sender.key;
  return sameSender && isNote(one) === isNote(next) && Date.parse(atOf(next)) - Date.parse(atOf(one)) < GROUP_MS;
}

function continueGroup(lines: Line[]): void {
  const line = lines.at(-1);
  if (line?.kind === 'letter') lines[lines.length - 1] = { ...line, last: false };
}
