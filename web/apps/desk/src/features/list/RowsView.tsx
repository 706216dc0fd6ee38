import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from '@deskbell/ui';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useDesk } from '../../shared/desk/context';
import { LoadingRows } from './ListStates';
import { Row } from './Row';
import { strings } from './strings';
import { useRowFocus } from './useRowFocus';
import type { Rows } from './useRows';
import { useWatched } from './useWatched';

export const ROW_HEIGHT = 64;

export interface RowsViewProps {
  rows: Rows;
  /** What scrolls them; null before it is on screen. */
  scroller: HTMLDivElement | null;
  selected: string | null;
  /** A link to a conversation. */
  renderLink: (id: string, props: { className: string; children: ReactNode; tabIndex: number }) => ReactNode;
}

/** The rows, of which only those near the screen exist. */
export function RowsView({ rows, scroller, selected, renderLink }: RowsViewProps) {
  const { me } = useDesk();
  const { ids, known } = rows;
  const list = useRef<HTMLUListElement>(null);
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  useWatched(useMemo(() => ids.slice(first, last + 1), [ids, first, last]));
  const focused = useRowFocus({ ids, selected, list, reveal: (index) => virtual.scrollToIndex(index) });

  const nearEnd = last >= ids.length - 8;
  const { hasMore, loadingMore, moreFailed, loadMore } = rows;
  useEffect(() => {
    if (nearEnd && hasMore && !loadingMore && !moreFailed) loadMore();
  });

  return (
    <>
      <ul ref={list} aria-label={strings.label} className="relative" style={{ blockSize: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const id = ids[index] ?? '';
          const conversation = known.get(id);
          return (
            <li
              key={key}
              data-row={id}
              aria-setsize={hasMore ? -1 : ids.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 h-16"
              style={{ transform: `translateY(${start}px)` }}
            >
              {conversation && (
                <Row
                  conversation={conversation}
                  me={me.id}
                  selected={id === selected}
                  link={(props) => renderLink(id, { ...props, tabIndex: id === (focused ?? ids[0]) ? 0 : -1 })}
                />
              )}
            </li>
          );
        })}
      </ul>
      {loadingMore && <LoadingRows count={2} label={strings.more} />}
      {moreFailed && (
        <p role="alert" className="flex items-center justify-between gap-2 px-4 py-3 text-meta text-muted">
          {strings.moreFailed}
          <Button size="small" onClick={loadMore}>
            {strings.again}
          </Button>
        </p>
      )}
    </>
  );
}
