import type { Timeline, TimelineState } from '@deskbell/client';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';

/** How loading what came before stands. */
export interface Earlier {
  readonly loading: boolean;
  readonly failed: boolean;
  /** So much is held already that nothing more is loaded. */
  readonly full: boolean;
  retry(): void;
}

/** Lines from the top at which the page before is asked for. */
const NEAR_TOP = 8;

/** Loads what came before as the reader nears the top; what they read stays where it is. */
export function useEarlier(
  timeline: Timeline,
  state: TimelineState,
  virtual: Virtualizer<HTMLDivElement, Element>,
  placed: boolean,
): Earlier {
  const { hasEarlier, loadingEarlier, full, status } = state;
  const [failed, setFailed] = useState(false);
  const first = virtual.range?.startIndex ?? Infinity;
  const near = placed && first <= NEAR_TOP;
  const wanted = status === 'ready' && near && hasEarlier && !full && !loadingEarlier && !failed;

  useEffect(() => {
    if (!wanted) return;
    void timeline.loadEarlier().then((loaded) => setFailed(!loaded));
  }, [wanted, timeline]);

  return { loading: loadingEarlier, failed, full: full && hasEarlier && near, retry: () => setFailed(false) };
}
