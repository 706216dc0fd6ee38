import type { TimelineState } from '@deskbell/client';
import { useState } from 'react';
import { useAttention } from '../../../shared/hooks/useAttention';

/**
 * Before which seq the mark "New messages" stands. It is set when the conversation opens or when messages come
 * while nobody looks, and stays although they are read meanwhile, until the reader writes themselves.
 */
export function useUnreadMark(state: TimelineState): number | null {
  const looking = useAttention();
  const { status, firstUnreadSeq, items } = state;
  const [opened, setOpened] = useState(false);
  const [mark, setMark] = useState<number | null>(null);

  const writing = items.at(-1)?.pending !== undefined;
  if (writing && mark !== null) {
    setMark(null);
    return null;
  }
  if (status !== 'ready') return mark;
  if (!opened) {
    setOpened(true);
    setMark(firstUnreadSeq);
    return firstUnreadSeq;
  }
  if (!looking && firstUnreadSeq !== null && firstUnreadSeq !== mark) {
    setMark(firstUnreadSeq);
    return firstUnreadSeq;
  }
  return mark;
}
