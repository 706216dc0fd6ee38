import type { Timeline, TimelineState } from '@deskbell/client';
import { useEffect } from 'react';
import { useAttention } from '../../../shared/hooks/useAttention';
import type { Line } from '../lines/lines';

/** Marks read what was on screen while somebody looked at it, and nothing else. */
export function useSeen(
  timeline: Timeline,
  state: TimelineState,
  lines: readonly Line[],
  range: { startIndex: number; endIndex: number } | null,
  placed: boolean,
): void {
  const looking = useAttention();
  const seen = looking && placed && range ? newestSeq(lines, range.endIndex) : 0;
  const { ownReadSeq, status } = state;
  useEffect(() => {
    if (status === 'ready' && seen > ownReadSeq) timeline.markRead(seen);
  }, [timeline, status, seen, ownReadSeq]);
}

function newestSeq(lines: readonly Line[], upTo: number): number {
  for (let index = Math.min(upTo, lines.length - 1); index >= 0; index -= 1) {
    const line = lines[index];
    const entry = line?.kind === 'letter' ? line.item.entry : line?.kind === 'activity' ? line.entry : undefined;
    if (entry) return entry.seq;
  }
  return 0;
}
