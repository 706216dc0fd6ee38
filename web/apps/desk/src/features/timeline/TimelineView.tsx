import type { OpenTimeline } from '@deskbell/react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useDesk } from '../../shared/desk/context';
import { EarlierLine } from './EarlierLine';
import { LineView } from './lines/LineView';
import { linesOf, receiptKey, type Line } from './lines/lines';
import { NewestPill } from './NewestPill';
import { strings } from './strings';
import { TypingLine } from './TypingLine';
import { useAnnounced } from './reading/useAnnounced';
import { useEarlier } from './reading/useEarlier';
import { staysBelow } from './reading/staysBelow';
import { useFollow } from './reading/useFollow';
import { useReach } from './reading/useReach';
import { useSeen } from './reading/useSeen';
import { useUnreadMark } from './reading/useUnreadMark';

/** The line under which one counts as being at the end, px. */
const END_PX = 48;
const ESTIMATES: Record<Line['kind'], number> = { day: 40, unread: 32, activity: 24, letter: 52 };

export interface TimelineViewProps extends OpenTimeline {
  /** The customer's name. */
  customer: string;
  /** The entry one has come for; null when for none. */
  at?: number | null;
  /** Others stand beside it: its name says whose it is. */
  several?: boolean;
}

/** The conversation as a letter exchange; of ten thousand entries only those near the screen exist. */
export function TimelineView({ timeline, state, customer, at = null, several = false }: TimelineViewProps) {
  const { me } = useDesk();
  const scroller = useRef<HTMLDivElement>(null);
  const { items } = state;
  const unreadFrom = useUnreadMark(state);
  const lines = useMemo(() => linesOf(items, unreadFrom), [items, unreadFrom]);
  const receipt = useMemo(() => receiptKey(items), [items]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ESTIMATES[lines[index]?.kind ?? 'letter'],
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 6,
    paddingStart: 16,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
  });
  virtual.shouldAdjustScrollPositionOnItemSizeChange = staysBelow;
  const follow = useFollow(virtual, lines);
  const reach = useReach(timeline, state, at, lines, virtual);
  const settled = follow.placed && reach.arrived;
  const earlier = useEarlier(timeline, state, virtual, settled);
  useSeen(timeline, state, lines, virtual.range, settled);
  useAnnounced(state);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* It scrolls, so a keyboard must be able to reach it. */}
      {/* eslint-disable jsx-a11y/no-noninteractive-tabindex */}
      <div
        ref={scroller}
        role="region"
        aria-label={several ? strings.labelWith(customer) : strings.label}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain outline-offset-[-2px]!"
      >
        <div className="relative mx-auto w-full max-w-220" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={`absolute inset-x-0 top-0 px-3 two:px-5 ${key === reach.key ? 'sought' : ''}`}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LineView line={lines[index]!} me={me} timeline={timeline} receipt={receipt} customer={customer} />
            </div>
          ))}
        </div>
      </div>
      <EarlierLine {...earlier} />
      <NewestPill shown={!follow.atEnd} count={follow.below} go={follow.toEnd} />
      <TypingLine people={state.typing} />
    </div>
  );
}
