import type { Conversation, Entry } from '@deskbell/protocol';
import { covers, type Window } from '../timeline/window';

/** Whether an entry would be unread to somebody who has not got to it: a message of somebody else. */
export function counts(entry: Entry, ownKey: string | null): boolean {
  return entry.kind === 'message' && entry.sender.key !== ownKey;
}

/**
 * Messages of others after one's own cursor. The server's copy knows them all but may be a moment old; the window
 * knows the newest but may not reach back far enough. Each message is counted once, whichever told of it first.
 */
export function unreadOf(copy: Conversation, ownReadSeq: number, window: Window | null): number {
  const ownKey = copy.me?.key ?? null;
  const copyReadSeq = copy.me?.readSeq ?? 0;
  const readSeq = Math.max(ownReadSeq, copyReadSeq);
  const between = (after: number, upTo: number) =>
    window?.entries.filter((entry) => entry.seq > after && entry.seq <= upTo && counts(entry, ownKey)).length ?? 0;
  const cursor = window?.cursor ?? 0;
  if (readSeq >= Math.max(copy.headSeq, cursor)) return 0;
  if (window && covers(window, readSeq) && cursor >= copy.headSeq) return between(readSeq, cursor);
  const unreadInCopy = Math.max(0, copy.unreadCount - between(copyReadSeq, Math.min(readSeq, copy.headSeq)));
  return unreadInCopy + between(Math.max(copy.headSeq, readSeq), cursor);
}
