import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from '@deskbell/ui';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { useLabelColors } from '../../../shared/desk/names';
import { useRowFocus } from '../../../shared/keys/useRowFocus';
import { LoadingRows } from '../ListStates';
import { Row } from './Row';
import { strings } from '../strings';
import type { Rows } from '../useRows';
import type { Selection } from '../selection/useSelection';
import { SelectBox } from './SelectBox';
import { useWatched } from './useWatched';

export const ROW_HEIGHT = 64;

export interface RowsViewProps {
  rows: Rows;
  /** What scrolls them; null before it is on screen. */
  scroller: HTMLDivElement | null;
  selected: string | null;
  selection: Selection;
  /** A link to a conversation. */
  renderLink: (id: string, props: { className: string; children: ReactNode; tabIndex: number }) => ReactNode;
}

/** The rows, of which only those near the screen exist. */
export function RowsView({ rows, scroller, selected, selection, renderLink }: RowsViewProps) {
  const { me } = useDesk();
  const { ids, known } = rows;
  const colors = useLabelColors();
  const list = useRef<HTMLUListElement>(null);
  const choosing = selection.ids.length > 0;
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
          const tabIndex = id === (focused ?? ids[0]) ? 0 : -1;
          const chosen = selection.has(id);
          return (
            <li
              key={key}
              data-row={id}
              aria-setsize={hasMore ? -1 : ids.length}
              aria-posinset={index + 1}
              className="group/row absolute inset-x-0 top-0 h-16"
              style={{ transform: `translateY(${start}px)` }}
            >
              {conversation && (
                <>
                  <Row
                    conversation={conversation}
                    me={me.id}
                    selected={id === selected}
                    chosen={chosen}
                    colors={colors}
                    link={(props) => renderLink(id, { ...props, tabIndex })}
                  />
                  <SelectBox
                    name={conversation.customer?.name ?? ''}
                    chosen={chosen}
                    choosing={choosing}
                    tabIndex={tabIndex}
                    onChoose={(stretch) => selection.choose(id, stretch)}
                  />
                </>
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
