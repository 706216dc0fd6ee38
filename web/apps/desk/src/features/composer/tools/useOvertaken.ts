import type { TimelineItem } from '@deskbell/client';
import type { Entry } from '@deskbell/protocol';
import { useState } from 'react';

/** The newest reply of a colleague after that seq; null when there is none. */
export function overtakenBy(items: readonly TimelineItem[], since: number): Entry | null {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (!item?.entry) continue;
    const { seq, kind, sender } = item.entry;
    if (seq <= since) return null;
    if (kind === 'message' && sender.type === 'agent' && !item.own) return item.entry;
  }
  return null;
}

/** Whether a colleague replied since this text was begun, until one says that one has seen it. */
export function useOvertaken(items: readonly TimelineItem[], text: string): { entry: Entry | null; dismiss: () => void } {
  const newest = items.findLast((item) => item.entry)?.entry?.seq ?? null;
  const [since, setSince] = useState<number | null>(null);
  const begun = text.trim() !== '';
  if (!begun && since !== null) setSince(null);
  if (begun && since === null && newest !== null) setSince(newest);
  const entry = begun && since !== null ? overtakenBy(items, since) : null;
  return { entry, dismiss: () => setSince(newest) };
}
