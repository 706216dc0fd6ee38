import type { TimelineState } from '@deskbell/client';
import { useEffect, useRef } from 'react';
import { announce } from '../../../shared/ui/toasts';
import { strings } from '../strings';

/** Says each message of others that comes while the conversation is open to those who listen. */
export function useAnnounced(state: TimelineState): void {
  const entry = state.items.findLast((item) => item.entry && item.entry.kind !== 'activity')?.entry;
  const own = state.items.findLast((item) => item.entry === entry)?.own ?? false;
  const said = useRef<number | null>(null);
  const ready = state.status === 'ready';
  useEffect(() => {
    if (!ready) return;
    const newest = entry?.seq ?? 0;
    if (said.current !== null && newest > said.current && entry && !own) {
      const words = entry.kind === 'note' ? strings.saysInside : strings.says;
      announce(words(entry.sender.name, entry.content ?? ''));
    }
    said.current = newest;
  }, [ready, entry, own]);
}
