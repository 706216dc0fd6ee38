import type { TimelineState } from '@deskbell/client';
import { useEffect, useState } from 'react';

/**
 * Before which seq the line "New" stands: before what was unread when the conversation came into view. It stays while
 * one reads, and goes with one's own next message or when the widget is put away.
 */
export function useFresh({ firstUnreadSeq, items }: Pick<TimelineState, 'firstUnreadSeq' | 'items'>, seen: boolean): number | null {
  const [fresh, setFresh] = useState(firstUnreadSeq);
  const writing = items.at(-1)?.pending !== undefined;
  useEffect(() => {
    if (writing) setFresh(null);
  }, [writing]);
  useEffect(() => {
    if (seen) return;
    setFresh((before) => (firstUnreadSeq === null ? null : (before ?? firstUnreadSeq)));
  }, [seen, firstUnreadSeq]);
  return fresh;
}
