import type { Timeline, TimelineState } from '@deskbell/client';
import { useObservable } from '@deskbell/react';
import { VisuallyHidden } from '@deskbell/ui';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { spoken } from '../../languages/speech';
import { JumpPill } from './scroll/JumpPill';
import type { RefusedActions } from './message/Refused';
import { RowView } from './RowView';
import { buildRows, lastOwn, type Row } from './rows';
import { Scroller, type Sight } from './scroll/Scroller';
import { Earlier, Typing } from './Typing';
import { useAnnouncement } from './useAnnouncement';
import { useFresh } from './useFresh';
import { useWindow } from './scroll/useWindow';

export interface TimelineViewProps {
  state: Pick<TimelineState, 'items' | 'hasEarlier' | 'loadingEarlier' | 'full' | 'typing' | 'unread' | 'ownReadSeq' | 'firstUnreadSeq'>;
  timeline: Pick<Timeline, 'loadEarlier' | 'markRead'>;
  /** Whether somebody can see it now. */
  seen: boolean;
  actions: RefusedActions;
  /** Stands above the first entry of all. */
  head: ReactNode;
  /** Stands below the newest. */
  foot: ReactNode;
}

/** The entries of one conversation. Mounted once its newest are there. */
export function TimelineView({ state, timeline, seen, actions, head, foot }: TimelineViewProps) {
  const { items, hasEarlier, loadingEarlier, full, typing, unread, ownReadSeq } = state;
  const scroller = useRef<Scroller | null>(null);
  const [sight, setSight] = useState<Sight>({ atEnd: true, seq: 0 });
  const fresh = useFresh(state, seen);
  const rows = useRows(items, fresh);
  const { shown, grow, cut } = useWindow(rows);
  const told = lastOwn(items);
  const newest = items.findLast((item) => item.entry)?.entry?.seq ?? 0;
  // What was there when the view opened stands still; what arrives before one's eyes moves in.
  const [here] = useState(() => ({ seq: newest, keys: new Set(items.map((item) => item.key)) }));
  const last = items.at(-1);
  const announcement = useAnnouncement(items);

  const readTo = sight.atEnd ? newest : sight.seq;
  useEffect(() => {
    if (seen && readTo > ownReadSeq) timeline.markRead(readTo);
  }, [seen, readTo, ownReadSeq, timeline]);

  return (
    <div className="w-timeline">
      <Scroller
        ref={scroller}
        content={shown}
        follow={last?.pending ? last.key : null}
        onSight={(next) => {
          setSight(next);
          if (next.atEnd) cut();
        }}
        onNearStart={() => {
          if (!grow() && hasEarlier && !loadingEarlier) void timeline.loadEarlier();
        }}
      >
        <Earlier loading={loadingEarlier} full={full && hasEarlier} />
        {!hasEarlier && shown.length === rows.length && head}
        <ol className="w-list">
          {shown.map((row) => (
            <RowView key={row.key} row={row} told={toldIn(row, told)} here={here} actions={actions} />
          ))}
        </ol>
        {foot}
        <Typing people={typing} />
      </Scroller>
      <VisuallyHidden role="status">{announcement}</VisuallyHidden>
      {!sight.atEnd && <JumpPill count={unread} onJump={() => scroller.current?.toEnd()} />}
    </div>
  );
}

function useRows(items: TimelineState['items'], fresh: number | null): readonly Row[] {
  const before = useRef<readonly Row[]>([]);
  const language = useObservable(spoken);
  return useMemo(() => {
    before.current = buildRows(items, fresh, before.current);
    return before.current;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- rows hold words, which another language says anew
  }, [items, fresh, language]);
}

/** Handed only to the row that shows it, so that the others stay as they are. */
function toldIn(row: Row, told: ReturnType<typeof lastOwn>): ReturnType<typeof lastOwn> {
  return row.kind === 'group' && told && row.items.includes(told) ? told : null;
}
