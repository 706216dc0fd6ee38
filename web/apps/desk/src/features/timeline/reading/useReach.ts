import type { Timeline, TimelineState } from '@deskbell/client';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState } from 'react';
import { announce, say } from '../../../shared/ui/toasts';
import type { Line } from '../lines/lines';
import { strings } from '../strings';

/**
 * Leads to the entry one has come for, however far back it lies, and says which line it is. Until it is there
 * nothing counts as read: `arrived` is true at once when one has come for none.
 */
export function useReach(
  timeline: Timeline,
  state: TimelineState,
  at: number | null,
  lines: readonly Line[],
  virtual: Virtualizer<HTMLDivElement, Element>,
): { readonly arrived: boolean; readonly key: string | null } {
  // The one that was gone to, and the one whose entry is loaded.
  const [gone, setGone] = useState<number | null>(null);
  const [here, setHere] = useState<number | null>(null);
  const ready = state.status === 'ready';

  useEffect(() => {
    if (at === null || !ready) return undefined;
    let left = false;
    void timeline.reach(at).then((reached) => {
      if (left) return;
      setHere(at);
      if (!reached) {
        say(strings.tooFarBack, { tone: 'bad' });
        setGone(at);
      }
    });
    return () => {
      left = true;
    };
  }, [timeline, at, ready]);

  const index = at === null ? -1 : lines.findIndex((line) => seqOf(line) === at);
  useLayoutEffect(() => {
    if (at === null || here !== at || gone === at || lines.length === 0) return;
    if (index >= 0) {
      virtual.scrollToIndex(index, { align: 'center' });
      announce(strings.foundHere);
    }
    setGone(at);
  }, [at, here, gone, index, lines, virtual]);

  return { arrived: at === null || gone === at, key: lines[index]?.key ?? null };
}

function seqOf(line: Line): number | null {
  if (line.kind === 'letter') return line.item.entry?.seq ?? null;
  return line.kind === 'activity' ? line.entry.seq : null;
}
